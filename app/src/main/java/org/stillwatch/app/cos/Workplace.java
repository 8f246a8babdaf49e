package org.stillwatch.app.cos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.stillwatch.cos.product.Hash;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;

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
      } catch (CosProblem e) {
        throw new CosProblem(
            "the flags are not of all that was measured, and cannot be made anew: "
                + e.getMessage()
                + "; run this again when it has ended",
            e);
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

  /**
   * Makes the files of gain maps again that do not hold what the catalogue does: of two images with
   * one name the other may have been measured last, or somebody removed a file.
   *
   * @return why some could not be made, a sentence each
   */
  List<String> putMapsRight() {
    var problems = new ArrayList<String>();
    for (var image : catalogue.ccis()) {
      try {
        if (!holds(mapFile(image), image)) {
          make(maker, image);
        }
      } catch (CosProblem e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  private GainMap map(CciEntry image) {
    var file = mapFile(image);
    return holds(file, image) ? GainMapFile.read(file) : make(maker, image).map();
  }

  private Path mapFile(CciEntry image) {
    return settings.images().resolve(image.mapName());
  }

  /** The file is there and says that it was made of this image. */
  private static boolean holds(Path map, CciEntry image) {
    var input = new Provenance.Input(image.file().filename(), image.sha256());
    return Files.exists(map)
        && Product.told(map)
            .filter(product -> product.provenance().inputs().contains(input))
            .isPresent();
  }

  private static GainMapResult.Measured make(GainMapMaker maker, CciEntry image) {
    var file = image.file().file();
    requireKnown(file, image.sha256());
    return switch (maker.make(file, image.sha256(), image.file().companion())) {
      case GainMapResult.Measured measured -> measured;
      case GainMapResult.NothingMeasured nothing ->
          throw new CosProblem(file + " has no exposures any more; ingest the archive again");
      case GainMapResult.Unusable(var reason) -> throw new CosProblem(file + ": " + reason);
    };
  }

  /** What is made must be of what its provenance is going to say. */
  private static void requireKnown(Path file, String sha256) {
    try {
      if (!Hash.of(file).equals(sha256)) {
        throw new CosProblem(
            file + " has other content than the catalogue knows; ingest the archive again");
      }
    } catch (IOException e) {
      throw new CosProblem(file + " cannot be read, to make its gain map again", e);
    }
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
    return Optional.of(make(maker(settings, folder), image).product());
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
