package org.stillwatch.stores.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** Rows against what they are said to be, for random readings. */
class RowBuilderTest {

  private static final long SECOND = 1_000_000_000L;
  private static final List<ChannelId> CHANNELS =
      List.of(new ChannelId("a/x"), new ChannelId("a/y"), new ChannelId("b/z"));

  private static List<Reading> readings(RandomGenerator random) {
    var readings = new ArrayList<Reading>();
    for (var channel : CHANNELS) {
      long time = random.nextLong(20) * SECOND / 4;
      int ordinal = 0;
      for (int i = 0; i < random.nextInt(40); i++) {
        long step = random.nextInt(4) * random.nextLong(8) * SECOND / 4;
        ordinal = step == 0 ? ordinal + 1 : 0;
        time += step;
        var at = RowBuilder.instant(time);
        readings.add(
            random.nextInt(4) == 0
                ? Reading.missing(channel, at, ordinal, "off " + random.nextInt(3))
                : Reading.measured(channel, at, ordinal, random.nextDouble()));
      }
    }
    return readings;
  }

  private static String text(Reading reading) {
    return switch (reading) {
      case Reading.Measured measured -> "" + measured.value();
      case Reading.Missing missing -> missing.reason();
    };
  }

  private static String text(Rows rows, int row, int column) {
    var cells = rows.cells().get(column);
    return cells.isMeasured(row) ? "" + cells.values()[row] : cells.reasons()[row];
  }

  @Test
  void aTickHoldsTheNewestReadingSinceTheTickBefore() {
    var random = new Random(7);
    for (int run = 0; run < 500; run++) {
      var readings = readings(random);
      long every = (1 + random.nextInt(8)) * SECOND / 2;
      long after = random.nextLong(10) * SECOND;
      long upTo = after + random.nextLong(30) * SECOND;
      var rows = RowBuilder.grid(CHANNELS, every, after, upTo, readings);
      int row = 0;
      for (long tick = 0; tick <= upTo; tick += every) {
        if (tick <= after) {
          continue;
        }
        assertEquals(tick, rows.times()[row]);
        for (int c = 0; c < CHANNELS.size(); c++) {
          var expected = RowBuilder.NO_READING;
          for (var reading : readings) {
            long time = RowBuilder.nanos(reading.time());
            if (reading.channel().equals(CHANNELS.get(c)) && time > tick - every && time <= tick) {
              expected = text(reading);
            }
          }
          assertEquals(expected, text(rows, row, c), "tick " + tick + " of run " + run);
        }
        row++;
      }
      assertEquals(row, rows.count());
    }
  }

  @Test
  void withoutAGridEveryReadingIsInExactlyOneRowOfItsTime() {
    var random = new Random(8);
    for (int run = 0; run < 500; run++) {
      var readings = readings(random);
      var rows = RowBuilder.each(CHANNELS, readings);
      var found = new ArrayList<String>();
      for (int c = 0; c < CHANNELS.size(); c++) {
        for (int row = 0; row < rows.count(); row++) {
          if (rows.cells().get(c).grades()[row] != Grade.NONE.code()) {
            found.add(CHANNELS.get(c) + " " + rows.times()[row] + " " + text(rows, row, c));
          }
        }
      }
      var expected =
          readings.stream()
              .map(r -> r.channel() + " " + RowBuilder.nanos(r.time()) + " " + text(r))
              .toList();
      assertEquals(expected, found);
      for (int row = 1; row < rows.count(); row++) {
        assertEquals(true, rows.times()[row - 1] <= rows.times()[row]);
      }
    }
  }

  @Test
  void whereAStretchIsCutMakesNoDifference() {
    var random = new Random(9);
    for (int run = 0; run < 300; run++) {
      var readings = readings(random);
      var store = new org.stillwatch.testkit.MemoryStore(java.time.InstantSource.system());
      store.commit(org.stillwatch.core.store.Commit.ofReadings(List.of(), readings));
      for (var every :
          List.<Optional<java.time.Duration>>of(
              Optional.empty(), Optional.of(java.time.Duration.ofMillis(1500)))) {
        var source = new RowSource(store, every);
        long middle = random.nextLong(60) * SECOND / 4;
        var whole = source.rows(CHANNELS, -1, 60 * SECOND);
        var parts =
            source.rows(CHANNELS, -1, middle).and(source.rows(CHANNELS, middle, 60 * SECOND));
        assertEquals(whole.count(), parts.count());
        assertEquals(whole.count(), parts.agreeing(whole));
      }
    }
  }
}
