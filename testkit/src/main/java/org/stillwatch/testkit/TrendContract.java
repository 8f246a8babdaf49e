package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore;

/** How readings become few points for a plot, or few blocks, without losing a spike or a gap. */
public abstract class TrendContract extends ReadingContract {

  /** However readings come: late, twice, in between, with the store opened anew. */
  @Test
  final void blocksTellOfEveryReadingOnceHoweverTheyCame() {
    var random = new Random(7);
    for (int step = 0; step < 40; step++) {
      var readings = new ArrayList<Reading>();
      int begin = random.nextInt(400_000) - 100_000;
      int apart = 1 + random.nextInt(900);
      for (int i = 0; i < 40; i++) {
        int second = begin + i * apart;
        readings.add(
            random.nextInt(9) == 0
                ? missing(random.nextBoolean() ? MXC : STILL, second, "sensor off")
                : value(random.nextBoolean() ? MXC : STILL, second, random.nextGaussian()));
      }
      commit(readings.toArray(Reading[]::new));
      if (step % 10 == 9) {
        reopen();
      }
      var from = at(random.nextInt(400_000) - 100_000);
      var to = from.plusSeconds(random.nextInt(100_000));
      for (var channel : List.of(MXC, STILL)) {
        assertBlocks(channel, Instant.MIN, Instant.MAX);
        assertBlocks(channel, from, to);
      }
    }
  }

  private void assertBlocks(ChannelId channel, Instant from, Instant to) {
    var blocks = store().blocks(channel, from, to);
    for (var block : blocks) {
      var readings = range(channel, block.start(), block.end());
      var values =
          readings.stream()
              .filter(Reading.Measured.class::isInstance)
              .mapToDouble(reading -> ((Reading.Measured) reading).value())
              .summaryStatistics();
      boolean any = values.getCount() > 0;
      assertEquals(
          new ReadingStore.Block(
              block.start(),
              block.end(),
              values.getCount(),
              readings.size() - values.getCount(),
              any ? values.getMin() : Double.NaN,
              any ? values.getMax() : Double.NaN),
          block);
      assertTrue(
          block.end().isAfter(from) && block.start().isBefore(to), () -> "outside: " + block);
    }
    for (int i = 1; i < blocks.size(); i++) {
      assertTrue(!blocks.get(i).start().isBefore(blocks.get(i - 1).end()), "blocks overlap");
    }
    for (var reading : range(channel, from, to)) {
      assertEquals(
          1,
          blocks.stream()
              .filter(
                  block ->
                      !reading.time().isBefore(block.start())
                          && reading.time().isBefore(block.end()))
              .count(),
          () -> "blocks of " + reading);
    }
  }

  @Test
  final void nothingHasNoBlocks() {
    commit(value(MXC, 0, 1));
    assertEquals(List.of(), store().blocks(STILL, Instant.MIN, Instant.MAX));
    assertEquals(List.of(), store().blocks(MXC, at(0), at(0)));
    assertEquals(List.of(), store().blocks(MXC, at(-90_000), at(-80_000)));
  }

  @Test
  final void aTrendKeepsTheSpike() {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 1000; i++) {
      readings.add(value(MXC, i, i == 567 ? 300 : i == 568 ? -5 : 4));
    }
    commit(readings.toArray(Reading[]::new));
    var buckets = store().trend(MXC, at(0), at(1000), 10);
    assertEquals(10, buckets.size());
    assertEquals(
        new ReadingStore.Bucket(at(500), at(600), 100, 0, "", -5, 300, 6.87, 4), buckets.get(5));
    assertEquals(new ReadingStore.Bucket(at(0), at(100), 100, 0, "", 4, 4, 4, 4), buckets.get(0));
  }

  @Test
  final void aTrendCountsTheMissingAndTellsTheLastReason() {
    commit(
        missing(MXC, 0, "sensor off"),
        missing(MXC, 1, "no answer"),
        value(MXC, 10, 2),
        missing(MXC, 11, "over range"),
        value(MXC, 12, 4),
        missing(MXC, 13, "sensor off"));
    var nan = Double.NaN;
    assertEquals(
        List.of(
            new ReadingStore.Bucket(at(0), at(10), 0, 2, "no answer", nan, nan, nan, nan),
            new ReadingStore.Bucket(at(10), at(20), 2, 2, "sensor off", 2, 4, 3, 4)),
        store().trend(MXC, at(0), at(20), 2));
  }

  @Test
  final void aTrendLeavesOutEmptyBucketsAndKeepsToItsRange() {
    commit(value(MXC, -1, 99), value(MXC, 0, 1), value(MXC, 95, 2), value(MXC, 100, 99));
    assertEquals(
        List.of(
            new ReadingStore.Bucket(at(0), at(10), 1, 0, "", 1, 1, 1, 1),
            new ReadingStore.Bucket(at(90), at(100), 1, 0, "", 2, 2, 2, 2)),
        store().trend(MXC, at(0), at(100), 10));
    assertEquals(List.of(), store().trend(MXC, at(0), at(0), 10));
    assertEquals(List.of(), store().trend(STILL, at(0), at(100), 10));
  }

  @Test
  final void aTrendWithMorePointsThanNanosecondsHasOneForEach() {
    commit(
        Reading.measured(MXC, at(0), 0, 1),
        Reading.measured(MXC, at(0), 1, 3),
        Reading.measured(MXC, at(0).plusNanos(1), 0, 5));
    assertEquals(
        List.of(
            new ReadingStore.Bucket(at(0), at(0).plusNanos(1), 2, 0, "", 1, 3, 2, 3),
            new ReadingStore.Bucket(at(0).plusNanos(1), at(0).plusNanos(2), 1, 0, "", 5, 5, 5, 5)),
        store().trend(MXC, at(0), at(0).plusNanos(2), 1000));
  }

  @Test
  final void aTrendOfNoPointsIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> store().trend(MXC, at(0), at(1), 0), "points 0");
  }
}
