package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.ReadingStore.Stored;

/** How readings are kept: keys, conflicts, ranges, the newest, and the merged order. */
public abstract class ReadingContract extends StoreFixture {

  @Test
  final void aValueReadsBackAsItWasWritten() {
    commit(value(MXC, 0, 0.0093), value(MXC, 1, -1e-300), value(MXC, 2, Double.MAX_VALUE));
    assertEquals(
        List.of(value(MXC, 0, 0.0093), value(MXC, 1, -1e-300), value(MXC, 2, Double.MAX_VALUE)),
        all(MXC));
  }

  @Test
  final void absentIsNotZeroAndKeepsItsReason() {
    commit(missing(MXC, 0, "R beyond the curve"), value(MXC, 1, 0), missing(MXC, 2, "sensor off"));
    assertEquals(
        List.of(
            missing(MXC, 0, "R beyond the curve"), value(MXC, 1, 0), missing(MXC, 2, "sensor off")),
        all(MXC));
  }

  @Test
  final void aReasonMayBeEmptyOrInAnyScript() {
    commit(missing(MXC, 0, ""), missing(MXC, 1, "Fühler defekt: 1 000 kΩ überschritten 🧊"));
    assertEquals(
        List.of(missing(MXC, 0, ""), missing(MXC, 1, "Fühler defekt: 1 000 kΩ überschritten 🧊")),
        all(MXC));
  }

  @Test
  final void thereIsOneZero() {
    commit(value(MXC, 0, -0.0));
    assertEquals(new Stored(0, 1, 0), commit(value(MXC, 0, -0.0)));
    assertEquals(new Stored(0, 1, 0), commit(value(MXC, 0, 0.0)));
    assertEquals(List.of(value(MXC, 0, 0.0)), all(MXC));
  }

  @Test
  final void qualityIsKept() {
    var suspect = new Reading.Measured(MXC, at(0), 0, 4.2, Quality.SUSPECT);
    commit(suspect);
    assertEquals(List.of(suspect), all(MXC));
    assertEquals(List.of(suspect), store().latest());
  }

  @Test
  final void theSameValueInAnotherQualityIsAlreadyThere() {
    commit(value(MXC, 0, 4.2));
    var suspect = new Reading.Measured(MXC, at(0), 0, 4.2, Quality.SUSPECT);
    assertEquals(new Stored(0, 1, 0), commit(suspect));
    assertEquals(List.of(value(MXC, 0, 4.2)), all(MXC));
  }

  @Test
  final void nanosecondsAreKept() {
    var early = Instant.parse("1969-12-31T23:59:59.000000001Z");
    var fine = Instant.parse("2026-06-26T12:00:00.123456789Z");
    commit(Reading.measured(MXC, fine, 0, 1), Reading.measured(MXC, early, 0, 2));
    assertEquals(
        List.of(Reading.measured(MXC, early, 0, 2), Reading.measured(MXC, fine, 0, 1)), all(MXC));
  }

  @Test
  final void readingsThatShareAnInstantAreKeptByTheirOrdinal() {
    commit(
        Reading.measured(VALVE, at(0), 1, 0),
        Reading.measured(VALVE, at(0), 0, 1),
        Reading.measured(VALVE, at(0), 2, 1));
    assertEquals(
        List.of(
            Reading.measured(VALVE, at(0), 0, 1),
            Reading.measured(VALVE, at(0), 1, 0),
            Reading.measured(VALVE, at(0), 2, 1)),
        all(VALVE));
  }

  @Test
  final void whatIsStoredAgainIsAlreadyThere() {
    var readings =
        new Reading[] {value(MXC, 0, 1), missing(MXC, 1, "sensor off"), value(STILL, 0, 1)};
    assertEquals(new Stored(3, 0, 0), commit(readings));
    assertEquals(new Stored(0, 3, 0), commit(readings));
    assertEquals(2, all(MXC).size());
    assertEquals(List.of(), store().conflicts(10));
    assertEquals(List.of(), store().journal(10));
  }

  @Test
  final void aKeyTwiceInOneCommitCountsLikeTwoCommits() {
    assertEquals(new Stored(1, 1, 1), commit(value(MXC, 0, 1), value(MXC, 0, 1), value(MXC, 0, 2)));
    assertEquals(List.of(value(MXC, 0, 1)), all(MXC));
    assertEquals(1, store().conflicts(10).size());
  }

  @Test
  final void theFirstValueStaysAndTheOtherIsKeptBesideIt() {
    commit(value(MXC, 0, 1));
    assertEquals(new Stored(1, 0, 1), commit(value(MXC, 0, 2), value(MXC, 1, 3)));
    assertEquals(List.of(value(MXC, 0, 1), value(MXC, 1, 3)), all(MXC));
    assertEquals(
        List.of(new ReadingStore.Conflict(value(MXC, 0, 1), value(MXC, 0, 2))),
        store().conflicts(10));
  }

  @Test
  final void missingAgainstMeasuredAndAnotherReasonAreConflicts() {
    commit(value(MXC, 0, 1), missing(MXC, 1, "sensor off"));
    assertEquals(
        new Stored(0, 0, 2), commit(missing(MXC, 0, "sensor off"), missing(MXC, 1, "no answer")));
    assertEquals(List.of(value(MXC, 0, 1), missing(MXC, 1, "sensor off")), all(MXC));
    assertEquals(
        List.of(
            new ReadingStore.Conflict(missing(MXC, 1, "sensor off"), missing(MXC, 1, "no answer")),
            new ReadingStore.Conflict(value(MXC, 0, 1), missing(MXC, 0, "sensor off"))),
        store().conflicts(10));
    assertEquals(1, store().conflicts(1).size());
  }

  @Test
  final void aConflictThatIsKnownIsAlreadyThere() {
    commit(value(MXC, 0, 1));
    commit(value(MXC, 0, 2));
    assertEquals(new Stored(0, 1, 0), commit(value(MXC, 0, 2)));
    assertEquals(new Stored(0, 0, 1), commit(value(MXC, 0, 3)));
    assertEquals(2, store().conflicts(10).size());
  }

  @Test
  final void conflictsOfACommitAreOneJournalEntry() {
    commit(value(MXC, 0, 1), value(MXC, 1, 1), value(STILL, 0, 1));
    commit(value(MXC, 0, 2), value(MXC, 1, 2), value(STILL, 0, 1));
    var journal = store().journal(10);
    assertEquals(1, journal.size());
    var entry = journal.getFirst();
    assertEquals("conflict", entry.kind());
    assertEquals(MXC.text(), entry.subject());
    assertEquals(time.instant(), entry.time());
    assertTrue(entry.text().contains("2"), entry.text());
  }

  @Test
  final void aRangeTakesItsBeginningAndNotItsEnd() {
    commit(value(MXC, 0, 0), value(MXC, 1, 1), value(MXC, 2, 2), value(MXC, 3, 3));
    assertEquals(List.of(value(MXC, 1, 1), value(MXC, 2, 2)), range(MXC, at(1), at(3)));
    assertEquals(List.of(), range(MXC, at(2), at(2)));
    assertEquals(List.of(), range(MXC, at(3), at(1)));
    assertEquals(List.of(value(MXC, 3, 3)), range(MXC, at(3), at(3).plusNanos(1)));
  }

  @Test
  final void moreReadingsThanAPageReadInOrder() {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 15_000; i++) {
      readings.add(Reading.measured(MXC, at(i / 3), i % 3, i));
    }
    commit(readings.reversed().toArray(Reading[]::new));
    assertEquals(readings, all(MXC));
  }

  @Test
  final void theSinkMayAskTheStore() {
    commit(value(MXC, 0, 1), value(MXC, 1, 2));
    var seen = new ArrayList<Reading>();
    store()
        .read(
            MXC,
            Instant.MIN,
            Instant.MAX,
            reading -> {
              commit(value(STILL, 5, 1));
              store().readMerged(List.of(MXC), reading.time(), Instant.MAX, seen::add);
            });
    assertEquals(List.of(value(MXC, 0, 1), value(MXC, 1, 2), value(MXC, 1, 2)), seen);
  }

  @Test
  final void channelsAreListedByIdAsDeclaredLast() {
    commit();
    var renamed = Channel.number(MXC, Unit.of("mK"), "Mixing chamber", Duration.ofMillis(1500));
    store().commit(Commit.ofReadings(List.of(renamed), List.of()));
    assertEquals(List.of(renamed, CHANNELS.get(1), CHANNELS.get(2)), store().channels());
  }

  @Test
  final void aReadingOfAChannelNeverDeclaredIsKept() {
    store().commit(Commit.ofReadings(List.of(), List.of(value(MXC, 0, 1))));
    assertEquals(List.of(value(MXC, 0, 1)), all(MXC));
    assertEquals(
        List.of(Channel.number(MXC, Unit.NONE, "mxc/temperature", Duration.ofDays(1))),
        store().channels());
    commit();
    assertEquals(CHANNELS, store().channels());
  }

  @Test
  final void latestIsTheNewestByTimeAndNotTheLastStored() {
    commit(value(MXC, 10, 1), missing(STILL, 10, "sensor off"), value(STILL, 9, 3));
    commit(value(MXC, 5, 2));
    commit(Reading.measured(MXC, at(10), 1, 7));
    assertEquals(
        List.of(Reading.measured(MXC, at(10), 1, 7), missing(STILL, 10, "sensor off")),
        store().latest());
  }

  @Test
  final void mergedReadingsComeByTimeAndThenAsFirstStored() {
    commit(value(STILL, 1, 1), value(MXC, 1, 2), value(VALVE, 1, 0), value(MXC, 3, 3));
    commit(Reading.measured(STILL, at(1), 1, 4), value(STILL, 0, 5), value(MXC, 1, 2));
    assertEquals(
        List.of(
            value(STILL, 0, 5),
            value(STILL, 1, 1),
            value(MXC, 1, 2),
            Reading.measured(STILL, at(1), 1, 4),
            value(MXC, 3, 3)),
        merged(MXC, STILL));
    assertEquals(6, merged(MXC, VALVE, STILL, MXC).size(), "a channel named twice");
    assertEquals(List.of(), merged(), "no channel");
    assertEquals(List.of(), merged(new ChannelId("fridge/unknown")));
  }

  @Test
  final void mergedReadingsCrossLongGapsAndManyOfOneInstant() {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 3_000; i++) {
      readings.add(Reading.measured(i % 2 == 0 ? MXC : STILL, at(0), i / 2, i));
    }
    for (int i = 0; i < 3_000; i++) {
      readings.add(value(MXC, 400L * 86_400 + i, i));
    }
    readings.add(value(STILL, 1_000L * 86_400, 1));
    commit(readings.toArray(Reading[]::new));
    assertEquals(readings, merged(STILL, MXC));
  }
}
