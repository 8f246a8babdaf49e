package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalChain;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;
import org.stillwatch.core.store.JournalVerification;
import org.stillwatch.core.store.ReadingStore.Stored;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * All that a station's store must do. A back end's test extends this and says how to open the store
 * and how to clean up.
 */
public abstract class StoreContract extends OutboxContract {

  private static Commit states(Map<String, String> cursors, Map<String, String> states) {
    return new Commit(List.of(), List.of(), cursors, states, List.of(), List.of(), List.of());
  }

  @Test
  final void aNewStoreIsEmpty() {
    assertEquals(List.of(), store().channels());
    assertEquals(List.of(), store().latest());
    assertEquals(List.of(), all(MXC));
    assertEquals(List.of(), merged(MXC, STILL));
    assertEquals(List.of(), store().trend(MXC, at(0), at(10), 5));
    assertEquals(Map.of(), store().states());
    assertEquals(Optional.empty(), store().cursor("fridge"));
    assertEquals(List.of(), store().conflicts(10));
    assertEquals(List.of(), store().snapshots(10));
    assertEquals(List.of(), store().journal(10));
  }

  @Test
  final void aCursorIsReplacedTogetherWithItsReadings() {
    store()
        .commit(
            new Commit(
                CHANNELS,
                List.of(value(MXC, 0, 1)),
                Map.of("fridge", "line 1", "gas", "7"),
                Map.of(),
                List.of(),
                List.of(),
                List.of()));
    store().commit(states(Map.of("fridge", "line 2\nwith a second line"), Map.of()));
    assertEquals(Optional.of("line 2\nwith a second line"), store().cursor("fridge"));
    assertEquals(Optional.of("7"), store().cursor("gas"));
    assertEquals(Optional.empty(), store().cursor("hv1"));
  }

  @Test
  final void statesAreReplacedAndAnEmptyTextRemoves() {
    store().commit(states(Map.of(), Map.of("rule/water-out", "high", "timer/1", "12:00")));
    store().commit(states(Map.of(), Map.of("rule/water-out", "low", "timer/1", "", "none", "")));
    assertEquals(Map.of("rule/water-out", "low"), store().states());
  }

  @Test
  final void aBatchWithATimeBeyondAllCalendarsIsRefusedWhole() {
    commit(value(MXC, 0, 1));
    var far = Reading.measured(MXC, Instant.MAX, 0, 1);
    try {
      store()
          .commit(
              new Commit(
                  CHANNELS,
                  List.of(value(MXC, 1, 1), far),
                  Map.of("fridge", "x"),
                  Map.of(),
                  List.of(),
                  List.of(),
                  List.of()));
      assertEquals(List.of(far), store().latest(), "a store that keeps it must give it back");
    } catch (IllegalArgumentException refused) {
      assertTrue(String.valueOf(refused.getMessage()).contains(MXC.text()), refused.getMessage());
      assertEquals(List.of(value(MXC, 0, 1)), all(MXC));
      assertEquals(Optional.empty(), store().cursor("fridge"));
    }
    assertEquals(new Stored(1, 0, 0), commit(value(MXC, 2, 1)));
  }

  @Test
  final void snapshotsComeBackWholeAndNewestFirst() {
    var first =
        new StoredSnapshot(
            at(0),
            "fridge",
            "Base Temperature",
            List.of(missing(STILL, 0, "sensor off"), value(MXC, -3, 0.0093), value(MXC, -3, 0.1)));
    var second = new StoredSnapshot(at(1), "fridge", "", List.of());
    var commit =
        new Commit(
            CHANNELS, List.of(), Map.of(), Map.of(), List.of(), List.of(first, second), List.of());
    store().commit(commit);
    assertEquals(List.of(second, first), store().snapshots(10));
    assertEquals(List.of(second), store().snapshots(1));
    assertEquals(List.of(first), store().snapshotsAt(first.time()));
    assertEquals(List.of(), store().snapshotsAt(at(2)));
    assertEquals(List.of(first), store().snapshots(first.time(), first.time().plusNanos(1)));
    assertEquals(
        List.of(), store().snapshots(first.time().plusNanos(1), first.time().plusNanos(2)));
  }

  @Test
  final void theJournalComesBackNewestFirst() {
    var one = new JournalEntry(at(1), "started", "", "station started");
    var two = new JournalEntry(at(0), "row", "fridge", "line 3 of CH6 T 26-06-26.log: 'x' ...");
    store()
        .commit(
            new Commit(
                List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(one, two)));
    assertEquals(List.of(two, one), store().journal(10));
    assertEquals(List.of(two), store().journal(1));
  }

  private void journal(JournalEntry... entries) {
    store()
        .commit(
            new Commit(
                List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(entries)));
  }

  @Test
  final void theJournalIsChainedAcrossCommitsAndOpenings() {
    assertEquals(
        new JournalVerification(0, JournalChain.BEGINNING, 0, List.of()),
        store().journal().verify(Optional.empty()));
    var one = new JournalEntry(at(1), "started", "", "station \u0000 started \uD83D\uDE00");
    var two = new JournalEntry(at(0).plusNanos(1), "row", "fridge", "");
    var three = new JournalEntry(Instant.EPOCH.minusNanos(1), "note", "anna", "é\n'");
    journal(one, two);
    reopen();
    journal(three);
    var expected = new ArrayList<JournalRow>();
    var head = JournalChain.BEGINNING;
    for (var entry : List.of(one, two, three)) {
      expected.add(JournalChain.row(head, expected.size() + 1L, entry));
      head = expected.getLast().hash();
    }
    assertEquals(expected, store().journal().newest(JournalQuery.ALL, 10));
    assertEquals(
        new JournalVerification(3, head, 0, List.of()),
        store().journal().verify(Optional.of(expected.getFirst().hash())));
    assertEquals(1, store().journal().verify(Optional.of("ab".repeat(32))).faults());
  }

  @Test
  final void aConflictIsJournaledWithinTheChain() {
    commit(value(MXC, 0, 1));
    commit(value(MXC, 0, 2));
    var found = store().journal().verify(Optional.empty());
    assertEquals(1, found.rows());
    assertTrue(found.ok(), found.toString());
  }

  @Test
  final void whatIsRefusedLeavesTheChainAsItWas() {
    journal(new JournalEntry(at(0), "started", "", "first"));
    try {
      journal(
          new JournalEntry(at(1), "row", "", "second"),
          new JournalEntry(Instant.MAX, "row", "", ""));
    } catch (IllegalArgumentException refused) {
      assertEquals(1, store().journal(10).size());
    }
    journal(new JournalEntry(at(2), "started", "", "last"));
    assertTrue(store().journal().verify(Optional.empty()).ok());
    assertEquals("last", store().journal(1).getFirst().text());
  }

  @Test
  final void theJournalIsAskedByTimeKindAndSubject() {
    for (int i = 0; i < 10; i++) {
      journal(
          new JournalEntry(at(i), i % 2 == 0 ? "row" : "command", "hv1/ch" + i % 3, "line " + i));
    }
    var all = JournalQuery.ALL;
    var commands =
        new JournalQuery(all.after(), at(3), at(9), Optional.of("command"), Optional.empty());
    assertEquals(List.of(4L, 6L, 8L), numbers(store().journal().newest(commands, 10)));
    assertEquals(List.of(6L, 8L), numbers(store().journal().newest(commands, 2)));
    assertEquals(List.of(4L, 6L), numbers(store().journal().first(commands, 2)));
    assertEquals(List.of(6L, 8L), numbers(store().journal().first(commands.after(4), 2)));
    var channel =
        new JournalQuery(
            all.after(), all.from(), all.to(), Optional.empty(), Optional.of("hv*/CH1"));
    var read = new ArrayList<JournalRow>();
    store().journal().read(channel, read::add);
    assertEquals(List.of(2L, 5L, 8L), numbers(read));
    assertEquals(List.of(8L), numbers(store().journal().newest(channel, 1)));
  }

  private static List<Long> numbers(List<JournalRow> rows) {
    return rows.stream().map(JournalRow::number).toList();
  }

  @Test
  final void openingAgainFindsEverything() {
    var snapshot = new StoredSnapshot(at(0), "fridge", "Base", List.of(value(MXC, 0, 1)));
    var entry = new JournalEntry(at(0), "started", "", "station started");
    store()
        .commit(
            new Commit(
                CHANNELS,
                List.of(value(MXC, 0, 1), missing(STILL, 1, "sensor off")),
                Map.of("fridge", "line 1"),
                Map.of("rule", "high"),
                List.of(),
                List.of(snapshot),
                List.of(entry)));
    commit(value(MXC, 0, 2));
    var conflicts = store().conflicts(10);
    var latest = store().latest();
    var journal = store().journal(10);
    reopen();
    assertEquals(CHANNELS, store().channels());
    assertEquals(List.of(value(MXC, 0, 1)), all(MXC));
    assertEquals(latest, store().latest());
    assertEquals(conflicts, store().conflicts(10));
    assertEquals(journal, store().journal(10));
    assertEquals(List.of(snapshot), store().snapshots(10));
    assertEquals(Optional.of("line 1"), store().cursor("fridge"));
    assertEquals(Map.of("rule", "high"), store().states());
    assertEquals(
        new Stored(1, 2, 0),
        commit(value(MXC, 0, 1), value(MXC, 0, 2), missing(STILL, 2, "sensor off")));
    commit(value(MXC, 2, 1), value(VALVE, 2, 1));
    assertEquals(
        List.of(missing(STILL, 2, "sensor off"), value(MXC, 2, 1), value(VALVE, 2, 1)),
        merged(MXC, STILL, VALVE).subList(2, 5),
        "the order of storing goes on");
  }

  @Test
  final void aReaderSeesWholeCommitsOnly() throws InterruptedException {
    var failure = new AtomicReference<Throwable>();
    var started = new CountDownLatch(1);
    var reader =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  started.countDown();
                  int seen = 0;
                  while (seen < 100) {
                    var latest = store().latest();
                    assertTrue(
                        latest.isEmpty()
                            || (latest.size() == 2
                                && latest.get(0).time().equals(latest.get(1).time())),
                        () -> "half a commit: " + latest);
                    seen = store().trend(MXC, at(0), at(1000), 1).isEmpty() ? 0 : all(MXC).size();
                  }
                });
    reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    reader.start();
    started.await();
    for (int i = 0; i < 100; i++) {
      commit(value(MXC, i, i), value(STILL, i, i));
    }
    reader.join();
    assertEquals(null, failure.get());
  }

  @Test
  final void bytesGrowWithReadings() {
    long before = store().bytes();
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 20_000; i++) {
      readings.add(value(MXC, i, Math.sqrt(i)));
    }
    commit(readings.toArray(Reading[]::new));
    assertTrue(store().bytes() > before + 20_000, () -> before + " then " + store().bytes());
  }
}
