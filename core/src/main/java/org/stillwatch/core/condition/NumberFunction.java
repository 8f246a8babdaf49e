package org.stillwatch.core.condition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Functions of numbers. */
public enum NumberFunction {
  /** The size without its sign, of one number. */
  ABS(1, 1),
  MIN(2, Integer.MAX_VALUE),
  MAX(2, Integer.MAX_VALUE),
  MEAN(2, Integer.MAX_VALUE),
  SUM(2, Integer.MAX_VALUE),
  /** The first that is known: sources that back each other up. */
  FIRST(2, Integer.MAX_VALUE),
  /** The square root of a plain number. */
  SQRT(1, 1),
  /** The logarithm to base 10 of a plain number. */
  LOG10(1, 1);

  private final int fewest;
  private final int most;

  NumberFunction(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  boolean takes(int count) {
    return count >= fewest && count <= most;
  }

  /** {@code one number}, {@code two numbers or more}. */
  String takesText() {
    return most == 1 ? "one number" : "two numbers or more";
  }

  boolean needsPlainNumber() {
    return this == SQRT || this == LOG10;
  }

  /** The word in expressions: {@code log10}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<NumberFunction> of(String word) {
    return Arrays.stream(values()).filter(function -> function.word().equals(word)).findFirst();
  }

  /**
   * @param numbers in one unit; as many as it takes
   * @return not finite when the function is not defined there
   */
  double of(double[] numbers) {
    return switch (this) {
      case ABS -> Math.abs(numbers[0]);
      case SQRT -> Math.sqrt(numbers[0]);
      case LOG10 -> Math.log10(numbers[0]);
      case FIRST -> numbers[0];
      case MIN -> Arrays.stream(numbers).min().orElse(Double.NaN);
      case MAX -> Arrays.stream(numbers).max().orElse(Double.NaN);
      case SUM -> plainSum(numbers);
      case MEAN -> plainSum(numbers) / numbers.length;
    };
  }

  private static double plainSum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }
}
