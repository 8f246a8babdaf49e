package org.stillwatch.cos.maps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.FitsWriter;
import org.stillwatch.formats.fits.Pixels;

/**
 * The pulse heights to accept, for each pixel of both segments, from the gain maps of a pair: from
 * 7 below the gain, at least 2, to 3 above it, at most 23; without a gain, 2 to 23. Fractions are
 * cut off.
 */
public final class PhaImage {
  private static final int LOWEST = 2;
  private static final int HIGHEST = 23;
  private static final double BELOW_GAIN = 7;
  private static final double ABOVE_GAIN = 3;

  private PhaImage() {}

  /** The lowest pulse heights to accept, {@code [y * width + x]}, superpixels. */
  static byte[] low(GainMap map) {
    var low = new byte[map.gain().length];
    for (int i = 0; i < low.length; i++) {
      double gain = map.gain()[i];
      low[i] = (byte) (gain > 0 ? Math.max(LOWEST, gain - BELOW_GAIN) : LOWEST);
    }
    return low;
  }

  /** The highest pulse heights to accept, {@code [y * width + x]}, superpixels. */
  static byte[] high(GainMap map) {
    var high = new byte[map.gain().length];
    for (int i = 0; i < high.length; i++) {
      double gain = map.gain()[i];
      high[i] = (byte) (gain > 0 ? Math.min(HIGHEST, gain + ABOVE_GAIN) : HIGHEST);
    }
    return high;
  }

  /**
   * Writes the image of a pair under its name, in place of an older one.
   *
   * @throws CosProblem when it cannot be written
   */
  public static Product replace(
      Path directory, PhaPair pair, GainMap fuva, GainMap fuvb, Provenance provenance) {
    return Product.replace(
        directory.resolve(pair.fileName()), provenance, out -> write(out, pair, fuva, fuvb));
  }

  /**
   * Writes images FUVA of version 1 (low) and 2 (high), then those of FUVB, in native pixels: bytes
   * without sign.
   */
  public static void write(OutputStream out, PhaPair pair, GainMap fuva, GainMap fuvb)
      throws IOException {
    var writer = new FitsWriter(out);
    writer.primary(primary(pair));
    for (var map : List.of(fuva, fuvb)) {
      image(writer, map, low(map), 1);
      image(writer, map, high(map), 2);
    }
  }

  private static void image(FitsWriter writer, GainMap map, byte[] pixels, int version)
      throws IOException {
    writer.image(
        map.cci().segment().name(),
        Pixels.of(map.width(), pixels).enlarged(Superpixels.X_BINNING, Superpixels.Y_BINNING),
        List.of(Card.of("EXTVER", version, version == 1 ? "lowest accepted" : "highest accepted")));
  }

  private static List<Card> primary(PhaPair pair) {
    double start = Math.min(pair.fuva().expstart(), pair.fuvb().expstart());
    double end = Math.max(pair.fuva().expend(), pair.fuvb().expend());
    var cards = new ArrayList<Card>(Headers.OF_THE_DETECTOR);
    cards.add(Card.of("FILETYPE", "PULSE HEIGHT THRESHOLD REFERENCE IMAGE"));
    cards.add(Card.of("DETHVA", pair.fuva().dethv(), "high voltage level"));
    cards.add(Card.of("DETHVB", pair.fuvb().dethv(), "high voltage level"));
    cards.add(Card.of("OBSSTART", start, "start of the first exposure (MJD)"));
    cards.add(Card.of("OBSEND", end, "end of the last exposure (MJD)"));
    cards.add(Card.of("USEAFTER", start, "(MJD)"));
    return cards;
  }
}
