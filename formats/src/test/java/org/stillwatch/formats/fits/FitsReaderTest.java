package org.stillwatch.formats.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.util.FitsOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitsReaderTest {
  private static final Path REAL = Path.of("../../shared/data/hst_cos/spacetelescope-cosmo");

  @TempDir Path folder;

  /** A table with checksums in a file of two parts, as another writer makes it. */
  private static byte[] summed() throws FitsException, IOException {
    var table = new BinaryTable();
    table.addColumn(new String[] {"FUVA", "FUVB"});
    table.addColumn(new double[] {1.5, -2});
    table.addColumn(new int[] {163, 178});
    table.addColumn(new boolean[] {true, false});
    var hdu = (BinaryTableHDU) Fits.makeHDU(table);
    var names = List.of("SEGMENT", "SHIFT", "HV", "FOUND");
    for (int i = 0; i < names.size(); i++) {
      hdu.setColumnName(i, names.get(i), null);
    }
    hdu.addValue("WHOLE", 42, "");
    hdu.addValue("REAL", 2.5, "");
    hdu.addValue("WORDS", "it's  ", "");
    hdu.addValue("TRUTH", true, "");
    hdu.addValue("WIDE", 1L << 40, "");
    var fits = new Fits();
    fits.addHDU(hdu);
    fits.setChecksum();
    var bytes = new ByteArrayOutputStream();
    fits.write(new FitsOutputStream(bytes));
    return bytes.toByteArray();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("some.fits"), bytes);
  }

  private static FitsHeader extension(FitsReader reader) {
    reader.next();
    return reader.next().orElseThrow();
  }

  /** Reads all of a file: how many parts it has. */
  private static int parts(Path file) {
    try (var reader = FitsReader.open(file)) {
      int parts = 0;
      while (reader.next().isPresent()) {
        parts++;
      }
      return parts;
    }
  }

  private static String problem(Path file) {
    return String.valueOf(assertThrows(FitsProblem.class, () -> parts(file)).getMessage());
  }

  @Test
  void givesKeywordsWithTheirTypesAndAbsentOnesAsEmpty() throws Exception {
    try (var reader = FitsReader.open(file(summed()))) {
      var header = extension(reader);
      assertEquals(OptionalInt.of(42), header.integer("WHOLE"));
      assertEquals(OptionalDouble.of(42), header.real("WHOLE"));
      assertEquals(OptionalDouble.of(2.5), header.real("REAL"));
      assertEquals(Optional.of("it's"), header.text("WORDS"));
      assertEquals(Optional.of(true), header.flag("TRUTH"));
      assertEquals(Optional.empty(), header.text("ABSENT"));
      assertEquals(OptionalInt.empty(), header.integer("ABSENT"));
      assertEquals(OptionalDouble.empty(), header.real("ABSENT"));
      assertEquals(Optional.empty(), header.flag("ABSENT"));
    }
  }

  @Test
  void saysWhichKeywordHasAnotherTypeThanItIsAskedFor() throws Exception {
    try (var reader = FitsReader.open(file(summed()))) {
      var header = extension(reader);
      var refused = assertThrows(FitsProblem.class, () -> header.integer("WORDS"));
      assertEquals("extension 1: WORDS is 'it's', expected a whole number", refused.getMessage());
      assertThrows(FitsProblem.class, () -> header.integer("REAL"));
      assertThrows(FitsProblem.class, () -> header.integer("WIDE"));
      assertThrows(FitsProblem.class, () -> header.real("WORDS"));
      assertThrows(FitsProblem.class, () -> header.text("WHOLE"));
      assertThrows(FitsProblem.class, () -> header.flag("WHOLE"));
    }
  }

  @Test
  void givesColumnsByName() throws Exception {
    try (var reader = FitsReader.open(file(summed()))) {
      extension(reader);
      var table = reader.table();
      assertEquals(2, table.rows());
      assertEquals(List.of("FUVA", "FUVB"), table.texts("segment"));
      assertEquals(List.of(1.5, -2.0), table.reals("SHIFT"));
      assertEquals(List.of(163, 178), table.integers("HV"));
      assertEquals(List.of(true, false), table.flags("FOUND"));
      assertTrue(table.has("FOUND"));
      assertFalse(table.has("LOST"));
      var refused = assertThrows(FitsProblem.class, () -> table.reals("LOST"));
      assertEquals("extension 1: no column LOST", refused.getMessage());
      refused = assertThrows(FitsProblem.class, () -> table.reals("SEGMENT"));
      assertEquals("extension 1: column SEGMENT, row 1 is not a number", refused.getMessage());
      assertEquals(Optional.empty(), reader.next());
    }
  }

  @Test
  void readsPackedFilesByWhatTheyAreAndNotByTheirName() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(summed());
    }
    assertEquals(2, parts(file(packed.toByteArray())));
  }

  @Test
  void aFileThatIsCutAnywhereIsTruncated() throws Exception {
    var whole = summed();
    for (int length = 1; length < whole.length; length += 333) {
      var told = problem(file(Arrays.copyOf(whole, length)));
      assertTrue(told.startsWith("is truncated"), told);
    }
  }

  @Test
  void aPackedFileThatIsCutAnywhereIsTruncated() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(summed());
    }
    var packed = bytes.toByteArray();
    for (int length = 3; length < packed.length; length += 7) {
      assertTrue(problem(file(Arrays.copyOf(packed, length))).startsWith("is truncated"));
    }
  }

  @Test
  void aDamagedTableIsToldByItsChecksum() throws Exception {
    var damaged = summed();
    damaged[damaged.length - 2880 + 5] ^= 4;
    var told = problem(file(damaged));
    assertTrue(told.startsWith("extension 1: the data have the checksum"), told);
  }

  @Test
  void aDamagedHeaderIsToldByItsChecksum() throws Exception {
    var damaged = new String(summed(), StandardCharsets.ISO_8859_1).replace("it's", "it'S");
    damaged = damaged.replace("it''s", "it''S");
    assertEquals(
        "extension 1: CHECKSUM does not agree with what is there",
        problem(file(damaged.getBytes(StandardCharsets.ISO_8859_1))));
  }

  @Test
  void tellsWhatIsNoFitsFile() throws Exception {
    assertEquals("is empty", problem(file(new byte[0])));
    assertEquals(
        "is no FITS file, it does not begin with SIMPLE",
        problem(file("<html>not found</html>".getBytes(StandardCharsets.US_ASCII))));
    assertEquals("is not there", problem(folder.resolve("absent.fits")));
  }

  @Test
  void whateverIsDamagedIsAProblemAndNothingElse() throws Exception {
    var random = new Random(20261122);
    var whole = summed();
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      var damaged = whole.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        // most of it is filling: aim at the cards and at the rows
        int at =
            random.nextInt(3) == 0 ? random.nextInt(whole.length) : 2880 + random.nextInt(2000);
        damaged[at] =
            (byte) (random.nextBoolean() ? random.nextInt(256) : '0' + random.nextInt(75));
      }
      var file = file(damaged);
      try (var reader = FitsReader.open(file)) {
        for (var header = reader.next(); header.isPresent(); header = reader.next()) {
          if (header.get().part() == 1) {
            reader.table().reals("SHIFT");
          }
        }
      } catch (FitsProblem expected) {
        refused++;
      }
    }
    assertTrue(refused > 2000, "only " + refused + " of 3000 were refused");
  }

  @Test
  void readsRealExposures() {
    assumeTrue(Files.exists(REAL), "the recorded COS files are not here");
    try (var reader = FitsReader.open(REAL.resolve("lb4c10niq_lampflash.fits.gz"))) {
      var primary = reader.next().orElseThrow();
      assertEquals(Optional.of("lb4c10niq"), primary.text("ROOTNAME"));
      assertEquals(OptionalInt.of(2950), primary.integer("CENWAVE"));
      assertEquals(0, primary.dataBytes());
      var extension = reader.next().orElseThrow();
      assertEquals(OptionalDouble.of(55202.48302439), extension.real("EXPSTART"));
      assertEquals(25537 * 6, extension.dataBytes());
      var table = reader.table();
      assertEquals(List.of("NUVA", "NUVB", "NUVC", "NUVA", "NUVB", "NUVC"), table.texts("SEGMENT"));
      assertEquals(-23.67234f, table.reals("SHIFT_DISP").getFirst().floatValue());
      assertEquals(Optional.empty(), reader.next());
    }
    assertEquals(10, parts(REAL.resolve("lbhx1epiq_spt.fits.gz")));
  }

  @Test
  void theChecksumsOfRealTablesAgree() throws Exception {
    assumeTrue(Files.exists(REAL), "the recorded COS files are not here");
    var packed = REAL.resolve("crds_cache/23n1744jl_lamp.fits.gz");
    assertEquals(2, parts(packed));
    byte[] bytes;
    try (var gzip = new GZIPInputStream(Files.newInputStream(packed))) {
      bytes = gzip.readAllBytes();
    }
    var lines = new ArrayList<String>();
    try (var reader = FitsReader.open(file(bytes))) {
      extension(reader);
      lines.addAll(reader.table().texts("SEGMENT"));
    }
    assertEquals(124, lines.size());
    bytes[bytes.length / 2] ^= 1;
    assertTrue(problem(file(bytes)).startsWith("extension 1: the data have the checksum"));
  }
}
