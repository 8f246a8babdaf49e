package org.stillwatch.cos.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.detector.CosProblem;

class ProductTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          "gsagtab",
          Instant.parse("2026-11-22T01:02:03.456789Z"),
          "1.0",
          List.of(new Provenance.Input("a.fits.gz", Hash.of("a"))),
          new TreeMap<>(Map.of("filter", "true")));

  @TempDir Path folder;

  @Test
  void tellsHowItCameToBe() {
    var file = folder.resolve("CCI/table.fits");
    var written = Product.create(file, PROVENANCE, out -> out.write(bytes("hello")));
    assertEquals(Hash.of("hello"), written.sha256());
    assertEquals(Optional.of(written), Product.read(file));
  }

  @Test
  void neverReplacesAnotherProductUnlessItIsToldTo() throws IOException {
    var file = folder.resolve("table.fits");
    Product.create(file, PROVENANCE, out -> out.write(bytes("first")));
    var refused =
        assertThrows(
            CosProblem.class,
            () -> Product.create(file, PROVENANCE, out -> out.write(bytes("second"))));
    assertTrue(String.valueOf(refused.getMessage()).contains("is there already"));
    assertEquals("first", Files.readString(file));
    Product.replace(file, PROVENANCE, out -> out.write(bytes("third")));
    assertEquals("third", Files.readString(file));
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    var file = folder.resolve("table.fits");
    assertThrows(
        CosProblem.class,
        () ->
            Product.create(
                file,
                PROVENANCE,
                out -> {
                  out.write(bytes("half"));
                  throw new IOException("No space left on device");
                }));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whereThereAreNoHardLinksAProductIsWholeAndReplacesNoOther() throws IOException {
    var noLinks =
        Configuration.unix().toBuilder()
            .setSupportedFeatures(Feature.FILE_CHANNEL, Feature.SECURE_DIRECTORY_STREAM)
            .build();
    try (var disk = Jimfs.newFileSystem(noLinks)) {
      var file = disk.getPath("/CCI/table.fits");
      Product.create(file, PROVENANCE, out -> out.write(bytes("first")));
      assertThrows(
          CosProblem.class,
          () -> Product.create(file, PROVENANCE, out -> out.write(bytes("second"))));
      assertEquals("first", Files.readString(file));
      try (var left = Files.list(disk.getPath("/CCI"))) {
        assertEquals(2, left.count(), "the product and what tells of it");
      }
    }
  }

  @Test
  void whatAKilledWriterLeftIsRemovedWhenItIsOld() throws IOException {
    var left = Files.writeString(folder.resolve(".5f3c.part"), "half");
    var kept = Files.writeString(folder.resolve("table.fits"), "whole");
    var written = Files.getLastModifiedTime(left).toInstant();
    Product.removeLeftovers(folder, written);
    assertTrue(Files.exists(left), "it may still be being written");
    Product.removeLeftovers(folder, written.plusSeconds(1));
    assertTrue(Files.exists(kept) && !Files.exists(left));
  }

  @Test
  void aWriterMayCloseItsStream() throws IOException {
    var file = folder.resolve("table.fits");
    Product.create(
        file,
        PROVENANCE,
        out -> {
          out.write(bytes("whole"));
          out.close();
        });
    assertEquals("whole", Files.readString(file));
  }

  @Test
  void refreshesWhatNothingOrNothingReadableTellsOf() throws IOException {
    var file = folder.resolve("map.fits");
    var told = folder.resolve("map.fits.provenance.json");
    var first = Product.replace(file, PROVENANCE, out -> out.write(bytes("first")));
    assertEquals(first, Product.refresh(file, PROVENANCE, out -> out.write(bytes("other"))));
    Files.writeString(told, "");
    Product.refresh(file, PROVENANCE, out -> out.write(bytes("other")));
    assertEquals("other", Files.readString(file));
    Files.delete(told);
    Product.refresh(file, PROVENANCE, out -> out.write(bytes("third")));
    assertEquals("third", Files.readString(file));
  }

  @Test
  void saysWhyItCannotBeWritten() throws IOException {
    var inTheWay = Files.writeString(folder.resolve("CCI"), "a file");
    var refused =
        assertThrows(
            CosProblem.class,
            () ->
                Product.replace(
                    inTheWay.resolve("map.fits"), PROVENANCE, out -> out.write(bytes("x"))));
    assertEquals(
        "cannot write "
            + inTheWay.resolve("map.fits")
            + ": "
            + inTheWay
            + " is no folder;"
            + " nothing is left of it",
        refused.getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
