package org.stillwatch.cos.maps;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/**
 * Gain maps painted over each other in the order of their time. A superpixel that was never painted
 * is 0 or NaN, as the {@link PaintRule} says.
 *
 * @param width superpixels along x
 */
public record TotalGain(int width, Layers fuva, Layers fuvb) {

  /**
   * The gain of one segment, {@code [y * width + x]}, in superpixels.
   *
   * @param init the oldest map on top
   * @param last the newest map on top
   */
  public record Layers(float[] init, float[] last) {

    private static Layers unpainted(int pixels) {
      var layers = new Layers(new float[pixels], new float[pixels]);
      Arrays.fill(layers.init, Float.NaN);
      Arrays.fill(layers.last, Float.NaN);
      return layers;
    }

    private void paint(int pixel, float gain) {
      if (Float.isNaN(init[pixel])) {
        init[pixel] = gain;
      }
      last[pixel] = gain;
    }

    private void unpaintedIsZero() {
      for (int i = 0; i < init.length; i++) {
        if (Float.isNaN(init[i])) {
          init[i] = 0;
          last[i] = 0;
        }
      }
    }
  }

  /** Events that a superpixel needs to be seen. */
  private static final int MIN_COUNTS = 30;

  public Layers layers(Segment segment) {
    return switch (segment) {
      case FUVA -> fuva;
      case FUVB -> fuvb;
    };
  }

  /**
   * Paints them.
   *
   * @param ccis whose gain maps there are; those that the painting does not take are left out
   * @param maps gives the gain map of one; one is asked for at a time, each once
   * @throws CosProblem when the maps are not of one size
   */
  public static TotalGain paint(
      Iterable<CciHeader> ccis, Painting painting, Function<CciHeader, GainMap> maps) {
    Optional<TotalGain> total = Optional.empty();
    for (var cci : painting.chosen(ccis)) {
      var map = maps.apply(cci);
      var painted = total.orElseGet(() -> unpainted(map.width(), map.height()));
      total = Optional.of(painted);
      int height = painted.fuva.init.length / painted.width;
      if (map.width() != painted.width || map.height() != height) {
        throw new CosProblem(
            "the gain map of %s has %d by %d superpixels, older ones have %d by %d; no total map is made"
                .formatted(cci.source(), map.width(), map.height(), painted.width, height));
      }
      paint(painted.layers(cci.segment()), map, painting);
    }
    var painted = total.orElseGet(() -> unpainted(Superpixels.WIDTH, Superpixels.HEIGHT));
    if (painting.rule() == PaintRule.GAIN) {
      painted.fuva.unpaintedIsZero();
      painted.fuvb.unpaintedIsZero();
    }
    return painted;
  }

  private static TotalGain unpainted(int width, int height) {
    return new TotalGain(width, Layers.unpainted(width * height), Layers.unpainted(width * height));
  }

  private static void paint(Layers layers, GainMap map, Painting painting) {
    for (int i = 0; i < map.gain().length; i++) {
      double gain = map.gain()[i];
      boolean covers =
          switch (painting.rule()) {
            case GAIN -> gain != 0;
            case COUNTS -> map.counts()[i] >= MIN_COUNTS;
          };
      if (covers) {
        layers.paint(i, (float) painting.shifted(gain, map.cci()));
      }
    }
  }
}
