package org.stillwatch.instruments.viper;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Unit;

/** {@code kind: viper-hdf5}: files of VIPER, for {@code import}; a running station gets nothing. */
public final class ViperKind implements InstrumentKind<ViperSettings> {

  /** VIPER's usual interval. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "viper-hdf5";
  }

  @Override
  public Class<ViperSettings> settings() {
    return ViperSettings.class;
  }

  @Override
  public Optional<Unit> unit(ViperSettings settings, String name) {
    return ViperPast.GAUGES.containsKey(name) ? Optional.of(ViperPast.TORR) : Optional.empty();
  }

  @Override
  public Instrument open(Site site, ViperSettings settings) {
    var every = settings.every().orElse(EVERY);
    if (!every.isPositive()) {
      throw new IllegalArgumentException("every: expected more than nothing, such as 5s");
    }
    return new Files(site, settings, ViperPast.channels(site.id(), every));
  }

  private record Files(Site site, ViperSettings settings, List<Channel> channels)
      implements Instrument {

    @Override
    public void resume(Optional<String> cursor) {}

    @Override
    public Turn turn(Instant now) {
      return new Turn(
          List.of(),
          List.of(),
          0,
          List.of(),
          "",
          true,
          false,
          Health.ok("its file is read by 'import'"));
    }

    @Override
    public Optional<Past> past(List<Path> paths) {
      return Optional.of(
          new ViperPast(site, settings, paths.isEmpty() ? List.of(settings.file()) : paths));
    }

    @Override
    public void close() {}
  }
}
