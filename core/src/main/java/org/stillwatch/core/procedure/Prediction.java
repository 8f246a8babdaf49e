package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.procedure.Curve.Point;
import org.stillwatch.core.reading.ChannelId;

/**
 * Says when a run will reach its thresholds; pure. The next threshold rests on each earlier run
 * ({@link Likeness}) or, without any, on the run's own course ({@link Trend}); a later threshold
 * adds the time that the earlier runs took from the one before it. Nothing is said without ground.
 */
final class Prediction {

  /** So many earlier runs that got there are taken, the newest: fridges change over the years. */
  static final int MOST = 12;

  /** In a normal distribution eight of ten are within so many standard deviations. */
  private static final double EIGHT_OF_TEN = 1.28;

  /**
   * What is taken as the spread between two runs of one fridge before several runs tell: this part
   * of the time that is left, since no two runs are equally fast, and this part of all the time,
   * since people come and go.
   */
  private static final double USUAL_SPREAD = 0.05;

  private static final double USUAL_WAITS = 0.03;

  /** For how many runs the usual spread counts. */
  private static final double USUAL_COUNTS = 2;

  /** The pace so far is uneven by this much more than that of all that is left. */
  private static final double EVENS_OUT = 2;

  /** An interval does not reach beyond this factor, as a logarithm. */
  private static final double WIDEST = Math.log(6);

  /** A run farther from the centre than so many times the middle distance is an exception. */
  private static final double EXCEPTION = 3;

  /**
   * A run as the prediction sees it.
   *
   * @param course the points of each channel, in order
   * @param passed the second at which it passed each threshold that it passed, by the text of the
   *     threshold
   */
  record Past(Map<ChannelId, List<Point>> course, Map<String, Double> passed) {

    private List<Point> of(ChannelId channel) {
      return course.getOrDefault(channel, List.of());
    }

    private double now() {
      return course.values().stream()
          .filter(points -> !points.isEmpty())
          .mapToDouble(points -> points.getLast().second())
          .max()
          .orElse(0);
    }
  }

  /**
   * A threshold that a run has still before it.
   *
   * @param limit in the unit of the channel
   */
  record Target(Goal goal, double limit) {}

  /**
   * A guess in seconds from now.
   *
   * @param relative half the interval, as the logarithm of a factor
   * @param more seconds by which it may be later beyond that
   */
  record Guess(double left, double relative, double more, int earlier) {

    Forecast forecast(Goal goal, Instant now, double grain) {
      return new Forecast(
          goal,
          now.plus(seconds(left)),
          now.plus(seconds(Math.max(0, left * Math.exp(-relative) - grain))),
          now.plus(seconds(left * Math.exp(relative) + more + grain)),
          earlier);
    }

    private static Duration seconds(double seconds) {
      return Duration.ofSeconds(Math.round(seconds));
    }
  }

  /** What one earlier run says of the threshold that was predicted last. */
  private static final class Witness {
    final Past run;
    Likeness.Told told;

    /** When it reached that threshold. */
    double reached;

    /** The time from now to that threshold by this witness. */
    double left;

    Witness(Past run, Likeness.Told told, double reached) {
      this.run = run;
      this.told = told;
      this.reached = reached;
      this.left = told.left();
    }
  }

  private Prediction() {}

  /**
   * The forecasts of a run.
   *
   * @param started when the run started
   * @param targets the thresholds that it has still before it, in order
   * @param earlier runs of the same procedure on the same fridge, the newest first
   * @return for the first targets, up to the first one of which nothing can be said
   */
  static List<Forecast> of(Instant started, Past run, List<Target> targets, List<Past> earlier) {
    var forecasts = new ArrayList<Forecast>();
    if (targets.isEmpty() || run.of(targets.getFirst().goal().channel()).isEmpty()) {
      return forecasts;
    }
    double now = run.now();
    var at = started.plusSeconds((long) now);
    var witnesses = new ArrayList<Witness>();
    Optional<Guess> guess = Optional.empty();
    for (int i = 0; i < targets.size(); i++) {
      var target = targets.get(i);
      if (i == 0) {
        witnesses.addAll(witnesses(run, target, earlier, now));
        guess = guess(witnesses, now).or(() -> own(run, target, now));
      } else {
        guess = next(guess.orElseThrow(), targets.get(i - 1), target, witnesses, earlier, now);
      }
      if (guess.isEmpty()) {
        break;
      }
      forecasts.add(
          guess.get().forecast(target.goal(), at, grain(run.of(target.goal().channel()))));
    }
    return forecasts;
  }

  /** Seconds between the last points: nothing is known to be finer. */
  private static double grain(List<Point> points) {
    int n = points.size();
    return n < 2 ? 60 : Math.min(3600, points.get(n - 1).second() - points.get(n - 2).second());
  }

  private static List<Witness> witnesses(Past run, Target target, List<Past> earlier, double now) {
    var points = run.of(target.goal().channel());
    var scale = Approach.Scale.of(points, target.limit(), target.goal().falling());
    var own = Approach.of(points, scale, now);
    var found = new ArrayList<Witness>();
    if (own.isEmpty() || Likeness.retreats(own)) {
      return found;
    }
    for (var other : earlier) {
      if (found.size() == MOST) {
        break;
      }
      double limit = scale.level(target.limit());
      double reached = reached(other, target, scale, 0);
      if (reached > 0 && reached < Double.POSITIVE_INFINITY) {
        var way =
            Approach.of(other.of(target.goal().channel()), scale, reached).reaching(limit, reached);
        Likeness.of(own, way, now).ifPresent(told -> found.add(new Witness(other, told, reached)));
      }
    }
    return found;
  }

  /** When a run reached a threshold, not before a second; infinite: never. */
  private static double reached(Past run, Target target, Approach.Scale scale, double from) {
    var passed = run.passed().get(target.goal().toString());
    if (passed != null) {
      return passed < from ? Double.POSITIVE_INFINITY : passed;
    }
    var points = run.of(target.goal().channel());
    if (points.stream().noneMatch(p -> target.goal().reached(p.value(), target.limit()))) {
      return Double.POSITIVE_INFINITY;
    }
    return Approach.of(points, scale, Double.POSITIVE_INFINITY)
        .firstAt(scale.level(target.limit()), from);
  }

  private static Optional<Guess> own(Past run, Target target, double now) {
    var points = run.of(target.goal().channel());
    return Trend.of(points, target.limit(), target.goal().falling(), now);
  }

  /** One more threshold: what each earlier run took from the one before to this one. */
  private static Optional<Guess> next(
      Guess before,
      Target last,
      Target target,
      List<Witness> witnesses,
      List<Past> earlier,
      double now) {
    var scale = new Approach.Scale(target.limit() > 0, target.goal().falling());
    boolean same = last.goal().channel().equals(target.goal().channel());
    if (!witnesses.isEmpty()) {
      witnesses.removeIf(
          witness -> {
            double reached = reached(witness.run, target, scale, witness.reached);
            witness.left += (reached - witness.reached) * (same ? witness.told.pace() : 1);
            witness.reached = reached;
            return reached == Double.POSITIVE_INFINITY;
          });
      return guess(witnesses, now)
          .map(
              found ->
                  new Guess(
                      Math.max(before.left(), found.left()),
                      found.relative(),
                      found.more(),
                      found.earlier()));
    }
    // only the time between is known from earlier runs
    var between = new ArrayList<Double>();
    for (var other : earlier) {
      double from =
          reached(other, last, new Approach.Scale(last.limit() > 0, last.goal().falling()), 0);
      double to = reached(other, target, scale, from);
      if (to < Double.POSITIVE_INFINITY && between.size() < MOST) {
        between.add(to - from);
      }
    }
    if (between.isEmpty()) {
      return Optional.empty();
    }
    var found = guess(numbers(between), 0, 0, now);
    double left = before.left() + found.left();
    // the wider of both, as parts of the whole, and not less
    double relative =
        Math.hypot(before.relative() * before.left(), found.relative() * found.left())
            / Math.max(left, 1);
    return Optional.of(new Guess(left, relative, before.more(), found.earlier()));
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Optional<Guess> guess(List<Witness> witnesses, double now) {
    if (witnesses.isEmpty()) {
      return Optional.empty();
    }
    var misfits = witnesses.stream().mapToDouble(witness -> witness.told.misfit()).toArray();
    var overstays = witnesses.stream().mapToDouble(witness -> witness.told.overstay()).toArray();
    return Optional.of(
        guess(
            witnesses.stream().mapToDouble(witness -> witness.left).toArray(),
            Spread.median(misfits),
            Spread.median(overstays),
            now));
  }

  private static Guess guess(double[] left, double misfit, double overstay, double now) {
    int n = left.length;
    double centre = Math.max(0, Spread.centre(left));
    var away = new double[n];
    for (int i = 0; i < n; i++) {
      away[i] = Math.abs(left[i] - centre);
    }
    double most = n < 3 ? Double.POSITIVE_INFINITY : EXCEPTION * Spread.median(away);
    double squares = 0;
    for (double each : away) {
      double relative = Math.min(Math.min(each, most) / Math.max(centre, 1), 1);
      squares += relative * relative;
    }
    double usual =
        Math.hypot(
            Math.hypot(USUAL_SPREAD, misfit / EVENS_OUT),
            USUAL_WAITS * (now + centre) / Math.max(centre, 60));
    double spread =
        Math.sqrt(
            (USUAL_COUNTS * usual * usual + squares) / (USUAL_COUNTS + n - 1) * (1 + 1.0 / n));
    return new Guess(centre, Math.min(EIGHT_OF_TEN * spread, WIDEST), overstay, n);
  }
}
