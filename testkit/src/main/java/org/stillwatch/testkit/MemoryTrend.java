package org.stillwatch.testkit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore.Bucket;

/** Buckets of readings, by the plainest arithmetic. */
final class MemoryTrend {

  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

  private MemoryTrend() {}

  static List<Bucket> of(List<Reading> readings, Instant from, Instant to, int points) {
    if (points < 1) {
      throw new IllegalArgumentException("points is " + points + "; expected at least 1");
    }
    var span = nanos(Duration.between(from, to));
    var width =
        span.add(BigInteger.valueOf(points - 1L))
            .divide(BigInteger.valueOf(points))
            .max(BigInteger.ONE);
    Map<BigInteger, List<Reading>> byBucket = new TreeMap<>();
    for (var reading : readings) {
      byBucket
          .computeIfAbsent(
              nanos(Duration.between(from, reading.time())).divide(width), i -> new ArrayList<>())
          .add(reading);
    }
    var buckets = new ArrayList<Bucket>();
    byBucket.forEach(
        (index, rows) -> {
          var start = width.multiply(index);
          buckets.add(
              bucket(
                  from.plus(duration(start)),
                  from.plus(duration(start.add(width).min(span))),
                  rows));
        });
    return buckets;
  }

  private static Bucket bucket(Instant start, Instant end, List<Reading> rows) {
    var values = new DoubleSummaryStatistics();
    double last = Double.NaN;
    long missing = 0;
    var reason = "";
    for (var row : rows) {
      switch (row) {
        case Reading.Measured m -> {
          values.accept(m.value());
          last = m.value();
        }
        case Reading.Missing m -> {
          missing++;
          reason = m.reason();
        }
      }
    }
    boolean any = values.getCount() > 0;
    return new Bucket(
        start,
        end,
        values.getCount(),
        missing,
        reason,
        any ? values.getMin() : Double.NaN,
        any ? values.getMax() : Double.NaN,
        any ? values.getAverage() : Double.NaN,
        last);
  }

  private static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(SECOND)
        .add(BigInteger.valueOf(duration.getNano()));
  }

  private static Duration duration(BigInteger nanos) {
    var parts = nanos.divideAndRemainder(SECOND);
    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
