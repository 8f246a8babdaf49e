package org.stillwatch.instruments.oxford;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.instruments.logfile.ExpectedPeriod;
import org.stillwatch.instruments.logfile.LogInstrument;

/** {@code kind: oxford-vcl}: the binary logs of an Oxford Instruments fridge. */
public final class VclKind implements InstrumentKind<VclSettings> {

  private static final List<String> FIRST = List.of("LineSize(bytes)", "LineNumber", "Time(secs)");

  @Override
  public String name() {
    return "oxford-vcl";
  }

  @Override
  public Class<VclSettings> settings() {
    return VclSettings.class;
  }

  /**
   * The names, without the instrument, that the columns of a file have as channels.
   *
   * @param labels of columns, without the three that every file begins with
   */
  public static List<String> channelNames(List<String> labels) {
    var all = new ArrayList<>(FIRST);
    all.addAll(labels);
    var head = new VclHead.Rows(all.size() * Double.BYTES, all);
    return VclColumns.of("any", head, Duration.ofMinutes(1)).columns().stream()
        .map(column -> column.channel().id().name())
        .toList();
  }

  @Override
  public Instrument open(Site site, VclSettings settings) {
    return new LogInstrument(
        site,
        settings.folder(),
        new VclLog(site.id(), ExpectedPeriod.of(settings.every(), Duration.ofSeconds(61))),
        LogInstrument.POLL_BYTES);
  }
}
