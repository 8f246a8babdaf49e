package org.stillwatch.cos.cci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;

class CciFileTest {

  @TempDir Path folder;

  @Test
  void readsHeaderExposuresAndCounts() {
    var cci = assertInstanceOf(Cci.class, read(Reference.cci("caseA_normal")));
    assertEquals(
        new CciHeader(
            "caseA_normal_cci",
            "FUV",
            Segment.FUVB,
            "TIME-TAG",
            58100.123456,
            58107.0,
            61234.5,
            40,
            1303673,
            163,
            Optional.of("lref$x1u1459il_brf.fits")),
        cci.header());
    assertEquals(40, cci.files().size());
    assertEquals("ld00xxq_rawtag_b.fits", cci.files().getFirst());
    assertEquals(1303673, sum(cci.cube()), "COUNTS of the header");
    assertEquals(List.of(80, 64), List.of(cci.cube().width(), cci.cube().height()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"l_1_00_163_cci.fits.gz", "l_1_00_163_cci.fits"})
  void eachPixelIsInOneSuperpixel(String name) throws IOException {
    var made = new SyntheticCci(48, 10);
    var random = new Random(1);
    for (int p = 0; p < 32; p++) {
      for (int i = 0; i < made.plane(p).length; i++) {
        // planes differ in how dense they are; one is empty
        int counts = random.nextInt(random.nextBoolean() ? 3 : 1 << 15);
        made.plane(p)[i] = (short) (random.nextInt(31) < p ? counts : 0);
      }
    }
    var file = made.write(folder.resolve(name));
    var cci = assertInstanceOf(Cci.class, read(file));
    assertEquals("l_1_00_163_cci", cci.header().source());
    assertEquals(List.of("one_rawtag_b.fits", "two"), cci.files());
    for (int p = 0; p < 32; p++) {
      for (int y = 0; y < 5; y++) {
        assertArrayEquals(naive(made.plane(p), 48, y), cci.cube().line(p, y));
      }
    }
    assertTrue(cci.cube().isEmpty(0, 0));
    assertFalse(cci.cube().isEmpty(31, 0));
  }

  private static int[] naive(short[] plane, int width, int y) {
    var line = new int[width / 8];
    for (int row = 2 * y; row < 2 * y + 2; row++) {
      for (int x = 0; x < width; x++) {
        line[x / 8] += plane[row * width + x];
      }
    }
    return line;
  }

  @Test
  void countsAreTheSameInWhateverPiecesTheyCome() {
    var random = new Random(2);
    for (int round = 0; round < 200; round++) {
      int width = 8 * random.nextInt(1, 8);
      int height = 2 * random.nextInt(1, 8);
      var pixels = new short[width * height];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (short) (random.nextInt(6) == 0 ? random.nextInt(1 << 15) : 0);
      }
      var bytes = ByteBuffer.allocate(2 * pixels.length);
      bytes.asShortBuffer().put(pixels);
      var cube = new Cube(width / 8, height / 2);
      feed(new PlaneRebinner(cube, 7), bytes.array(), random);
      for (int y = 0; y < height / 2; y++) {
        assertArrayEquals(naive(pixels, width, y), cube.line(7, y));
      }
    }
  }

  /** In pieces, stretches of zeros as such. */
  private static void feed(PlaneRebinner rebinner, byte[] bytes, Random random) {
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, random.nextInt(1, 70));
      int zeros = 0;
      while (zeros < length && bytes[at + zeros] == 0) {
        zeros++;
      }
      if (zeros > 0) {
        rebinner.zeros(zeros);
        length = zeros;
      } else {
        rebinner.bytes(bytes, at, length);
      }
      at += length;
    }
  }

  @Test
  void aWeekWithoutExposuresIsLegal() throws IOException {
    var nothing =
        assertInstanceOf(CciContent.NoExposures.class, read(Reference.cci("caseE_nofiles")));
    assertEquals(0, nothing.header().numfiles());
    var without = new SyntheticCci(16, 4).card(0, "NUMFILES", "0");
    var file = SyntheticCci.write(folder.resolve("l_1_00_163_cci.fits.gz"), without.bytes(1));
    assertInstanceOf(CciContent.NoExposures.class, read(file), "a cube is not needed");
  }

  @Test
  void aTruncatedFileIsToldAsOne() {
    assertRefused(Reference.cci("caseF_truncated"), "is damaged: the packed data end after");
  }

  @ParameterizedTest
  @CsvSource({
    "0, DETECTOR, , primary header: no DETECTOR",
    "0, SEGMENT, , primary header: no SEGMENT",
    "0, EXPSTART, , primary header: no EXPSTART",
    "0, EXPTIME, , primary header: no EXPTIME",
    "0, NUMFILES, , primary header: no NUMFILES",
    "0, DETECTOR, '''NUV''', 'primary header: DETECTOR is ''NUV'', expected ''FUV'''",
    "0, INSTRUME, '''STIS''', 'primary header: INSTRUME is ''STIS'', expected ''COS'''",
    "0, SEGMENT, '''FUVC''', 'primary header: SEGMENT is ''FUVC'', expected ''FUVA'' or ''FUVB'''",
    "0, DETHV, '''high''', 'primary header: DETHV is ''high'', expected a number'",
    "0, DETHV, 163.5, 'primary header: DETHV is 163.5, expected a whole number'",
    "0, EXPSTART, 1E999, 'primary header: EXPSTART is ''1E999'', expected a number'",
    "0, NUMFILES, -1, 'primary header: NUMFILES is -1.0, expected a whole number'",
    "1, TFORM1, '''E''', 'part 1: TFORM1 is ''E'', expected text such as ''24A'''",
    "1, TFORM1, '''30A''', 'part 1: column 1 has 30 bytes, but a row has 24'",
    "1, XTENSION, '''IMAGE''', part 1 is no BINTABLE",
    "1, NAXIS2, 2000000000, 'part 1 has 2000000000 rows of 24 bytes, expected 16777216'",
    "5, XTENSION, '''BINTABLE''', part 5 is no IMAGE",
    "5, BITPIX, 32, 'part 5: BITPIX is 32, expected 16'",
    "5, BITPIX, -32, 'part 5: BITPIX is -32, expected 16'",
    "5, BSCALE, 2.5, 'part 5: BSCALE is 2.5, expected 1'",
    "5, BZERO, 32768, 'part 5: BZERO is 32768, expected 0'",
    "5, NAXIS1, wide, 'extension 5: no NAXIS1'",
    "5, NAXIS1, 16.5, 'extension 5: NAXIS1 is ''16.5'', expected a whole number'",
    "5, NAXIS1, -64, 'extension 5: NAXIS1 is -64, expected a length'",
    "5, NAXIS1, 48, 'part 5 is an image of 48 x 4 pixels, expected 64 x 4 as the one before'",
    "2, NAXIS1, 60, 'part 2 is an image of 60 x 4 pixels, expected 16384 x 1024, or less'",
    "2, NAXIS2, 3, 'part 2 is an image of 64 x 3 pixels, expected 16384 x 1024, or less'",
    "2, NAXIS1, 16392, part 2 is an image of 16392 x 4 pixels",
    "2, NAXIS1, 2000000000, part 2 is an image of 2000000000 x 4 pixels",
    "2, PCOUNT, 16, 'part 2: PCOUNT is 16, expected 0'",
    "2, NAXIS, 3, 'no NAXIS3'",
    "2, GCOUNT, 2000000000, 'GCOUNT is 2000000000, expected 1'"
  })
  void aWrongCardIsNamedWithWhatWasExpected(int part, String keyword, String value, String words)
      throws IOException {
    var made = new SyntheticCci(64, 4).card(part, keyword, Optional.ofNullable(value).orElse(""));
    assertRefused(made.write(folder.resolve("l_1_00_163_cci.fits.gz")), words);
  }

  @ParameterizedTest
  @CsvSource({
    "33, 'has 33 parts (HDUs), expected 34'",
    "35, 'has more than 34 parts (HDUs), expected 34'",
    "1, 'has 1 parts (HDUs), expected 34'"
  })
  void theNumberOfPartsMustBeRight(int parts, String words) throws IOException {
    var bytes = new SyntheticCci(16, 4).bytes(parts);
    assertRefused(SyntheticCci.write(folder.resolve("a_cci.fits"), bytes), words);
  }

  @Test
  void theDetectorsOwnSizeIsDemandedUnlessAnyIsAllowed() {
    var file = Reference.cci("caseD_empty");
    var refused = assertThrows(CosProblem.class, () -> CciFile.read(file, CciShape.DETECTOR));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("part 2 is an image of 64 x 16 pixels, expected 16384 x 1024; it is not"),
        refused.getMessage());
  }

  @Test
  void aNegativeNumberOfCountsIsRefusedWithItsPlace() throws IOException {
    var made = new SyntheticCci(64, 8).pixel(12, 18, 5, -3);
    assertRefused(
        made.write(folder.resolve("a_cci.fits")),
        "has a negative number of counts of pulse height 12 at y 5, x 16 to 23, expected 0 to");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 999, -999, 163})
  void aHighVoltageIsKeptAsItStandsEvenIfItMeansUnknown(int level) throws IOException {
    var made = new SyntheticCci(16, 4).card(0, "DETHV", Integer.toString(level));
    var header = read(made.write(folder.resolve("a_cci.fits"))).header();
    assertEquals(level, header.dethv());
    assertEquals(level == 163, header.hvKnown());
  }

  @Test
  void fault34AMissingHighVoltageIsToldAndNotStoredAsANumber() throws IOException {
    var made = new SyntheticCci(16, 4).card(0, "DETHV", "");
    assertRefused(made.write(folder.resolve("a_cci.fits")), "primary header: no DETHV");
  }

  @Test
  void whatIsNotThereOrNoFileIsTold() throws IOException {
    assertRefused(folder.resolve("absent.fits"), "absent.fits is not there");
    assertRefused(Files.createDirectory(folder.resolve("a.fits")), "cannot read ");
    assertRefused(Files.createFile(folder.resolve("empty.fits")), "is truncated");
    assertRefused(
        Files.writeString(folder.resolve("text.fits"), "no FITS at all".repeat(1000)),
        "is no FITS file");
  }

  @Test
  void aDamagedFileIsReadOrRefusedButNeverBreaksAnything() throws IOException {
    var random = new Random(3);
    var whole = new SyntheticCci(16, 4).pixel(3, 2, 1, 300).bytes();
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      var bytes = whole.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        // in the first headers mostly, where a byte means something
        bytes[random.nextInt(random.nextBoolean() ? 3 * 2880 : bytes.length)] =
            (byte)
                (random.nextBoolean()
                    ? random.nextInt()
                    : " '=0123456789.-+EDTF/A".charAt(random.nextInt(22)));
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      var file = SyntheticCci.write(folder.resolve("fuzz.fits"), bytes);
      try {
        read(file);
      } catch (CosProblem e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
      }
    }
    assertTrue(refused > 100 && refused < 600, refused + " of 600 were refused");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    var whole = new SyntheticCci(16, 4).pixel(3, 2, 1, 300).bytes();
    var random = new Random(4);
    for (int round = 0; round < 150; round++) {
      var file = folder.resolve(round % 2 == 0 ? "cut.fits" : "cut.fits.gz");
      int size = 2880 * random.nextInt(whole.length / 2880) + (round % 3) * random.nextInt(2880);
      SyntheticCci.write(file, Arrays.copyOf(whole, size));
      assertRefused(file, size % 2880 == 0 ? "expected 34" : "is truncated", "is truncated");
    }
  }

  private static CciContent read(Path file) {
    return CciFile.read(file, CciShape.ANY);
  }

  /** Refused in a sentence that has one of these words. */
  private static void assertRefused(Path file, String... words) {
    var refused = assertThrows(CosProblem.class, () -> read(file));
    var message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(file.toString()), message);
    assertTrue(Arrays.stream(words).anyMatch(message::contains), message);
    assertFalse(message.contains("\n"), message);
  }

  private static long sum(Cube cube) {
    long sum = 0;
    for (int p = 0; p < 32; p++) {
      for (int y = 0; y < cube.height(); y++) {
        sum += Arrays.stream(cube.line(p, y)).asLongStream().sum();
      }
    }
    return sum;
  }
}
