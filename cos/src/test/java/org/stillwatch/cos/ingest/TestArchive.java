package org.stillwatch.cos.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.Column;
import org.stillwatch.formats.fits.FitsWriter;
import org.stillwatch.formats.fits.GzipStream;

/** An archive that a test fills: small files with the keywords of real ones. */
final class TestArchive {
  private static final Instant CHANGED = Instant.parse("2026-11-20T12:00:00Z");

  private final Path folder;
  private int changes;

  TestArchive(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path file(String path) {
    return folder.resolve(path);
  }

  /** Something that writes a FITS file. */
  interface Parts {
    void write(FitsWriter writer) throws IOException;
  }

  Path write(String path, Parts parts) {
    var file = file(path);
    try {
      Files.createDirectories(file.getParent());
      try (var out =
          path.endsWith(".gz")
              ? new GzipStream(Files.newOutputStream(file), 1)
              : Files.newOutputStream(file)) {
        parts.write(new FitsWriter(out));
      }
      return changed(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path bytes(String path, byte[] bytes) throws IOException {
    var file = file(path);
    Files.createDirectories(file.getParent());
    return changed(Files.write(file, bytes));
  }

  /** Each change has a time of its own, however quick the test is. */
  Path changed(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusSeconds(changes++)));
    return file;
  }

  /** Headers as an exposure of the far-ultraviolet detector has them. */
  static List<Card> primary(String rootname, String target) {
    return List.of(
        Card.of("TELESCOP", "HST"),
        Card.of("INSTRUME", "COS"),
        Card.of("ROOTNAME", rootname),
        Card.of("DETECTOR", "FUV"),
        Card.of("TARGNAME", target),
        Card.of("PROPOSID", 11705),
        Card.of("OPT_ELEM", "G140L"),
        Card.of("CENWAVE", 1280),
        Card.of("FPPOS", 4),
        Card.of("LIFE_ADJ", 1),
        Card.of("RA_TARG", 3.218975),
        Card.of("LAMPTAB", "lref$test_lamp.fits"),
        Card.of("PROCTIME", 57939.5));
  }

  private static List<Card> extension(double expstart) {
    return List.of(
        Card.of("EXPSTART", expstart),
        Card.of("EXPTIME", 900.16),
        Card.of("DATE-OBS", "2012-09-24"),
        Card.of("HVLEVELA", 167),
        Card.of("HVLEVELB", 175),
        Card.of("DETHVLA", -5187.36),
        Card.of("DETHVCA", -5135.92),
        Card.of("SHIFT1A", 1.25),
        Card.of("SHIFT1B", 2.5),
        Card.of("SHIFT1C", 3.75),
        Card.of("SHIFT2A", -1.0),
        Card.of("SHIFT2B", -2.0),
        Card.of("LQTAXCOR", 210.0),
        Card.of("LQTAYCOR", 710.0));
  }

  /** A file of an exposure with one event. */
  Path exposure(String path, String target) {
    var name = Path.of(path).getFileName().toString();
    return write(
        path,
        writer -> {
          writer.primary(primary(name.substring(0, 9), target));
          writer.table(
              extension(56000 + name.charAt(8) / 1000.0),
              List.of(new Column.Doubles("TIME", "s", new double[] {1})));
        });
  }

  /** Two flashes, seen by these segments in this order. */
  Path lampflash(String path, List<Card> primary, String... segments) {
    int n = segments.length;
    var along = new double[n];
    var across = new double[n];
    for (int i = 0; i < n; i++) {
      along[i] = 10 + i;
      across[i] = -i;
    }
    var bytes = new ByteArrayOutputStream();
    try {
      var writer = new FitsWriter(bytes);
      writer.primary(primary);
      writer.table(
          extension(56194.80627748),
          List.of(
              new Column.Texts("SEGMENT", "", 4, List.of(segments)),
              new Column.Doubles("SHIFT_DISP", "pixel", along),
              new Column.Doubles("SHIFT_XDISP", "pixel", across),
              new Column.Texts("SPEC_FOUND", "", 1, Collections.nCopies(n, "T"))));
      // a truth is a letter in a column of another format
      var text = bytes.toString(StandardCharsets.ISO_8859_1).replace("'1A      '", "'1L      '");
      return bytes(path, text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One fitted superpixel of a CCI. */
  record Gain(int x, int y, double gain, int counts) {}

  /** Gains spread over a map, some low in the watched rows; the same for the same seed. */
  static List<Gain> gains(long seed, int number) {
    var random = new Random(seed);
    var gains = new ArrayList<Gain>();
    for (int cell : random.ints(0, 200 * 100).distinct().limit(number).toArray()) {
      gains.add(
          new Gain(
              125 + cell % 200,
              200 + cell / 200,
              random.nextInt(4) == 0 ? random.nextDouble(0.5, 3.2) : random.nextDouble(3, 20),
              random.nextInt(30, 5000)));
    }
    return gains;
  }

  /** A CCI as {@link TableMeasurement} reads it: {@code l_2017347120000_01_163}. */
  Path cci(String stem, double expstart, int hv, List<Gain> gains) {
    var segment = stem.contains("_00_") ? "FUVA" : "FUVB";
    return write(
        "CCI/" + stem + "_cci.fits.gz",
        writer -> {
          writer.primary(
              List.of(
                  Card.of("INSTRUME", "COS"),
                  Card.of("DETECTOR", "FUV"),
                  Card.of("SEGMENT", segment),
                  Card.of("EXPSTART", expstart),
                  Card.of("NUMFILES", gains.isEmpty() ? 0 : 12),
                  Card.of("DETHV", hv)));
          writer.table(
              List.of(),
              List.of(
                  new Column.Ints("X", "", gains.stream().mapToInt(Gain::x).toArray()),
                  new Column.Ints("Y", "", gains.stream().mapToInt(Gain::y).toArray()),
                  new Column.Doubles("GAIN", "", gains.stream().mapToDouble(Gain::gain).toArray()),
                  new Column.Ints("COUNTS", "", gains.stream().mapToInt(Gain::counts).toArray())));
        });
  }
}
