package org.stillwatch.cos.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/**
 * One invented cumulative image of full size: 34 HDUs, written as a stream. Nothing in it was
 * measured; widths and levels only look like those of the detector.
 *
 * @param hv high-voltage level; each level above 163 lifts the gain by 0.393 pulse heights
 * @param expstart beginning of the week (MJD)
 * @param dose how far the gain has sagged: 0 fresh, 1 worn out in the core of the trace
 * @param events photons in all
 */
public record SyntheticCci(
    Segment segment, int hv, double expstart, double dose, int events, long seed) {

  private static final int BLOCK = 2880;
  private static final int CARD = 80;
  private static final int Y_BITS = 10;
  private static final int X_BITS = 14;
  private static final double PHA_PER_LEVEL = 0.393;
  private static final int NORMAL_HV = 163;

  /** Its file name: {@code l_2017347120000_01_163_cci.fits.gz}. */
  public String name() {
    var time = new Mjd(expstart).instant().atOffset(ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "l_%04d%03d%02d%02d%02d_%s_%03d_cci.fits.gz",
        time.getYear(),
        time.getDayOfYear(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        segment.token(),
        hv);
  }

  /** Writes it into a folder under its name. */
  public Path write(Path folder) throws IOException {
    var file = folder.resolve(name());
    var part = folder.resolve("." + name() + ".part");
    try (var out = new BufferedOutputStream(new Quick(Files.newOutputStream(part)), 1 << 16)) {
      write(out);
    }
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Fast rather than small: almost all of it is zero. */
  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(1);
    }
  }

  private void write(OutputStream out) throws IOException {
    var photons = photons();
    var primary =
        header(
            card("SIMPLE", "T"),
            card("BITPIX", "8"),
            card("NAXIS", "0"),
            card("EXTEND", "T"),
            text("TELESCOP", "HST"),
            text("INSTRUME", "COS"),
            text("DETECTOR", "FUV"),
            text("SEGMENT", segment.name()),
            text("OBSMODE", "TIME-TAG"),
            card("EXPSTART", Double.toString(expstart)),
            card("EXPEND", Double.toString(expstart + 7)),
            card("EXPTIME", "61234.5"),
            card("NUMFILES", Integer.toString(exposures().length)),
            card("COUNTS", Integer.toString(photons.length)),
            card("DETHV", Integer.toString(hv)),
            text("BRFTAB", "lref$invented_brf.fits"));
    out.write(primary);
    writeTable(out);
    int from = 0;
    for (int pha = 0; pha < Superpixels.PULSE_HEIGHTS; pha++) {
      int to = from;
      while (to < photons.length && pha(photons[to]) == pha) {
        to++;
      }
      writePlane(out, pha, photons, from, to);
      from = to;
    }
  }

  private String[] exposures() {
    var names = new String[12];
    for (int i = 0; i < names.length; i++) {
      names[i] =
          String.format(
              Locale.ROOT, "ldemo%02dxq_rawtag_%s", i, segment == Segment.FUVA ? "a" : "b");
    }
    return names;
  }

  private void writeTable(OutputStream out) throws IOException {
    var names = exposures();
    out.write(
        header(
            text("XTENSION", "BINTABLE"),
            card("BITPIX", "8"),
            card("NAXIS", "2"),
            card("NAXIS1", "24"),
            card("NAXIS2", Integer.toString(names.length)),
            card("PCOUNT", "0"),
            card("GCOUNT", "1"),
            card("TFIELDS", "1"),
            text("TTYPE1", "FILENAME"),
            text("TFORM1", "24A")));
    var data = new byte[padded(24L * names.length)];
    for (int i = 0; i < names.length; i++) {
      var bytes = names[i].getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, data, 24 * i, bytes.length);
    }
    out.write(data);
  }

  private static void writePlane(OutputStream out, int pha, int[] photons, int from, int to)
      throws IOException {
    out.write(
        header(
            text("XTENSION", "IMAGE"),
            card("BITPIX", "16"),
            card("NAXIS", "2"),
            card("NAXIS1", Integer.toString(Superpixels.NATIVE_WIDTH)),
            card("NAXIS2", Integer.toString(Superpixels.NATIVE_HEIGHT)),
            card("PCOUNT", "0"),
            card("GCOUNT", "1"),
            card("PHA", Integer.toString(pha))));
    var row = new byte[2 * Superpixels.NATIVE_WIDTH];
    int at = from;
    for (int y = 0; y < Superpixels.NATIVE_HEIGHT; y++) {
      Arrays.fill(row, (byte) 0);
      while (at < to && y(photons[at]) == y) {
        int x = x(photons[at]);
        int count = ((row[2 * x] & 0xff) << 8) + (row[2 * x + 1] & 0xff);
        count = Math.min(Short.MAX_VALUE, count + 1);
        row[2 * x] = (byte) (count >> 8);
        row[2 * x + 1] = (byte) count;
        at++;
      }
      out.write(row);
    }
    long size = 2L * Superpixels.NATIVE_WIDTH * Superpixels.NATIVE_HEIGHT;
    out.write(new byte[(int) (padded(size) - size)]);
  }

  /** All photons as PHA, y, x in one number each, in that order. */
  private int[] photons() {
    var random = new Random(seed);
    double[] along = spectrum();
    var holes = holes(new Random(segment.letter()));
    var photons = new int[events];
    int n = 0;
    while (n < events) {
      int found = Arrays.binarySearch(along, random.nextDouble());
      int x = Math.min(along.length - 1, found < 0 ? -found - 1 : found);
      boolean background = random.nextInt(40) == 0;
      int y =
          background
              ? bottom() + random.nextInt(400)
              : (int)
                  Math.rint(
                      trace(x) + random.nextGaussian() * (random.nextInt(12) == 0 ? 16 : 6.5));
      if (y < 0 || y >= Superpixels.NATIVE_HEIGHT) {
        continue;
      }
      double gain = gain(x, y, holes);
      int pha = (int) Math.rint(gain + random.nextGaussian() * (0.55 + 0.16 * gain));
      photons[n++] = photon(Math.clamp(pha, 0, Superpixels.PULSE_HEIGHTS - 1), y, x);
    }
    Arrays.sort(photons);
    return photons;
  }

  private static int photon(int pha, int y, int x) {
    return (pha << (X_BITS + Y_BITS)) + (y << X_BITS) + x;
  }

  private static int pha(int photon) {
    return photon >> (X_BITS + Y_BITS);
  }

  private static int y(int photon) {
    return (photon >> X_BITS) & ((1 << Y_BITS) - 1);
  }

  private static int x(int photon) {
    return photon & ((1 << X_BITS) - 1);
  }

  private int bottom() {
    return segment == Segment.FUVA ? 310 : 370;
  }

  /** Where the spectrum falls, native y. */
  private double trace(int x) {
    return (segment == Segment.FUVA ? 421 : 477) + 2.5 * Math.sin(x / 5200.0);
  }

  /** The share of light up to each x: a continuum with waves, and one bright airglow line. */
  private static double[] spectrum() {
    var along = new double[Superpixels.NATIVE_WIDTH];
    double sum = 0;
    for (int x = 0; x < along.length; x++) {
      if (x > 1100 && x < 15_100) {
        double line = (x - 9100) / 45.0;
        sum += 1 + 0.35 * Math.sin(x / 1700.0) + 6 * Math.exp(-0.5 * line * line);
      }
      along[x] = sum;
    }
    for (int x = 0; x < along.length; x++) {
      along[x] /= sum;
    }
    return along;
  }

  private record Hole(double x, double y, double width, double height, double depth) {}

  private Hole[] holes(Random random) {
    var holes = new Hole[40];
    for (int i = 0; i < holes.length; i++) {
      double x = 1500 + 13_000 * random.nextDouble();
      holes[i] =
          new Hole(
              x,
              trace((int) x) + 4 * random.nextGaussian(),
              8 + 30 * random.nextDouble(),
              3 + 4 * random.nextDouble(),
              3 + 7 * random.nextDouble());
    }
    return holes;
  }

  private double gain(int x, int y, Hole[] holes) {
    double across = (y - trace(x)) / 9;
    double gain =
        11
            + 0.8 * Math.sin(x / 2300.0)
            + PHA_PER_LEVEL * (hv - NORMAL_HV)
            - 3.5 * dose * Math.exp(-0.5 * across * across);
    for (var hole : holes) {
      double dx = (x - hole.x) / hole.width;
      double dy = (y - hole.y) / hole.height;
      if (Math.abs(dx) < 5 && Math.abs(dy) < 5) {
        gain -= hole.depth * dose * Math.exp(-0.5 * (dx * dx + dy * dy));
      }
    }
    return Math.clamp(gain, 0.7, 29);
  }

  private static byte[] header(String... cards) {
    var block = new byte[padded((cards.length + 1L) * CARD)];
    Arrays.fill(block, (byte) ' ');
    for (int i = 0; i <= cards.length; i++) {
      var bytes = (i < cards.length ? cards[i] : "END").getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, block, CARD * i, bytes.length);
    }
    return block;
  }

  private static String card(String keyword, String value) {
    return String.format(Locale.ROOT, "%-8s= %20s", keyword, value);
  }

  private static String text(String keyword, String value) {
    return String.format(Locale.ROOT, "%-8s= '%-8s'", keyword, value);
  }

  private static int padded(long length) {
    return (int) ((length + BLOCK - 1) / BLOCK * BLOCK);
  }
}
