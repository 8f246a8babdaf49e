package org.stillwatch.cos.sag;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;

/** Measurements crowded on few superpixels, days and levels, so that they meet and tie. */
final class RandomMeasurements {
  static final List<Integer> LEVELS = List.of(-999, -1, 100, 163, 167, 169, 178, 179, 999);

  private RandomMeasurements() {}

  static List<Measurement> of(Random random, int count) {
    return IntStream.range(0, count).mapToObj(i -> one(random)).toList();
  }

  private static Measurement one(Random random) {
    var segment = random.nextBoolean() ? Segment.FUVA : Segment.FUVB;
    int hv = LEVELS.get(random.nextInt(LEVELS.size()));
    int day = 55190 + random.nextInt(60);
    return new Measurement(
        "l_%d_%s_%d_cci".formatted(day, segment.token(), random.nextInt(3)),
        segment,
        hv,
        day,
        120 + random.nextInt(12),
        195 + random.nextInt(60),
        random.nextInt(1, 8000) / 1000.0,
        random.nextInt(20, 200));
  }
}
