package org.stillwatch.app.cos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.stillwatch.app.config.CosSettings;
import org.stillwatch.app.config.CosSettings.Reference;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.CciEntry;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.cci.CciShape;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.gain.GainMapFile;
import org.stillwatch.cos.gain.GainMapMaker;
import org.stillwatch.cos.gain.GainMapResult;
import org.stillwatch.cos.ingest.Ingest;
import org.stillwatch.cos.ingest.IngestSettings;
import org.stillwatch.cos.monitor.Bench;
import org.stillwatch.cos.monitor.Folders;
import org.stillwatch.cos.monitor.References;
import org.stillwatch.cos.product.Product;

/** What the settings say, put together: the catalogue, what fills it, and what is made of it. */
final class Workplace implements AutoCloseable {

  private final CosSettings settings;
  private final String code;
  private final InstantSource clock;
  private final Catalogue catalogue;
  private final GainMapMaker maker;

  private Workplace(CosSettings settings, String code, InstantSource clock) {
    this.settings = settings;
    this.code = code;
    this.clock = clock;
    maker = maker(settings, settings.images());
    catalogue = Catalogue.open(settings.database());
  }

  /**
   * Opens the catalogue, which is made when it is not there.
   *
   * @param code version of the program
   * @throws CosProblem when the database cannot be used
   */
  static Workplace open(CosSettings settings, String code, InstantSource clock) {
    return new Workplace(settings, code, clock);
  }

  /**
   * Opens a catalogue that is there.
   *
   * @throws CosProblem when there is none yet, or the database cannot be used
   */
  static Workplace ofWhatIsThere(CosSettings settings, String code, InstantSource clock) {
    if (settings.database() instanceof Database.Embedded(var file) && !Files.exists(file)) {
      throw new CosProblem(
          "there is no catalogue " + file + " yet; 'stillwatch cos ingest' makes it");
    }
    return open(settings, code, clock);
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** The ingest of the archive. */
  Ingest ingest() {
    return new Ingest(
        catalogue,
        new IngestSettings(
            settings.data(), settings.reference(), settings.threads(), settings.recovery()),
        List.of(),
        new MeasuredByMaps(
            maker, "gain map by " + code + (settings.anyShape() ? ", any shape" : "")),
        clock);
  }

  /** What products are made of; the flags are marked by the rule of the settings. */
  Bench bench() {
    if (!catalogue.flagsAreCurrent(settings.recovery())) {
      try (var claim = catalogue.claimIngest()) {
        catalogue.renewFlags(settings.recovery(), clock.instant());
      }
    }
    return new Bench(
        catalogue,
        new Folders(settings.images(), settings.web()),
        new References(
            reference(Reference.GSAGTAB),
            reference(Reference.GSAGTAB_BLUE),
            reference(Reference.X1D)),
        settings.recovery(),
        code,
        this::map);
  }

  private Optional<Path> reference(Reference use) {
    return Optional.ofNullable(settings.references().get(use));
  }

  /** The map's file; it is made again when somebody removed it. */
  private GainMap map(CciEntry image) {
    var file = settings.images().resolve(image.mapName());
    if (Files.exists(file)) {
      return GainMapFile.read(file);
    }
    return switch (maker.make(image.file().file(), image.sha256(), Optional.empty())) {
      case GainMapResult.Measured measured -> measured.map();
      case GainMapResult.NothingMeasured nothing ->
          throw new CosProblem(
              image.file().file() + " has no exposures any more; ingest the archive again");
      case GainMapResult.Unusable(var reason) ->
          throw new CosProblem(image.file().file() + ": " + reason);
    };
  }

  /** Makes a gain map again in another folder; empty when the product is no gain map. */
  Optional<Product> again(Product product, Path folder) {
    if (!product.provenance().kind().equals(GainMapMaker.KIND)) {
      return Optional.empty();
    }
    var name = product.provenance().inputs().getFirst().name();
    var image =
        catalogue.ccis().stream()
            .filter(entry -> entry.file().filename().equals(name))
            .findFirst()
            .orElseThrow(() -> new CosProblem("its image " + name + " is not in the catalogue"));
    return switch (maker(settings, folder)
        .make(image.file().file(), image.sha256(), Optional.empty())) {
      case GainMapResult.Measured measured -> Optional.of(measured.product());
      case GainMapResult.NothingMeasured nothing -> Optional.empty();
      case GainMapResult.Unusable(var reason) ->
          throw new CosProblem(image.file().file() + ": " + reason);
    };
  }

  private GainMapMaker maker(CosSettings read, Path folder) {
    return new GainMapMaker(
        folder, code, read.anyShape() ? CciShape.ANY : CciShape.DETECTOR, clock);
  }

  /** The time of what is made now, as precise as it is written. */
  Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
