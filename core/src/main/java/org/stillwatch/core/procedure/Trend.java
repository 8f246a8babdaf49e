package org.stillwatch.core.procedure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.procedure.Curve.Point;

/**
 * Goes on with a run's own course when there is no earlier run. The course of the last eighth,
 * quarter and half of the time is continued straight, in the value or in its logarithm, whichever
 * was the straighter, and once bent as it was bent so far; how far these are apart is how little is
 * known.
 */
final class Trend {

  private static final double[] PARTS = {0.125, 0.25, 0.5};

  /** Fewer points in a part make no slope. */
  private static final int FEWEST = 4;

  /** Nothing is said of what is farther ahead than so many times the time gone. */
  private static final double FARTHEST = 3;

  /** A factor of 50, as a logarithm: so far down or up a fridge cools or warms in another way. */
  private static final double ANOTHER_WORLD = Math.log(50);

  /** The course bends as none of the straight lines does: the interval is at least this factor. */
  private static final double AT_LEAST = Math.log(1.5);

  private static final double AT_MOST = Math.log(6);

  /** Somebody may wait for this part of the time gone, which no course tells before. */
  private static final double WAITS = 0.1;

  private Trend() {}

  /** The time left by the own course; empty when it does not lead to the threshold. */
  static Optional<Prediction.Guess> of(
      List<Point> points, double limit, boolean falling, double now) {
    var usual = Approach.Scale.of(points, limit, falling);
    Optional<Prediction.Guess> best = Optional.empty();
    for (var scale : scales(usual)) {
      var own = Approach.of(points, scale, now);
      if (own.size() < 2 * FEWEST || Likeness.retreats(own)) {
        return Optional.empty();
      }
      if (scale.logarithmic() && scale.level(limit) - own.end() > ANOTHER_WORLD) {
        return Optional.empty();
      }
      var guess = straight(own, scale.level(limit), now);
      if (apart(guess) < apart(best)) {
        best = guess;
      }
    }
    return best;
  }

  private static double apart(Optional<Prediction.Guess> guess) {
    return guess.map(Prediction.Guess::relative).orElse(Double.POSITIVE_INFINITY);
  }

  private static Optional<Prediction.Guess> straight(Approach own, double limit, double now) {
    var guesses = new double[PARTS.length + 1];
    for (int i = 0; i < PARTS.length; i++) {
      guesses[i] = left(own, limit, PARTS[i], now);
    }
    double straight = Spread.median(Arrays.copyOf(guesses, PARTS.length));
    guesses[PARTS.length] = bent(own, limit, now);
    Arrays.sort(guesses);
    double least = guesses[0];
    double most = guesses[guesses.length - 1];
    if (!(most <= FARTHEST * (now - own.first()))) {
      return Optional.empty();
    }
    double middle = (straight + bent(own, limit, now)) / 2;
    double apart =
        Math.max(Math.log((most + 60) / (middle + 60)), Math.log((middle + 60) / (least + 60)));
    return Optional.of(
        new Prediction.Guess(
            middle, AT_LEAST + Math.min(apart, AT_MOST), WAITS * (now - own.first()), 0));
  }

  /** As if the speed went on to change as from the quarter of the time before to the last one. */
  private static double bent(Approach own, double limit, double now) {
    double quarter = (now - own.first()) / 4;
    double before = own.speed(now - 2 * quarter, now - quarter, FEWEST);
    double after = own.speed(now - quarter, now, FEWEST);
    if (!(before > 0 && after > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double slows = Math.log(before / after) / quarter;
    double speed = after * Math.exp(-slows * quarter / 2);
    double distance = Math.max(0, limit - own.end());
    if (Math.abs(slows) * quarter < 1e-3) {
      return distance / speed;
    }
    // a speed that fades does not lead farther than speed / slows
    return distance * slows >= speed
        ? Double.POSITIVE_INFINITY
        : -Math.log1p(-distance * slows / speed) / slows;
  }

  private static List<Approach.Scale> scales(Approach.Scale usual) {
    return usual.logarithmic()
        ? List.of(usual, new Approach.Scale(false, usual.falling()))
        : List.of(usual);
  }

  /** By the slope over the last part of the time; infinite when there is none towards the limit. */
  private static double left(Approach own, double limit, double part, double now) {
    double from = now - part * (now - own.first());
    double speed = own.speed(from, now, FEWEST);
    return speed > 0
        ? Math.max(0, (limit - own.end()) / speed - (now - own.last()))
        : Double.POSITIVE_INFINITY;
  }
}
