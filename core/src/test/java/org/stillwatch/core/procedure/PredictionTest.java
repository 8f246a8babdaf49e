package org.stillwatch.core.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.procedure.Curve.Point;
import org.stillwatch.core.procedure.Prediction.Past;
import org.stillwatch.core.procedure.Prediction.Target;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

class PredictionTest {

  private static final Instant START = ForecastTable.START;
  private static final ChannelId STILL = SyntheticCooldown.STILL;
  private static final ChannelId MXC = SyntheticCooldown.MXC;
  private static final Target COLD = SyntheticCooldown.STILL_COLD;
  private static final Target BASE = SyntheticCooldown.BASE;
  private static final Target WARM =
      new Target(new Goal(STILL, false, Quantity.parse("290 K")), 290);
  private static final double HOUR = 3600;

  private static final ForecastTable TWENTY = new ForecastTable(20, 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void atHalfWayNineOfTenOfTwentyCooldownsAreLessThan15PercentOff(int earlier) {
    for (var target : SyntheticCooldown.TARGETS) {
      var tries = TWENTY.tries(target, 0.5, earlier);
      assertEquals(20, tries.said().size());
      below(0.09, tries.median());
      between(18L, 20L, tries.said().stream().filter(each -> each.error() < 0.15).count());
      below(0.25, tries.worst());
    }
  }

  @Test
  void itIsFarBetterThanSayingThatARunTakesAsLongAsTheEarlierOnes() {
    for (var target : SyntheticCooldown.TARGETS) {
      var tries = TWENTY.tries(target, 0.75, 5);
      below(0.6 * tries.plain(), tries.median());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void theIntervalHoldsAboutEightOfTen(int earlier) {
    double covered = 0;
    for (var target : SyntheticCooldown.TARGETS) {
      for (double part : new double[] {0.25, 0.5, 0.75}) {
        covered += TWENTY.tries(target, part, earlier).covered() / 6;
      }
    }
    between(0.72, 0.97, covered);
  }

  @Test
  void fromItsOwnCourseAloneItSaysNothingOrSomethingThatItsIntervalHolds() {
    for (var target : SyntheticCooldown.TARGETS) {
      for (double part : new double[] {0.1, 0.25, 0.5, 0.75}) {
        var tries = TWENTY.tries(target, part, 0);
        between(0L, 4L, tries.said().stream().filter(each -> !each.within()).count());
      }
    }
  }

  @Test
  void oneEarlierRunThatTookThreeTimesAsLongDoesNotCount() {
    var run = TWENTY.runs().getFirst();
    double now = run.reached(BASE) / 2;
    var earlier = new ArrayList<Past>();
    IntStream.range(1, 5).forEach(i -> earlier.add(TWENTY.runs().get(i).past()));
    var without = Prediction.of(START, run.upTo(now), run.targets(now), earlier);
    earlier.addFirst(slower(TWENTY.runs().get(7).past(), 3));
    var with = Prediction.of(START, run.upTo(now), run.targets(now), earlier);
    for (int i = 0; i < 2; i++) {
      assertEquals(5, with.get(i).earlier());
      double moved =
          Duration.between(without.get(i).expected(), with.get(i).expected()).toSeconds();
      below(0.12 * now, Math.abs(moved));
    }
  }

  private static Past slower(Past past, double factor) {
    var course = new HashMap<ChannelId, List<Point>>();
    past.course()
        .forEach(
            (id, points) ->
                course.put(
                    id,
                    points.stream()
                        .map(p -> new Point((long) (p.second() * factor), p.value()))
                        .toList()));
    var passed = new HashMap<String, Double>();
    past.passed().forEach((goal, second) -> passed.put(goal, second * factor));
    return new Past(course, passed);
  }

  @Test
  void aRunOfTheSameCourseIsPredictedWellThoughItIsSlower() {
    var earlier = cooldown(290, 20);
    var run = upTo(slower(earlier, 1.3), 15 * HOUR);
    var forecast = Prediction.of(START, run, List.of(COLD), List.of(earlier)).getFirst();
    double actual = 1.3 * 20 * HOUR;
    assertEquals(actual / HOUR, hours(forecast.expected()), 0.6);
    assertEquals(1, forecast.earlier());
  }

  @Test
  void earlierRunsThatDidNotGetThereCountForWhatTheyReached() {
    var broken = TWENTY.runs().get(1).upTo(TWENTY.runs().get(1).reached(COLD) + 600);
    var never = TWENTY.runs().get(2).upTo(TWENTY.runs().get(2).reached(COLD) / 2);
    var run = TWENTY.runs().getFirst();
    double now = run.reached(COLD) / 2;
    var forecasts =
        Prediction.of(
            START,
            run.upTo(now),
            run.targets(now),
            List.of(never, broken, TWENTY.runs().get(3).past()));
    assertEquals(List.of(2, 1), forecasts.stream().map(Forecast::earlier).toList());
    assertEquals(
        List.of(COLD.goal()),
        Prediction.of(START, run.upTo(now), run.targets(now), List.of(broken)).stream()
            .map(Forecast::goal)
            .toList());
  }

  @Test
  void aThresholdOfAChannelThatHasNotBegunRestsOnTheTimeBetween() {
    var run = TWENTY.runs().getFirst();
    double now = run.reached(COLD) / 2;
    var seen = new HashMap<>(run.upTo(now).course());
    seen.remove(MXC);
    var forecasts =
        Prediction.of(
            START,
            new Past(seen, Map.of()),
            run.targets(now),
            List.of(TWENTY.runs().get(3).past(), TWENTY.runs().get(4).past()));
    assertEquals(
        List.of(COLD.goal(), BASE.goal()), forecasts.stream().map(Forecast::goal).toList());
    double between = hours(forecasts.get(1).expected()) - hours(forecasts.get(0).expected());
    assertEquals((run.reached(BASE) - run.reached(COLD)) / HOUR, between, 1.0);
  }

  @Test
  void nothingIsSaidWithoutValuesOrOfAThresholdThatTheRunGoesAwayFrom() {
    var earlier = List.of(cooldown(290, 20), cooldown(290, 22));
    assertEquals(
        List.of(), Prediction.of(START, new Past(Map.of(), Map.of()), List.of(COLD), earlier));
    assertEquals(List.of(), Prediction.of(START, past(h -> 290, 5), List.of(), earlier));
    assertEquals(List.of(), Prediction.of(START, past(h -> 290, 5), List.of(COLD), List.of()));
    DoubleUnaryOperator trips = h -> h < 8 ? 290 - 15 * h : 170 + 8 * (h - 8);
    assertEquals(List.of(), Prediction.of(START, past(trips, 12), List.of(COLD), earlier));
    assertEquals(List.of(), Prediction.of(START, past(trips, 12), List.of(COLD), List.of()));
  }

  @Test
  void aRunThatCoolsAgainAfterAnInterruptionIsPredictedFromWhereItIs() {
    var earlier = cooldown(290, 20);
    DoubleUnaryOperator again =
        h -> h < 8 ? 290 - 14.3 * h : h < 12 ? 176 + 14.3 * (h - 8) : 233 - 14.3 * (h - 12);
    var forecast =
        Prediction.of(START, past(again, 15), List.of(COLD), List.of(earlier)).getFirst();
    assertEquals(12 + 229 / 14.3, hours(forecast.expected()), 2.0);
  }

  @Test
  void aPlateauIsWaitedForAsLongAsEarlierRunsStoodThereAtNearlyThatValue() {
    var earlier = past(plateau(77, 10, 5), 25);
    var run = past(plateau(78, 11, 5), 13); // two hours on the plateau
    var forecast = Prediction.of(START, run, List.of(COLD), List.of(earlier)).getFirst();
    double actual = 11 + 5 + 10;
    assertEquals(actual, hours(forecast.expected()), 1.5);
    var long2 = past(plateau(78, 11, 100), 18); // two hours longer than the earlier one
    var later = Prediction.of(START, long2, List.of(COLD), List.of(earlier)).getFirst();
    between(18 + 8.0, 18 + 11.0, hours(later.expected()));
    assertTrue(hours(later.latest()) > hours(later.expected()) + 1);
    // longer than all that was left
    var stuck = past(plateau(78, 11, 100), 60);
    assertEquals(List.of(), Prediction.of(START, stuck, List.of(COLD), List.of(earlier)));
  }

  /** Falls to a value within some hours, stands there, and falls to 4 K within ten hours. */
  private static DoubleUnaryOperator plateau(double at, double falls, double stands) {
    return h ->
        h < falls
            ? 290 + (at - 290) * h / falls
            : h < falls + stands ? at : at - (at - 4) * Math.min(1, (h - falls - stands) / 10);
  }

  @Test
  void aWarmUpIsPredictedAsACooldownIs() {
    var earlier = List.of(warmUp(3.5), warmUp(4.4), warmUp(4));
    double actual = -5 * Math.log(6 / 292.0);
    var run = past(h -> 296 - 292 * Math.exp(-h / 5), actual / 2);
    var forecast = Prediction.of(START, run, List.of(WARM), earlier).getFirst();
    assertEquals(actual / 2, hours(forecast.expected()) - actual / 2, 0.15 * actual / 2);
  }

  private static Past warmUp(double hours) {
    return past(h -> 296 - 292 * Math.exp(-h / hours), 10 * hours);
  }

  @Test
  void aStraightCourseIsContinuedWithoutAnyEarlierRun() {
    var run = past(h -> 290 - 14 * h, 12);
    var forecast = Prediction.of(START, run, List.of(COLD), List.of()).getFirst();
    assertEquals(286 / 14.0, hours(forecast.expected()), 0.3);
    assertEquals(0, forecast.earlier());
    var fast = past(h -> 290 * Math.exp(-h / 4), 9);
    var second = Prediction.of(START, fast, List.of(COLD), List.of()).getFirst();
    assertEquals(4 * Math.log(290 / 4.0), hours(second.expected()), 0.3);
  }

  @Test
  void aCourseIsNotContinuedIntoTemperaturesWhereAFridgeCoolsInAnotherWay() {
    var run = past(h -> 290 - 14 * h, 20);
    var far = new Target(new Goal(STILL, true, Quantity.parse("20 mK")), 0.02);
    assertEquals(List.of(), Prediction.of(START, run, List.of(far), List.of()));
    assertEquals(1, Prediction.of(START, run, List.of(COLD), List.of()).size());
  }

  @Test
  void afterAThresholdOnItsOwnCourseTheNextOneAddsWhatEarlierRunsTook() {
    var run = past(h -> 290 - 14 * h, 12);
    var begunCold =
        new Past(
            Map.of(STILL, List.of(new Point(0, 50), new Point(3600, 20), new Point(7200, 4))),
            Map.of(COLD.goal().toString(), 7200.0, BASE.goal().toString(), 7200 + 5 * HOUR));
    var forecasts = Prediction.of(START, run, List.of(COLD, BASE), List.of(begunCold));
    assertEquals(List.of(0, 1), forecasts.stream().map(Forecast::earlier).toList());
    assertEquals(
        Duration.ofHours(5),
        Duration.between(forecasts.get(0).expected(), forecasts.get(1).expected()));
  }

  @Test
  void copiesOfOneRunSayWhatItSays() {
    var run = TWENTY.runs().getFirst();
    double now = run.reached(COLD) / 2;
    var other = TWENTY.runs().get(1).past();
    var once = Prediction.of(START, run.upTo(now), run.targets(now), List.of(other));
    var often =
        Prediction.of(START, run.upTo(now), run.targets(now), Collections.nCopies(30, other));
    assertEquals(
        once.stream().map(Forecast::expected).toList(),
        often.stream().map(Forecast::expected).toList());
    assertEquals(Prediction.MOST, often.getFirst().earlier());
  }

  @Test
  void whateverTheCoursesAreForecastsAreInOrderAndWithinBounds() {
    var random = new Random(8);
    for (int i = 0; i < 4000; i++) {
      var run = wild(random);
      var earlier = IntStream.range(0, random.nextInt(6)).mapToObj(n -> wild(random)).toList();
      var targets = new ArrayList<Target>();
      for (int n = 0; n < 1 + random.nextInt(3); n++) {
        double limit = random.nextInt(4) == 0 ? -5 : 300 * Math.pow(random.nextDouble(), 4);
        targets.add(
            new Target(
                new Goal(
                    random.nextBoolean() ? STILL : MXC,
                    random.nextBoolean(),
                    Quantity.parse(Double.toString(limit))),
                limit));
      }
      for (var forecast : Prediction.of(START, run, targets, earlier)) {
        PredictionTest.<Instant>between(START, forecast.expected(), forecast.earliest());
        PredictionTest.<Instant>between(
            forecast.expected(), START.plus(Duration.ofDays(400)), forecast.latest());
      }
    }
  }

  private static Past wild(Random random) {
    var course = new HashMap<ChannelId, List<Point>>();
    for (var id : List.of(STILL, MXC)) {
      if (random.nextInt(6) == 0) {
        continue;
      }
      var points = new ArrayList<Point>();
      double value = random.nextInt(5) == 0 ? 0 : 300 * random.nextDouble();
      long second = random.nextInt(100);
      double drift = random.nextGaussian() * 0.05;
      for (int n = random.nextInt(80); n > 0; n--) {
        points.add(new Point(second, odd(random, value)));
        second += random.nextInt(40) == 0 ? 0 : 60 + random.nextInt(3000);
        value =
            random.nextInt(4) == 0 ? value : value * Math.exp(drift + 0.02 * random.nextGaussian());
      }
      course.put(id, points);
    }
    var passed = new HashMap<String, Double>();
    if (random.nextInt(3) == 0) {
      passed.put(COLD.goal().toString(), (double) random.nextInt(100_000));
    }
    return new Past(course, passed);
  }

  private static double odd(Random random, double value) {
    return switch (random.nextInt(60)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.MAX_VALUE;
      case 3 -> -value;
      case 4 -> 0;
      case 5 -> Double.MIN_VALUE;
      default -> value;
    };
  }

  @Test
  void aForecastIsReadAsASentence() {
    var nine = new Forecast(BASE.goal(), at(9.1), at(7.9), at(11.2), 5);
    assertEquals(
        "MXC 20 mK in about 9 h (8 h to 11 h), from 5 earlier runs", nine.words("MXC", START));
    var soon = new Forecast(COLD.goal(), at(0.71), at(0.6), at(0.9), 1);
    assertEquals(
        "still 4 K in about 45 min (35 min to 55 min), from 1 earlier run",
        soon.words("still", START));
    var alone = new Forecast(COLD.goal(), at(30), at(20), at(50), 0);
    assertEquals(
        "still 4 K in about 1 d 6 h (18 h to 2 d), from this run alone",
        alone.words("still", START));
    assertEquals(
        "still 4 K is overdue by about 1 h 5 min, from 1 earlier run", soon.words("still", at(2)));
  }

  private static Instant at(double hours) {
    return START.plusSeconds(Math.round(hours * HOUR));
  }

  private static double hours(Instant time) {
    return Duration.between(START, time).toSeconds() / HOUR;
  }

  private static void below(double limit, double number) {
    assertTrue(number < limit, () -> number + " is not below " + limit);
  }

  private static <T extends Comparable<? super T>> void between(T least, T most, T value) {
    assertTrue(
        least.compareTo(value) <= 0 && value.compareTo(most) <= 0,
        () -> value + " is not between " + least + " and " + most);
  }

  /** A straight fall of the still to 3 K. */
  private static Past cooldown(double from, double hours) {
    return past(h -> Math.max(3, from - (from - 4) * h / hours), hours + 2);
  }

  private static Past past(DoubleUnaryOperator still, double hours) {
    var points = new ArrayList<Point>();
    for (long second = 0; second <= hours * HOUR; second += 240) {
      points.add(new Point(second, still.applyAsDouble(second / HOUR)));
    }
    return new Past(Map.of(STILL, points), Map.of());
  }

  private static Past upTo(Past past, double second) {
    return new Past(
        Map.of(
            STILL,
            past.course().getOrDefault(STILL, List.of()).stream()
                .filter(p -> p.second() <= second)
                .toList()),
        Map.of());
  }
}
