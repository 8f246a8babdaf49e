package org.stillwatch.cos.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/** Made-up maps and regions. */
final class Samples {
  private Samples() {}

  static int cell(int x, int y) {
    return y * Superpixels.WIDTH + x;
  }

  /** The same gain in each superpixel. */
  static float[] even(float value) {
    var gain = new float[Superpixels.WIDTH * Superpixels.HEIGHT];
    Arrays.fill(gain, value);
    return gain;
  }

  /** A band of light with holes in it; 0 where no light falls. */
  static float[] trace() {
    var random = new Random(7);
    var gain = even(0);
    for (int y = 180; y < 320; y++) {
      for (int x = 60; x < 2000; x++) {
        double deep = Math.exp(-Math.pow((y - 245) / 12.0, 2)) * random.nextDouble(6, 9);
        gain[cell(x, y)] = (float) (11 - deep + random.nextGaussian() * 0.3);
      }
    }
    return gain;
  }

  static Regions sagged(float[] gain) {
    return Regions.sagged(cci(gain));
  }

  static Extraction extraction(String name, double centre) {
    int n = 160;
    var x = new double[n];
    var y = new double[n];
    var height = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 1000 + i * 90;
      y[i] = centre + 6 * Math.sin(i / 50.0);
      height[i] = 35;
    }
    return new Extraction(name, x, y, height);
  }

  static GainMap cci(float[] gain) {
    var doubles = new double[gain.length];
    for (int i = 0; i < gain.length; i++) {
      doubles[i] = gain[i];
    }
    return new GainMap(
        header(Segment.FUVB, 163),
        Superpixels.WIDTH,
        Superpixels.HEIGHT,
        doubles,
        new int[doubles.length]);
  }

  static CciHeader header(Segment segment, int hv) {
    return new CciHeader(
        "l_2017347120000_01_163_cci",
        "FUV",
        segment,
        "TIME-TAG",
        58100.5,
        58107,
        40000,
        12,
        1_000_000,
        hv,
        Optional.empty());
  }

  static SortedSet<Integer> levels(Integer... levels) {
    return new TreeSet<>(List.of(levels));
  }

  /** Falls below 3 within some years, at each level. */
  static HotSpot hotSpot(Segment segment, int... levels) {
    var random = new Random(11);
    var measured = new ArrayList<Measurement>();
    for (int hv : levels) {
      for (int week = 0; week < 60; week++) {
        double gain = 11 + (hv - 169) * 0.3 - week * 0.15 + random.nextGaussian() * 0.3;
        measured.add(measurement(segment, hv, 55300 + week * 49 + hv % 7, Math.max(1, gain)));
      }
    }
    return new HotSpot(segment, 1000, 210, measured);
  }

  static Measurement measurement(Segment segment, int hv, double day, double gain) {
    return new Measurement("l_" + (long) day + "_cci", segment, hv, day, 1000, 210, gain, 900);
  }
}
