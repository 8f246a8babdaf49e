package org.stillwatch.app.cos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stillwatch.app.config.ConfigurationException;
import org.stillwatch.app.config.CosFile;
import org.stillwatch.app.config.CosSettings;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.results.ResultSource;
import org.stillwatch.cos.results.ResultsInstrument;

/** {@code kind: cos}: what ingests bring, as channels of a station. */
public final class CosKind implements InstrumentKind<CosKind.Settings> {

  private static final Duration EVERY = Duration.ofMinutes(1);

  /**
   * Its keys.
   *
   * @param settings the file that the COS commands go by
   * @param every how often the catalogue is asked; 1 min
   */
  public record Settings(Path settings, Optional<Duration> every) {}

  @Override
  public String name() {
    return "cos";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Optional<Unit> unit(Settings settings, String name) {
    return ResultsInstrument.unit(name);
  }

  @Override
  public Instrument open(Site site, Settings settings) {
    var every = settings.every().orElse(EVERY);
    if (!every.isPositive()) {
      throw new IllegalArgumentException("every: expected more than nothing, such as 1m");
    }
    CosSettings read;
    try {
      read = CosFile.read(settings.settings(), System.getenv());
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException("settings: " + e.getMessage(), e);
    }
    return new ResultsInstrument(site.id(), (after, most) -> ask(read, after, most), every);
  }

  /** Each time anew: so a server that was away is found again, and a file is nobody's for long. */
  private static ResultSource.News ask(CosSettings settings, long after, int most) {
    if (settings.database() instanceof Database.Embedded(var file) && !Files.exists(file)) {
      return ResultSource.News.none(
          "there is no catalogue " + file + " yet; 'stillwatch cos ingest' makes it");
    }
    try (var catalogue = Catalogue.open(settings.database())) {
      return new ResultSource.News(catalogue.results(after, most), catalogue.badFiles().size());
    }
  }
}
