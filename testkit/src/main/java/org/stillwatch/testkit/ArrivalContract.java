package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore.Arrivals;

/** How what follows the store gets each reading once, in the order in which they came. */
public abstract class ArrivalContract extends TrendContract {

  @Test
  final void nothingArrivesInANewStore() {
    var none = store().arrivals(Arrivals.BEGINNING, 10);
    assertEquals(List.of(), none.readings());
    assertEquals(none.newest(), none.last());
    assertEquals(Arrivals.BEGINNING, none.last());
  }

  @Test
  final void readingsArriveAsTheyWereStoredHoweverOldTheyAre() {
    commit(value(STILL, 10, 1), value(MXC, 10, 2), missing(MXC, 11, "sensor off"));
    commit(value(MXC, -86_400, 3));
    commit(Reading.measured(STILL, at(10), 1, 4), value(VALVE, 3, 1));
    assertEquals(
        List.of(
            value(STILL, 10, 1),
            value(MXC, 10, 2),
            missing(MXC, 11, "sensor off"),
            value(MXC, -86_400, 3),
            Reading.measured(STILL, at(10), 1, 4),
            value(VALVE, 3, 1)),
        store().arrivals(Arrivals.BEGINNING, 100).readings());
  }

  @Test
  final void whoAsksOnGetsWhatIsNewAndWhatIsThereAlreadyDoesNotArriveAgain() {
    commit(value(MXC, 0, 1), value(MXC, 1, 2));
    var first = store().arrivals(Arrivals.BEGINNING, 100);
    assertEquals(first.newest(), first.last());
    commit(value(MXC, 0, 1), value(MXC, 1, 7));
    var second = store().arrivals(first.last(), 100);
    assertEquals(List.of(), second.readings(), "one is there, one conflicts");
    commit(value(MXC, 2, 3));
    assertEquals(List.of(value(MXC, 2, 3)), store().arrivals(first.last(), 100).readings());
    assertEquals(List.of(value(MXC, 2, 3)), store().arrivals(second.last(), 100).readings());
  }

  @Test
  final void aPageEndsWhereItsLimitIsAndTellsThatMoreWaits() {
    commit(value(MXC, 0, 1), value(MXC, 1, 2), value(MXC, 2, 3));
    var page = store().arrivals(Arrivals.BEGINNING, 2);
    assertEquals(List.of(value(MXC, 0, 1), value(MXC, 1, 2)), page.readings());
    assertTrue(page.last() < page.newest(), page::toString);
    var rest = store().arrivals(page.last(), 2);
    assertEquals(List.of(value(MXC, 2, 3)), rest.readings());
    assertEquals(rest.newest(), rest.last());
  }

  @Test
  final void whatIsBeyondTheNewestTellsWhereTheNewestIs() {
    commit(value(MXC, 0, 1), value(MXC, 1, 2));
    var beyond = store().arrivals(Long.MAX_VALUE, 1);
    assertEquals(List.of(), beyond.readings());
    assertEquals(beyond.newest(), beyond.last());
    commit(value(MXC, 2, 3));
    assertEquals(List.of(value(MXC, 2, 3)), store().arrivals(beyond.last(), 10).readings());
  }

  @Test
  final void pageByPageEveryReadingArrivesOnceInCommitsAndRestarts() {
    var random = new Random(11);
    var stored = new ArrayList<Reading>();
    var arrived = new ArrayList<Reading>();
    long position = Arrivals.BEGINNING;
    for (int step = 0; step < 60; step++) {
      var batch = new ArrayList<Reading>();
      for (int i = random.nextInt(30); i > 0; i--) {
        ChannelId channel = random.nextBoolean() ? MXC : STILL;
        var reading = value(channel, random.nextInt(2000), 1);
        if (!stored.contains(reading)) {
          stored.add(reading);
        }
        batch.add(reading);
      }
      commit(batch.toArray(Reading[]::new));
      if (step % 20 == 19) {
        reopen();
      }
      if (step % 3 == 0) {
        var page = store().arrivals(position, 1 + random.nextInt(40));
        arrived.addAll(page.readings());
        position = page.last();
      }
    }
    var rest = store().arrivals(position, 10_000);
    arrived.addAll(rest.readings());
    assertEquals(stored, arrived);
    assertEquals(rest.newest(), rest.last());
  }
}
