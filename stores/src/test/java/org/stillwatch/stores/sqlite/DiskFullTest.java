package org.stillwatch.stores.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.ReadingStore.Stored;
import org.stillwatch.core.store.StoreUnavailable;

/** SQLite's own limit of pages gives the error of a full disk (SQLITE_FULL) on any machine. */
class DiskFullTest {

  private static final int SIZE = 5_000;

  @TempDir Path directory;

  /** Batch k of everything, with names and reasons never used before. */
  static Commit batch(int k) {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < SIZE; i++) {
      var channel = ChannelId.of("fridge", "c" + i % 10 + "-" + k);
      var time = Instant.ofEpochSecond(k * 10_000L + i);
      readings.add(
          i % 7 == 0
              ? Reading.missing(channel, time, 0, "reason " + k)
              : Reading.measured(channel, time, 0, Math.sqrt(i)));
    }
    var at = Instant.ofEpochSecond(k);
    var notice =
        new Notice(
            "notice " + k,
            at,
            "lab",
            Notice.Kind.TEST,
            Severity.INFO,
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            false);
    return new Commit(
        List.of(),
        readings,
        Map.of("fridge", "line " + k),
        Map.of("rule", "state " + k),
        List.of(OutgoingNotice.to(notice, List.of("slack"))),
        List.of(),
        List.of(new JournalEntry(at, "row", "", "entry " + k)));
  }

  static void assertHolds(SqliteStore store, int batches) {
    assertEquals(batches * 10, store.latest().size());
    assertEquals(batches * 10, store.channels().size());
    long readings = 0;
    for (var channel : store.channels()) {
      var found = new ArrayList<Reading>();
      store.read(channel.id(), Instant.MIN, Instant.MAX, found::add);
      readings += found.size();
    }
    assertEquals((long) batches * SIZE, readings);
    assertEquals(Optional.of("line " + (batches - 1)), store.cursor("fridge"));
    assertEquals(Map.of("rule", "state " + (batches - 1)), store.states());
    assertEquals(batches, store.count().waiting());
    assertEquals(batches, store.journal(1000).size());
  }

  @Test
  void nothingOfABatchIsKeptOnAFullDiskAndAllOfItOnceThereIsRoom() {
    try (var store = SqliteStore.open(directory)) {
      store.commit(batch(0));
      store.limitPages(60);
      for (int attempt = 0; attempt < 3; attempt++) {
        var failed = assertThrows(StoreUnavailable.class, () -> store.commit(batch(1)));
        assertTrue(
            String.valueOf(failed.getMessage())
                .matches(
                    "(disk full: .* has \\d+ MB free; readings wait until there is room)|(.* may"
                        + " not grow, although its disk has \\d+ MB free .*)"),
            failed.getMessage());
        assertHolds(store, 1);
      }
      store.limitPages(0);
      assertEquals(new Stored(SIZE, 0, 0), store.commit(batch(1)));
      assertHolds(store, 2);
      assertEquals(new Stored(0, SIZE, 0), store.commit(batch(0)));
    }
  }

  @Test
  void whatWasCommittedBeforeADiskFilledUpIsThereAfterOpeningAgain() {
    try (var store = SqliteStore.open(directory)) {
      store.commit(batch(0));
      store.limitPages(60);
      assertThrows(StoreUnavailable.class, () -> store.commit(batch(1)));
    }
    try (var store = SqliteStore.open(directory)) {
      assertHolds(store, 1);
      store.commit(batch(1));
      assertHolds(store, 2);
    }
  }
}
