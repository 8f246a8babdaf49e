package org.stillwatch.reports.chart;

import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Numbers;

/**
 * Maps values to a length of paper, and says where an axis has its ticks.
 *
 * @param from the value at the beginning
 * @param to the value at the end; greater
 * @param logarithmic by the logarithm of the value; both are above zero then
 */
record Scale(double from, double to, boolean logarithmic) {

  private static final int MOST_TICKS = 7;
  private static final double[] STEPS = {1, 2, 5};
  private static final int DIGITS = 10;

  /**
   * A tick of an axis.
   *
   * @param label empty for a lesser one
   */
  record Tick(double value, String label) {}

  /** Where a value is, 0 at the beginning and 1 at the end; values outside are beyond these. */
  double at(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  List<Tick> ticks() {
    return logarithmic && to / from > 20 ? decades() : steps();
  }

  private List<Tick> decades() {
    var ticks = new ArrayList<Tick>();
    int first = (int) Math.floor(Math.log10(from));
    int last = (int) Math.ceil(Math.log10(to));
    int every = Math.max(1, (last - first) / MOST_TICKS);
    for (int decade = first; decade <= last; decade++) {
      for (int digit = 1; digit < 10; digit++) {
        double value = Double.parseDouble(digit + "e" + decade);
        if (value >= from * 0.999 && value <= to * 1.001) {
          boolean named = digit == 1 && Math.floorMod(decade, every) == 0;
          if (named || every == 1) {
            ticks.add(new Tick(value, named ? Numbers.plain(value) : ""));
          }
        }
      }
    }
    return ticks;
  }

  private List<Tick> steps() {
    double step = step(to - from);
    var ticks = new ArrayList<Tick>();
    for (long n = (long) Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) {
      ticks.add(new Tick(n * step, Numbers.rounded(n * step, DIGITS)));
    }
    return ticks;
  }

  /** The least of 1, 2 and 5 times a power of ten that gives few ticks. */
  static double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span)) - 1);
    while (true) {
      for (double times : STEPS) {
        if (span / (power * times) <= MOST_TICKS) {
          return power * times;
        }
      }
      power *= 10;
    }
  }
}
