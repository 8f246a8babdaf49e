package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.reading.Reading.Measured;

/** Functions of the measured values of a channel in a window of time that ends now. */
public enum WindowFunction {
  /** The slope of the straight line nearest to the values (least squares), per second. */
  RATE,
  /** The mean of the values; each counts the same. */
  MEAN,
  MINIMUM,
  MAXIMUM;

  /** The part of the window that measured values must span for a result to be known. */
  static final double COVERAGE = 0.8;

  /** The word in expressions: {@code rate}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<WindowFunction> of(String word) {
    return Arrays.stream(values()).filter(function -> function.word().equals(word)).findFirst();
  }

  /**
   * @param values oldest first, spanning some time
   * @return in the unit of the channel; RATE: per second
   */
  double of(List<Measured> values) {
    return switch (this) {
      case RATE -> slope(values);
      case MEAN -> mean(values);
      case MINIMUM -> values.stream().mapToDouble(Measured::value).min().orElse(Double.NaN);
      case MAXIMUM -> values.stream().mapToDouble(Measured::value).max().orElse(Double.NaN);
    };
  }

  private static double mean(List<Measured> values) {
    // around the first value, so that large numbers keep their small differences
    double first = values.getFirst().value();
    double sum = 0;
    for (var reading : values) {
      sum += reading.value() - first;
    }
    return first + sum / values.size();
  }

  private static double slope(List<Measured> values) {
    var start = values.getFirst().time();
    double meanValue = mean(values);
    double meanSeconds = 0;
    for (var reading : values) {
      meanSeconds += seconds(Duration.between(start, reading.time()));
    }
    meanSeconds /= values.size();
    double products = 0;
    double squares = 0;
    for (var reading : values) {
      double fromMean = seconds(Duration.between(start, reading.time())) - meanSeconds;
      products += fromMean * (reading.value() - meanValue);
      squares += fromMean * fromMean;
    }
    return products / squares;
  }

  private static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() * 1e-9;
  }
}
