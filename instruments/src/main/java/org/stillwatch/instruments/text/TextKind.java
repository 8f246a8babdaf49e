package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.SettingShape;
import org.stillwatch.link.lane.Lanes;
import org.stillwatch.link.lane.Manners;

/** {@code kind: text}: any device that answers lines of text. */
public final class TextKind implements InstrumentKind<TextSettings> {

  private static final int USUAL_BAUD = 9600;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public Class<TextSettings> settings() {
    return TextSettings.class;
  }

  @Override
  public Optional<Unit> unit(TextSettings settings, String name) {
    return Stream.concat(
            settings.poll().stream()
                .flatMap(item -> item.channels().values().stream())
                .flatMap(value -> value.unitOf(name).stream()),
            Optional.ofNullable(settings.settings().get(name)).map(SettingKeys::shape).stream()
                .map(SettingShape::channelUnit))
        .findFirst();
  }

  @Override
  public Instrument open(Site site, TextSettings settings) {
    settings
        .settings()
        .forEach(
            (name, keys) -> {
              var setting = keys.shape().setting(site.id(), name);
              keys.shape()
                  .checkUnit(
                      name, settings.poll().stream().flatMap(a -> a.channels().values().stream()));
            });
    var port = settings.line().toPort(USUAL_BAUD);
    var lanes = site.shared().one(Lanes.class, Lanes::new);
    var lane = lanes.join(port, manners(settings));
    var device =
        new TextDevice(site.id(), settings, lane, SteadyClock.SYSTEM, () -> lanes.leave(lane));
    return new PolledInstrument(site.id(), port.name(), device, settings.period());
  }

  static Manners manners(TextSettings settings) {
    return Manners.PLAIN
        .withGap(settings.gap().orElse(Duration.ZERO))
        .withSettle(settings.settle().orElse(Duration.ZERO))
        .withLate(settings.late().orElse(Manners.PLAIN.late()))
        .withEcho(settings.echo().orElse(false));
  }
}
