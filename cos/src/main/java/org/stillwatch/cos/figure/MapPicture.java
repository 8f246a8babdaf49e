package org.stillwatch.cos.figure;

import java.util.Locale;
import java.util.Optional;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Superpixels;

/**
 * A map of gain to be drawn. The array is {@code [y * width + x]} and must not be changed any more.
 * Superpixels are enough: a map enlarged to native pixels looks the same and takes 16 times the
 * memory.
 *
 * @param width cells along dispersion
 * @param height cells across it
 * @param xBinning native pixels of a cell along dispersion
 * @param yBinning native pixels of a cell across it
 * @param gain modal gain (PHA bins); {@code NaN} where there is none. A 0 is drawn as a gain of 0
 * @param blank what {@code NaN} means, as the legend says it
 * @param absent why there is no map at all, as a sentence for the figure
 */
public record MapPicture(
    int width,
    int height,
    int xBinning,
    int yBinning,
    float[] gain,
    String blank,
    Optional<String> absent) {

  private static final String NEVER_SEEN = "Never seen";
  private static final String NOT_MEASURED = "No gain measured";

  public MapPicture {
    if (width < 1 || height < 1 || gain.length != width * height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a map of %d by %d with %d gains", width, height, gain.length));
    }
  }

  /** A map of native pixels, or of superpixels of the whole detector; {@code NaN}: never seen. */
  public static MapPicture of(int width, int height, float[] gain) {
    boolean whole = width == Superpixels.NATIVE_WIDTH && height == Superpixels.NATIVE_HEIGHT;
    return new MapPicture(
        width,
        height,
        whole ? 1 : Superpixels.X_BINNING,
        whole ? 1 : Superpixels.Y_BINNING,
        gain,
        NEVER_SEEN,
        Optional.empty());
  }

  /**
   * A map in which 0 says that nothing was painted there, as the total maps of the original rule:
   * those pixels have no gain.
   */
  public static MapPicture painted(int width, int height, float[] gain) {
    var seen = gain.clone();
    for (int i = 0; i < seen.length; i++) {
      if (!(seen[i] > 0)) {
        seen[i] = Float.NaN;
      }
    }
    return of(width, height, seen).blank(NOT_MEASURED);
  }

  /** The gain map of one CCI: superpixels without an accepted fit have no gain. */
  public static MapPicture of(GainMap map) {
    var gain = new float[map.gain().length];
    for (int i = 0; i < gain.length; i++) {
      gain[i] = (float) map.gain()[i];
    }
    return painted(map.width(), map.height(), gain);
  }

  private MapPicture blank(String meaning) {
    return new MapPicture(width, height, xBinning, yBinning, gain, meaning, absent);
  }

  /** No map, for the reason of the sentence; all of it counts as never seen. */
  public static MapPicture missing(String sentence) {
    return new MapPicture(
        1,
        1,
        Superpixels.NATIVE_WIDTH,
        Superpixels.NATIVE_HEIGHT,
        new float[] {Float.NaN},
        NEVER_SEEN,
        Optional.of(sentence));
  }

  /** What a figure must say of it beside showing it. */
  Optional<String> note() {
    if (absent.isPresent()) {
      return absent;
    }
    for (float value : gain) {
      if (Float.isFinite(value)) {
        return absent;
      }
    }
    return Optional.of("The map is empty: no pixel of it has a gain.");
  }
}
