package org.stillwatch.core.procedure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stillwatch.core.procedure.Prediction.Past;
import org.stillwatch.core.procedure.Prediction.Target;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/**
 * A made-up cooldown of a dilution refrigerator from room temperature to its base, as its log has
 * it. Two masses of copper, the plate at the pulse tube and the still with all below it, are joined
 * by a gas switch. The specific heat of copper, which vanishes below 50 K, makes the course; then
 * the still stands above 4 K until somebody condenses the mixture. From run to run differ: cooling
 * power (also in the course of a day), masses, heat load, contact, start temperature, how long
 * after the start the pulse tube is switched on, the wait before condensing, the flow, the base,
 * the period of the scanner, missing stretches and the noise. The same seed gives the same
 * cooldown.
 */
final class SyntheticCooldown {

  static final ChannelId STILL = new ChannelId("fridge/still/temperature");
  static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  static final Target STILL_COLD = new Target(new Goal(STILL, true, Quantity.parse("4 K")), 4);
  static final Target BASE = new Target(new Goal(MXC, true, Quantity.parse("20 mK")), 0.02);
  static final List<Target> TARGETS = List.of(STILL_COLD, BASE);

  private static final double STEP = 20;

  /** Temperature in K and specific heat of copper in J/(kg K), as handbooks have it. */
  private static final double[][] COPPER = {
    {4, 0.1},
    {10, 0.86},
    {20, 7.3},
    {30, 27},
    {50, 97},
    {77, 192},
    {100, 252},
    {150, 313},
    {200, 356},
    {250, 373},
    {300, 385}
  };

  /** Keeps the steps of the integration stable; where it counts all is fast anyway. */
  private static final double LEAST_HEAT = 2;

  private static final double LONGEST = 5 * 86400;

  private record Sample(double second, ChannelId channel, double value) {}

  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, Double> passed = new HashMap<>();

  SyntheticCooldown(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      random.nextDouble(); // neighbouring seeds begin alike
    }
    double power = 52 * lognormal(random, 0.07);
    double plateMass = 34 * lognormal(random, 0.05);
    double stillMass = 14 * lognormal(random, 0.05);
    double load = 0.3 * lognormal(random, 0.15);
    double stillLoad = 0.3 * lognormal(random, 0.04);
    double contact = 3 * lognormal(random, 0.1);
    double day = random.nextDouble(2 * Math.PI);
    double begins = 1800 * random.nextDouble();
    double waits = 3600 * random.nextDouble(1, 3);
    double condenses = 1.5 / 3600 * lognormal(random, 0.1);
    double stillFalls = 1 / (0.55 * 3600 * lognormal(random, 0.1));
    double base = random.nextDouble(0.008, 0.013);
    // one in eight is begun again before it was warm
    double plate =
        random.nextInt(8) == 0 ? random.nextDouble(150, 240) : random.nextDouble(288, 298);
    double still = plate + (plate < 250 ? 10 : 0);
    double mxc = still;
    double period = random.nextDouble(60, 300);
    double noise = random.nextDouble(0.001, 0.005);
    double[] gaps = random.doubles(6).toArray();
    double ready = Double.POSITIVE_INFINITY;
    double next = 0;
    for (double t = 0;
        !passed.containsKey(BASE.goal().toString()) || t < last() + 7200;
        t += STEP) {
      if (t > LONGEST) {
        throw new IllegalStateException("cooldown " + seed + " never gets cold");
      }
      double cooling =
          t < begins ? 0 : power * (1 + 0.03 * Math.sin(day + 2 * Math.PI * t / 86400));
      cooling *= 1 - Math.exp(-Math.max(0, plate - 2.8) / 60);
      double through = contact * Math.min(1, still / 30) * (still - plate);
      plate += STEP * (load + through - cooling) / (plateMass * heat(plate));
      if (t > ready + waits) {
        still += STEP * stillFalls * (0.85 - still);
        double falls = STEP * condenses * (1 + 2 * Math.exp(-(t - ready - waits) / 1800)) / 1.3;
        mxc = base + (mxc - base) * Math.exp(-falls);
      } else {
        double own = stillLoad * (1 + still * still * still * still / 8e9 * 8);
        still += STEP * (own - through) / (stillMass * heat(still));
        mxc += STEP / 1200 * (still * 1.01 - mxc);
        ready = Math.min(ready, still < 5.5 ? t : Double.POSITIVE_INFINITY);
      }
      if (t >= next) {
        next = t + period;
        if (!missing(t, gaps)) {
          take(t, STILL, still * (1 + noise * random.nextGaussian()), random);
          take(t + 5, MXC, mxc * (1 + 2 * noise * random.nextGaussian()), random);
        }
      }
    }
  }

  private double last() {
    return passed.getOrDefault(BASE.goal().toString(), 0.0);
  }

  private static double lognormal(Random random, double spread) {
    return Math.exp(spread * random.nextGaussian());
  }

  private static double heat(double kelvin) {
    int i = 1;
    while (i < COPPER.length - 1 && COPPER[i][0] < kelvin) {
      i++;
    }
    double part = Math.log(kelvin / COPPER[i - 1][0]) / Math.log(COPPER[i][0] / COPPER[i - 1][0]);
    double heat = COPPER[i - 1][1] * Math.pow(COPPER[i][1] / COPPER[i - 1][1], part);
    return Math.max(LEAST_HEAT, heat);
  }

  /** Three stretches of up to three hours in the first day and a half. */
  private static boolean missing(double t, double[] gaps) {
    for (int i = 0; i < 6; i += 2) {
      double from = 130_000 * gaps[i];
      if (t > from && t < from + 10_800 * gaps[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** One in 300 is a spike. */
  private void take(double t, ChannelId channel, double value, Random random) {
    double shown = random.nextInt(300) == 0 ? value * (value > 30 ? 0.6 : 2) : value;
    samples.add(new Sample(t, channel, shown));
    var waited = passed.containsKey(STILL_COLD.goal().toString()) ? BASE : STILL_COLD;
    if (waited.goal().channel().equals(channel) && waited.goal().reached(shown, waited.limit())) {
      passed.putIfAbsent(waited.goal().toString(), t);
    }
  }

  /** The second at which it reached a threshold. */
  double reached(Target target) {
    return passed.getOrDefault(target.goal().toString(), Double.NaN);
  }

  /** What is kept of it so many seconds after its start. */
  Past upTo(double second) {
    var curves = new HashMap<ChannelId, Curve>();
    for (var sample : samples) {
      if (sample.second() <= second) {
        curves
            .computeIfAbsent(sample.channel(), id -> new Curve())
            .add(Duration.ofSeconds((long) sample.second()), sample.value());
      }
    }
    var course = new HashMap<ChannelId, List<Curve.Point>>();
    curves.forEach((id, curve) -> course.put(id, curve.points()));
    var until = new HashMap<>(passed);
    until.values().removeIf(when -> when > second);
    return new Past(course, until);
  }

  /** All of it. */
  Past past() {
    return upTo(Double.POSITIVE_INFINITY);
  }

  /** The thresholds that it has still before it after so many seconds. */
  List<Target> targets(double second) {
    return TARGETS.stream().filter(target -> reached(target) > second).toList();
  }
}
