package org.stillwatch.formats.fits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.Fits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitsWriterTest {
  private static final List<Card> CARDS =
      List.of(
          Card.of("TELESCOP", "HST"),
          Card.of("QUOTED", "it's", "with a comment"),
          Card.of("EMPTY", ""),
          Card.of("EXPSTART", 57322.12345),
          Card.of("SMALL", -1.5e-7, "s"),
          Card.of("COUNTS", 4_000_000_000L),
          Card.of("FINE", true, ""),
          Card.of("LONG", "x".repeat(150) + "&" + "y".repeat(50)),
          Card.comment(""),
          Card.comment("  *** End ***"),
          Card.history("a".repeat(72) + "b"),
          Card.of("NAME", "M\u00fcller"));

  @TempDir Path folder;

  private static byte[] file() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new FitsWriter(out);
    writer.primary(CARDS);
    writer.table(
        List.of(Card.comment("before the columns"), Card.of("HV", 163)),
        List.of(
            new Column.Doubles("DATE", "MJD", new double[] {55197.00001, -0.0}),
            new Column.Ints("LX", "pixel", new int[] {4848, Integer.MIN_VALUE}),
            new Column.Texts("files", "", 24, List.of("lb4c10niq", ""))));
    writer.image("INTS", Pixels.of(3, new int[] {1, 2, 3, 4, 5, -6}), List.of(Card.of("A", 1)));
    writer.image("DOUBLES", Pixels.of(2, new double[] {1, Double.NaN}), List.of());
    writer.image("FLOATS", Pixels.of(1, new float[] {1, 2, 3}), List.of());
    writer.image("BYTES", Pixels.of(2, new byte[] {0, 1, 2, (byte) 255}).enlarged(3, 2), List.of());
    return out.toByteArray();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    try (var fits = new Fits(new ByteArrayInputStream(file()))) {
      var parts = fits.read();
      assertEquals(6, parts.length);
      var primary = parts[0].getHeader();
      assertEquals("HST", primary.getStringValue("TELESCOP"));
      assertEquals("it's", primary.getStringValue("QUOTED"));
      assertEquals(57322.12345, primary.getDoubleValue("EXPSTART"));
      assertEquals(-1.5e-7, primary.getDoubleValue("SMALL"));
      assertEquals(4_000_000_000L, primary.getLongValue("COUNTS"));
      assertEquals("x".repeat(150) + "&" + "y".repeat(50), primary.getStringValue("LONG"));
      assertEquals("M?ller", primary.getStringValue("NAME"));
      var table = (BinaryTable) parts[1].getData();
      assertArrayEquals(new double[] {55197.00001, -0.0}, (double[]) table.getColumn(0));
      assertArrayEquals(new int[] {4848, Integer.MIN_VALUE}, (int[]) table.getColumn(1));
      assertArrayEquals(new String[] {"lb4c10niq", ""}, (String[]) table.getColumn(2));
      assertArrayEquals(new int[][] {{1, 2, 3}, {4, 5, -6}}, (int[][]) parts[2].getKernel());
      assertArrayEquals(new double[][] {{1, Double.NaN}}, (double[][]) parts[3].getKernel());
      assertArrayEquals(new float[][] {{1}, {2}, {3}}, (float[][]) parts[4].getKernel());
      byte top = (byte) 255;
      assertArrayEquals(
          new byte[][] {
            {0, 0, 0, 1, 1, 1},
            {0, 0, 0, 1, 1, 1},
            {2, 2, 2, top, top, top},
            {2, 2, 2, top, top, top}
          },
          (byte[][]) parts[5].getKernel());
    }
  }

  @Test
  void cardsStandInTheOrderGivenAndThoseOfTheColumnsLast() throws IOException {
    var text = new String(file(), US_ASCII);
    var table = text.substring(text.indexOf("XTENSION= 'BINTABLE'"));
    var cards =
        IntStream.range(0, 18)
            .mapToObj(i -> table.substring(i * 80, i * 80 + 80).stripTrailing())
            .toList();
    assertEquals(
        List.of(
            "XTENSION= 'BINTABLE'           / binary table extension",
            "BITPIX  =                    8 / array data type",
            "NAXIS   =                    2 / number of array dimensions",
            "NAXIS1  =                   36 / length of dimension 1",
            "NAXIS2  =                    2 / length of dimension 2",
            "PCOUNT  =                    0 / number of group parameters",
            "GCOUNT  =                    1 / number of groups",
            "TFIELDS =                    3 / number of table fields",
            "COMMENT before the columns",
            "HV      =                  163",
            "TTYPE1  = 'DATE    '",
            "TFORM1  = 'D       '",
            "TUNIT1  = 'MJD     '",
            "TTYPE2  = 'LX      '",
            "TFORM2  = 'J       '",
            "TUNIT2  = 'pixel   '",
            "TTYPE3  = 'files   '",
            "TFORM3  = '24A     '"),
        cards);
  }

  @Test
  void remarksAreCutAt72Letters() {
    assertEquals("COMMENT" + " ".repeat(73), Card.comment("").image());
    assertEquals(
        "HISTORY " + "a".repeat(72) + "HISTORY b" + " ".repeat(71),
        Card.history("a".repeat(72) + "b").image());
  }

  @Test
  void refusesWhatFitsCannotSay() {
    assertThrows(IllegalArgumentException.class, () -> Card.of("GAIN", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Card.of("PROJ_BAD_MJD", 1).image());
    assertThrows(IllegalArgumentException.class, () -> Card.of("lower", 1).image());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Column.Texts("files", "", 3, List.of("four")).rows());
    var writer = new FitsWriter(new ByteArrayOutputStream());
    var uneven =
        List.<Column>of(new Column.Ints("A", "", new int[2]), new Column.Ints("B", "", new int[3]));
    assertThrows(IllegalArgumentException.class, () -> writer.table(List.of(), uneven));
    var ragged = Pixels.of(2, new int[3]);
    assertThrows(IllegalArgumentException.class, () -> writer.image("A", ragged, List.of()));
  }

  @Test
  void gzipSaysNeitherTimeNorNameAndIsTheSameEachTime() throws IOException {
    var once = zipped(file());
    assertArrayEquals(once, zipped(file()));
    assertArrayEquals(
        new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}, Arrays.copyOf(once, 8), "flags and time");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(once))) {
      assertArrayEquals(file(), in.readAllBytes());
    }
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GzipStream(out, 1)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void astropyFindsNothingWrong() throws IOException, InterruptedException {
    var python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(
        Files.isExecutable(python) && exitCode("import astropy") == 0, "install python3-astropy");
    var path = Files.write(folder.resolve("a.fits"), file());
    var script =
        """
        import sys, warnings
        from astropy.io import fits
        warnings.simplefilter('error')
        with fits.open(sys.argv[1]) as f:
            f.verify('exception')
            h = f[0].header
            assert h['LONG'] == 'x' * 150 + '&' + 'y' * 50, h['LONG']
            assert h['QUOTED'] == "it's" and h.comments['QUOTED'] == 'with a comment'
            assert h['FINE'] is True and h['COUNTS'] == 4000000000 and h['EMPTY'] == ''
            assert list(h['HISTORY']) == ['a' * 72, 'b'], list(h['HISTORY'])
            t = f[1].data
            assert t['DATE'][0] == 55197.00001 and t['LX'][1] == -2**31 and t['files'][0] == 'lb4c10niq'
            assert f['INTS'].data.tolist() == [[1, 2, 3], [4, 5, -6]]
            assert f['BYTES'].data[3].tolist() == [2, 2, 2, 255, 255, 255]
            print(len(f))
        """;
    assertEquals("6\n", run(script, path.toString()));
  }

  private static int exitCode(String script) throws IOException, InterruptedException {
    return new ProcessBuilder("/usr/bin/python3", "-c", script)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static String run(String script, String argument)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("/usr/bin/python3", "-c", script, argument)
            .redirectErrorStream(true)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor() == 0, text);
    return text;
  }
}
