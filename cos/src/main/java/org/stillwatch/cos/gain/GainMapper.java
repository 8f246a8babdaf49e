package org.stillwatch.cos.gain;

import static org.stillwatch.cos.detector.Superpixels.PULSE_HEIGHTS;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Optional;
import org.stillwatch.cos.cci.Cci;
import org.stillwatch.cos.cci.Cube;
import org.stillwatch.cos.detector.GainMap;

/** Measures the gain of all superpixels of a CCI. One for each thread. */
public final class GainMapper {
  /** Superpixels with fewer counts are not fitted. */
  static final int LEAST_COUNTS = 30;

  /** Charge of one event (C) by its pulse height: 10^((p - 11.75) / 20.5) pC. */
  private static final double[] CHARGES = charges();

  private final PulseHeightFit fit = new PulseHeightFit();
  private final double[] histogram = new double[PULSE_HEIGHTS];

  private static double[] charges() {
    var charges = new double[PULSE_HEIGHTS];
    for (int p = 0; p < PULSE_HEIGHTS; p++) {
      charges[p] = Math.pow(10, (p - 11.75) / 20.5) * 1e-12;
    }
    return charges;
  }

  /** Measures a CCI. */
  public FullGainMap map(Cci cci) {
    return map(cci, Optional.empty());
  }

  /**
   * Measures a CCI.
   *
   * @param accum counts of exposures without pulse heights, in plane 0; added to the counts alone
   */
  public FullGainMap map(Cci cci, Optional<Cube> accum) {
    var cube = cci.cube();
    int size = cube.width() * cube.height();
    var charge = new double[size];
    var counts = new int[size];
    var planes = new EnumMap<PlaneGroup, int[]>(PlaneGroup.class);
    var filled = new EnumMap<PlaneGroup, Long>(PlaneGroup.class);
    for (var group : PlaneGroup.values()) {
      var sum = new int[size];
      planes.put(group, sum);
      filled.put(group, add(cube, group, sum, charge));
      add(sum, counts, 0);
    }
    accum.ifPresent(image -> add(image, PlaneGroup.LOWEST, counts, new double[size]));
    var fitted = planes.getOrDefault(PlaneGroup.FITTED, counts);
    var gain = new double[size];
    var verdicts = new Verdict[size];
    Arrays.fill(verdicts, Verdict.TOO_FEW_COUNTS);
    fit(cube, fitted, gain, verdicts);
    var map = new GainMap(cci.header(), cube.width(), cube.height(), gain, counts);
    return new FullGainMap(cci.files(), map, verdicts, charge, planes, filled);
  }

  /**
   * Adds a group's pulse heights to its sums; returns how many of their superpixels have counts.
   */
  private static long add(Cube cube, PlaneGroup group, int[] sum, double[] charge) {
    long filled = 0;
    for (int y = 0; y < cube.height(); y++) {
      for (int p = group.first(); p <= group.last(); p++) {
        if (!cube.isEmpty(p, y)) {
          var line = cube.line(p, y);
          int at = y * cube.width();
          add(line, sum, at);
          addCharge(line, CHARGES[p], charge, at);
          filled += filled(line);
        }
      }
    }
    return filled;
  }

  private static void add(int[] from, int[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] += from[i];
    }
  }

  private static void addCharge(int[] line, double charge, double[] to, int at) {
    for (int x = 0; x < line.length; x++) {
      to[at + x] += charge * line[x];
    }
  }

  private static int filled(int[] line) {
    int filled = 0;
    for (int counts : line) {
      // counts are not negative, so this is 1 for all but 0
      filled += -counts >>> 31;
    }
    return filled;
  }

  private void fit(Cube cube, int[] counts, double[] gain, Verdict[] verdicts) {
    var lines = new int[PULSE_HEIGHTS][];
    for (int y = 0; y < cube.height(); y++) {
      for (int p = PlaneGroup.FITTED.first(); p <= PlaneGroup.FITTED.last(); p++) {
        lines[p] = cube.line(p, y);
      }
      for (int x = 0; x < cube.width(); x++) {
        int at = y * cube.width() + x;
        if (counts[at] >= LEAST_COUNTS) {
          for (int p = PlaneGroup.FITTED.first(); p <= PlaneGroup.FITTED.last(); p++) {
            histogram[p] = lines[p][x];
          }
          var result = fit.fit(histogram);
          gain[at] = result.gain();
          verdicts[at] = result.verdict();
        }
      }
    }
  }
}
