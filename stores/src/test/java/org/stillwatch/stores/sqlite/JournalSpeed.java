package org.stillwatch.stores.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;

/** Measures the journal: {@code JournalSpeed [THOUSAND_ROWS]}, in commits of 1000 rows. */
public final class JournalSpeed {

  private static final int COMMIT = 1_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private JournalSpeed() {}

  public static void main(String[] arguments) throws Exception {
    int commits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    Path directory = Files.createTempDirectory("stillwatch-journal");
    try (var store = SqliteStore.open(directory)) {
      long writing = 0;
      for (int i = 1; i <= commits; i++) {
        long start = System.nanoTime();
        write(store, i);
        writing += System.nanoTime() - start;
        if (i % Math.max(1, commits / 4) == 0) {
          System.out.printf(
              "%,d rows written: %,.0f rows/s%n", (long) i * COMMIT, rate(writing, i));
          verify(store, i);
        }
      }
    }
  }

  private static void write(SqliteStore store, int commit) {
    var entries =
        IntStream.range(0, COMMIT)
            .mapToObj(
                i ->
                    new JournalEntry(
                        START.plusSeconds((long) commit * COMMIT + i),
                        "command",
                        "hv1/ch" + i % 4 + "/vset",
                        "anna: is asked to become " + i + " V (training of the wires)"))
            .toList();
    var stored =
        store.commit(
            new Commit(List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), entries));
    if (stored.stored() != 0) {
      throw new IllegalStateException("readings in the journal");
    }
  }

  private static void verify(SqliteStore store, int commits) {
    long start = System.nanoTime();
    var found = store.journal().verify(Optional.empty());
    System.out.printf(
        "  verified %s: %,.0f rows/s%n", found.ok(), rate(System.nanoTime() - start, commits));
  }

  private static double rate(long nanos, int commits) {
    return (double) commits * COMMIT / nanos * 1e9;
  }
}
