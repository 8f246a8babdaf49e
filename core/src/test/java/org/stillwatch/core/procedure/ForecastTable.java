package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.stillwatch.core.procedure.Prediction.Past;
import org.stillwatch.core.procedure.Prediction.Target;

/**
 * How far forecasts of made-up cooldowns are off: each of them is predicted from others, its own
 * left out. {@code ForecastTable [COUNT [SEED]]} prints a table; the tests use the same figures.
 */
final class ForecastTable {

  static final Instant START = Instant.parse("2026-06-26T06:00:00Z");

  /**
   * One forecast beside what came.
   *
   * @param error of the time that was left, in parts of it
   * @param plain the same, had it been said that the run takes as long as the earlier ones in the
   *     middle
   */
  record Try(double error, double plain, boolean within, double width) {}

  /**
   * Many.
   *
   * @param asked how often one was asked for
   */
  record Tries(int asked, List<Try> said) {

    double median() {
      return at(0.5);
    }

    double worst() {
      return at(1);
    }

    double at(double part) {
      var errors = said.stream().mapToDouble(Try::error).sorted().toArray();
      return errors.length == 0 ? Double.NaN : errors[(int) Math.round(part * (errors.length - 1))];
    }

    double plain() {
      return said.isEmpty()
          ? Double.NaN
          : Spread.median(said.stream().mapToDouble(Try::plain).toArray());
    }

    double covered() {
      return said.stream().filter(Try::within).count() / (double) said.size();
    }

    double width() {
      return said.isEmpty()
          ? Double.NaN
          : Spread.median(said.stream().mapToDouble(Try::width).toArray());
    }
  }

  private final List<SyntheticCooldown> runs;
  private final List<Past> pasts;

  ForecastTable(int count, long seed) {
    runs = LongStream.range(0, count).mapToObj(i -> new SyntheticCooldown(seed + i)).toList();
    pasts = runs.stream().map(SyntheticCooldown::past).toList();
  }

  List<SyntheticCooldown> runs() {
    return runs;
  }

  /**
   * Forecasts of one threshold.
   *
   * @param part of the time to it that has gone
   * @param earlier how many earlier runs there are
   */
  Tries tries(Target target, double part, int earlier) {
    var said = new ArrayList<Try>();
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      double whole = run.reached(target);
      double now = part * whole;
      var others = others(i, earlier);
      var known = others.stream().map(pasts::get).toList();
      double left = whole - now;
      for (var forecast : Prediction.of(START, run.upTo(now), run.targets(now), known)) {
        if (forecast.goal().equals(target.goal())) {
          double plain =
              others.isEmpty()
                  ? Double.NaN
                  : Spread.median(
                      others.stream().mapToDouble(o -> runs.get(o).reached(target)).toArray());
          double from = second(forecast.earliest());
          double to = second(forecast.latest());
          said.add(
              new Try(
                  Math.abs(second(forecast.expected()) - whole) / left,
                  Math.abs(plain - whole) / left,
                  from <= whole && whole <= to,
                  (to - from) / left));
        }
      }
    }
    return new Tries(runs.size(), said);
  }

  private List<Integer> others(int own, int count) {
    var others = new ArrayList<Integer>();
    for (int i = 0; i < runs.size(); i++) {
      if (i != own) {
        others.add(i);
      }
    }
    Collections.shuffle(others, new Random(own));
    return others.subList(0, count);
  }

  private static double second(Instant time) {
    return Duration.between(START, time).toSeconds();
  }

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    var table = new ForecastTable(count, seed);
    System.out.println(
        "| goal | earlier runs | gone | said | median error | 90 % | worst | below 15 % | same as"
            + " earlier: median | in the interval | its width |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (var target : SyntheticCooldown.TARGETS) {
      for (int earlier : new int[] {0, 1, 3, 5}) {
        for (double part : new double[] {0.25, 0.5, 0.75}) {
          var tries = table.tries(target, part, earlier);
          System.out.printf(
              Locale.ROOT,
              "| %s | %d | %.0f %% | %d of %d | %s | %s | %s | %d | %s | %s | %s |%n",
              target.goal().threshold(),
              earlier,
              100 * part,
              tries.said().size(),
              tries.asked(),
              percent(tries.median()),
              percent(tries.at(0.9)),
              percent(tries.worst()),
              tries.said().stream().filter(each -> each.error() < 0.15).count(),
              percent(tries.plain()),
              percent(tries.covered()),
              percent(tries.width()));
        }
      }
    }
    System.out.printf(Locale.ROOT, "%nall of one run from 50 earlier ones: %.2f ms%n", cost());
  }

  private static String percent(double part) {
    return Double.isNaN(part) ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  /** The forecasts of one run from 50 earlier ones, in milliseconds: the best of 50. */
  private static double cost() {
    var table = new ForecastTable(51, 1);
    var run = table.runs.getFirst();
    double now = run.reached(SyntheticCooldown.BASE) / 2;
    var seen = run.upTo(now);
    long best = Long.MAX_VALUE;
    int said = 0;
    for (int i = 0; i < 50 || said == 0; i++) {
      long began = System.nanoTime();
      for (int n = 0; n < 50; n++) {
        said += Prediction.of(START, seen, run.targets(now), table.pasts.subList(1, 51)).size();
      }
      best = Math.min(best, (System.nanoTime() - began) / 50);
    }
    return best / 1e6;
  }
}
