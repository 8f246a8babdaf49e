package org.stillwatch.core.procedure;

import java.util.Optional;

/**
 * Compares a run with an earlier one. They are aligned by value, not by time: where the earlier run
 * was when it had the value of now, or rather one a little behind it. From there the time counts
 * that has gone in this run, so that a plateau, which both runs may have stood on at values a
 * little apart and for other lengths, is waited for as long as the earlier one stood there; but
 * this run is never taken to be farther than a little beyond the value of now. The time that the
 * earlier run still took is stretched by the pace of this run, as its way so far tells.
 */
final class Likeness {

  /** How much a little is: this part of the whole way, and on a logarithmic scale no more. */
  private static final double LITTLE_OF_WAY = 0.02;

  private static final double LITTLE_FACTOR = Math.log(1.06);

  /** Beyond a factor of three it is another procedure, or another fridge. */
  private static final double MOST_PACE = Math.log(3);

  /**
   * The way so far is divided into so many stretches on which the earlier run took equally long.
   */
  private static final int STRETCHES = 16;

  /** Each stretch before the newest one weighs so much less. */
  private static final double FADES = 0.95;

  /** After this part of the time the pace is believed by half. */
  private static final double BELIEVED = 0.1;

  /** A stretch farther from the middle than so many times the middle distance counts no more. */
  private static final double EXCEPTION = 2;

  /** Shorter stretches, in seconds, are within the grain of the course. */
  private static final double SHORTEST = 120;

  /**
   * What an earlier run says.
   *
   * @param left seconds from now to the threshold
   * @param pace of this run: 2 is twice as slow
   * @param misfit how unequal the pace was on the way so far, in parts of 1
   * @param overstay seconds that this run stands where it is longer than the earlier one did
   */
  record Told(double left, double pace, double misfit, double overstay) {}

  private Likeness() {}

  /** Whether it goes away from the threshold, or has not come back from that. */
  static boolean retreats(Approach own) {
    double little = little(own, own.farthest());
    return own.setback() > 2 * little && own.end() < own.farthest() - own.setback() + little;
  }

  private static double little(Approach way, double end) {
    double part = LITTLE_OF_WAY * Math.max(0, end - way.least());
    return Math.min(LITTLE_FACTOR, part);
  }

  /**
   * Compares.
   *
   * @param own up to now
   * @param earlier up to the threshold
   * @return empty when the earlier run says nothing: it began farther on than this run is, or this
   *     one stands for longer than the earlier one took for all that is left
   */
  static Optional<Told> of(Approach own, Approach earlier, double now) {
    double limit = earlier.end();
    double here = Math.min(own.end(), limit);
    double little = little(earlier, limit);
    double begin = Math.max(own.least(), earlier.least());
    if (earlier.least() > here + little) {
      return Optional.empty();
    }
    double behind = Math.clamp(here - little, Math.min(begin, here), here);
    double beyond = here + Math.min(little, (limit - here) / 2);
    double then = earlier.came(behind);
    double whole = earlier.last() - earlier.came(begin);
    double seen = then - earlier.came(begin);
    double[] pace = pace(own, earlier, begin, then);
    double believed = whole <= 0 ? 0 : seen / (seen + BELIEVED * whole);
    double factor = Math.exp(pace[0] * believed);
    double ahead = factor * (earlier.last() - then) - (now - own.came(behind));
    double least = factor * (earlier.last() - earlier.came(beyond));
    double left = Math.max(ahead, least);
    double overstay = Math.max(0, least - ahead);
    return overstay > Math.max(earlier.last() - then, SHORTEST)
        ? Optional.empty()
        : Optional.of(new Told(left, factor, pace[1] * believed, overstay));
  }

  /** The middle of the logarithms of the pace on all stretches, and how far they are from it. */
  private static double[] pace(Approach own, Approach earlier, double begin, double then) {
    double from = earlier.came(begin);
    int stretches = (int) Math.min(STRETCHES, (then - from) / SHORTEST);
    if (stretches < 1) {
      return new double[] {0, 0};
    }
    var logarithms = new double[stretches];
    var weights = new double[stretches];
    double step = (then - from) / stretches;
    double before = own.came(begin);
    for (int i = 0; i < stretches; i++) {
      double after = own.came(earlier.levelAt(from + (i + 1) * step));
      double ratio = (after - before) / step;
      logarithms[i] = Math.clamp(Math.log(Math.max(ratio, 1e-3)), -MOST_PACE, MOST_PACE);
      weights[i] = Math.pow(FADES, stretches - 1 - i);
      before = after;
    }
    double middle = Spread.median(logarithms, weights);
    var away = new double[stretches];
    for (int i = 0; i < stretches; i++) {
      away[i] = Math.abs(logarithms[i] - middle);
    }
    double misfit = Spread.median(away, weights);
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < stretches; i++) {
      double near =
          Math.clamp(logarithms[i], middle - EXCEPTION * misfit, middle + EXCEPTION * misfit);
      sum += weights[i] * near;
      weight += weights[i];
    }
    return new double[] {sum / weight, misfit};
  }
}
