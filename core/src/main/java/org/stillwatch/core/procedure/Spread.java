package org.stillwatch.core.procedure;

import java.util.Arrays;

/** Middles that a few wrong numbers do not move. */
final class Spread {

  private Spread() {}

  /** The middle one, or the mean of the middle two; at least one number is needed. */
  static double median(double... numbers) {
    var sorted = numbers.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  /**
   * Like {@link #median}, and for five or more the median of the means of all pairs (Hodges and
   * Lehmann, Ann. Math. Statist. 34 (1963) 598), which uses them better.
   */
  static double centre(double... numbers) {
    int n = numbers.length;
    if (n < 5) {
      return median(numbers);
    }
    var means = new double[n * (n + 1) / 2];
    int k = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        means[k++] = (numbers[i] + numbers[j]) / 2;
      }
    }
    return median(means);
  }

  /** The first number at which half of the weight is reached. */
  static double median(double[] numbers, double[] weights) {
    var order = new Integer[numbers.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(numbers[a], numbers[b]));
    double half = Arrays.stream(weights).sum() / 2;
    double sum = 0;
    for (int i : order) {
      sum += weights[i];
      if (sum >= half) {
        return numbers[i];
      }
    }
    return numbers[order[order.length - 1]];
  }
}
