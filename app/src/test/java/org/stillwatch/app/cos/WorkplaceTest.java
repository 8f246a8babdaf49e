package org.stillwatch.app.cos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.CosSettings;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.ingest.IngestProgress;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.cos.sag.RecoveryRule;

class WorkplaceTest {

  private static final Path CASES = Path.of("../../shared/cos/reference");
  private static final String IMAGE = "l_2017347120000_01_163_cci.fits.gz";
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  @TempDir Path folder;
  private Path map;

  @BeforeEach
  void archive() throws IOException {
    assumeTrue(Files.exists(CASES), "the reference files " + CASES + " are not here");
    image("first", "caseC_lowgain");
    map = folder.resolve("monitors/CCI/l_2017347120000_01_163_cci_gainmap.fits.gz");
  }

  private void image(String below, String name) throws IOException {
    var to = Files.createDirectories(folder.resolve("archive/CCI").resolve(below)).resolve(IMAGE);
    Files.copy(CASES.resolve(name + "_cci.fits.gz"), to);
  }

  private Workplace place() {
    var monitors = folder.resolve("monitors");
    return Workplace.open(
        new CosSettings(
            folder.resolve("configure.yaml"),
            new Database.Embedded(monitors.resolve("catalogue.sqlite")),
            folder.resolve("archive"),
            monitors,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            1,
            true,
            RecoveryRule.STRICT),
        "1.0",
        NOON);
  }

  private Provenance.Input madeOf() {
    return Product.read(map).orElseThrow().provenance().inputs().getFirst();
  }

  @Test
  void ofTwoImagesWithOneNameTheMapOfTheOneInTheCatalogueStays() throws IOException {
    image("second", "caseB_lowcounts");
    try (var place = place()) {
      place.ingest().run(IngestProgress.NONE);
      var image = place.catalogue().ccis().getFirst();
      assertEquals(folder.resolve("archive/CCI/first").toString(), image.file().path());
      assertEquals(List.of(), place.putMapsRight());
      assertEquals(new Provenance.Input(IMAGE, image.sha256()), madeOf());
    }
  }

  @Test
  void aMapThatWasRemovedOrOfWhichNothingTellsComesAgain() throws IOException {
    try (var place = place()) {
      place.ingest().run(IngestProgress.NONE);
      var bytes = Files.readAllBytes(map);
      Files.delete(map);
      assertEquals(List.of(), place.putMapsRight());
      assertArrayEquals(bytes, Files.readAllBytes(map));
      Files.writeString(map.resolveSibling(map.getFileName() + ".provenance.json"), "");
      assertEquals(List.of(), place.putMapsRight());
      assertEquals(place.catalogue().ccis().getFirst().sha256(), madeOf().sha256());
    }
  }

  @Test
  void noMapIsMadeOfWhatTheCatalogueDoesNotKnow() throws IOException {
    try (var place = place()) {
      place.ingest().run(IngestProgress.NONE);
      Files.delete(map);
      Files.copy(
          CASES.resolve("caseB_lowcounts_cci.fits.gz"),
          folder.resolve("archive/CCI/first").resolve(IMAGE),
          StandardCopyOption.REPLACE_EXISTING);
      var problems = place.putMapsRight();
      assertEquals(1, problems.size());
      assertTrue(problems.getFirst().contains("has other content than the catalogue knows"));
    }
  }
}
