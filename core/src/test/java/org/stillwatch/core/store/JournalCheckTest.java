package org.stillwatch.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What somebody did to a journal is found and named. */
class JournalCheckTest {

  private static final Instant START = Instant.parse("2026-06-26T12:00:00Z");

  private final List<JournalRow> rows = new ArrayList<>(chain(8));

  private static List<JournalRow> chain(int count) {
    var rows = new ArrayList<JournalRow>();
    for (int i = 0; i < count; i++) {
      append(rows);
    }
    return rows;
  }

  /** As the station does, after whatever stands there. */
  private static void append(List<JournalRow> rows) {
    var head = rows.isEmpty() ? JournalChain.BEGINNING : rows.getLast().hash();
    long number = rows.isEmpty() ? 1 : rows.getLast().number() + 1;
    rows.add(
        JournalChain.row(
            head, number, new JournalEntry(START.plusSeconds(number), "note", "", "n" + number)));
  }

  private JournalVerification verify(Optional<String> expected) {
    var check = new JournalCheck(expected);
    rows.sort(Comparator.comparingLong(JournalRow::number));
    rows.forEach(check::accept);
    return check.result();
  }

  private List<String> faults() {
    return verify(Optional.empty()).first().stream()
        .map(fault -> fault.number() + ": " + fault.text())
        .toList();
  }

  private JournalRow row(int number) {
    return rows.get(number - 1);
  }

  private void put(int place, JournalRow row) {
    rows.set(place - 1, row);
  }

  private static JournalRow numbered(JournalRow row, long number) {
    return new JournalRow(number, row.entry(), row.hash());
  }

  private static JournalEntry saying(String text) {
    return new JournalEntry(START, "note", "", text);
  }

  @Test
  void anUntouchedJournalHasNoFaults() {
    assertEquals(List.of(), faults());
    assertEquals(row(8).hash(), verify(Optional.empty()).head());
    assertEquals(8, verify(Optional.empty()).rows());
  }

  @Test
  void aChangedRowIsNamed() {
    put(3, new JournalRow(3, saying("other"), row(3).hash()));
    assertEquals(
        List.of(
            "3: row 3 (2026-06-26T12:00:00Z, 'note') is not as it was written: it was changed, or"
                + " rows before it were taken out and the others renumbered"),
        faults());
  }

  @Test
  void aRowThatWasChangedWithItsHashIsNamed() {
    put(3, JournalChain.row(row(2).hash(), 3, saying("other")));
    assertEquals(
        List.of("4: row 4 (2026-06-26T12:00:04Z, 'note')"),
        faults().stream().map(text -> text.substring(0, text.indexOf(" is not"))).toList(),
        "the row after it was written upon another hash");
  }

  @Test
  void aSpoiltHashIsNamed() {
    put(3, new JournalRow(3, row(3).entry(), "00"));
    assertEquals(1, faults().size());
    assertTrue(faults().getFirst().startsWith("3: rows 3 ("), faults().toString());
  }

  @Test
  void removedRowsAreNamed() {
    rows.subList(2, 5).clear();
    assertEquals(
        List.of(
            "6: rows 3 to 5 are missing: after row 2 of 2026-06-26T12:00:02Z comes row 6 of"
                + " 2026-06-26T12:00:06Z, which was not written there"),
        faults());
  }

  @Test
  void aMissingBeginningIsNamed() {
    rows.removeFirst();
    assertEquals(
        List.of(
            "2: row 1 is missing: the journal begins with row 2 of 2026-06-26T12:00:02Z, which was"
                + " not written there"),
        faults());
  }

  @Test
  void aRemovedRowIsNamedAlsoWhenTheOthersAreRenumbered() {
    rows.remove(2);
    for (int i = 2; i < rows.size(); i++) {
      rows.set(i, numbered(rows.get(i), i + 1));
    }
    append(rows);
    assertEquals(
        List.of(
            "3: row 3 (2026-06-26T12:00:04Z, 'note') is not as it was written: it was changed, or"
                + " rows before it were taken out and the others renumbered",
            "4: rows 4 (2026-06-26T12:00:05Z) to 7 (2026-06-26T12:00:08Z) were renumbered: row 4"
                + " was written as row 5"),
        faults());
  }

  @Test
  void anInsertedRowIsNamed() {
    for (int i = 2; i < rows.size(); i++) {
      rows.set(i, numbered(rows.get(i), i + 2));
    }
    rows.add(new JournalRow(3, saying("put in"), "12".repeat(32)));
    assertEquals(
        List.of(
            "3: row 3 (2026-06-26T12:00:00Z, 'note') was put in later",
            "4: rows 4 (2026-06-26T12:00:03Z) to 9 (2026-06-26T12:00:08Z) were renumbered: row 4"
                + " was written as row 3"),
        faults());
  }

  @Test
  void aRowPutBeforeTheFirstIsNamed() {
    rows.add(new JournalRow(0, saying("put in"), "12".repeat(32)));
    assertEquals(List.of("0: row 0 (2026-06-26T12:00:00Z, 'note') was put in later"), faults());
  }

  @Test
  void swappedRowsAreNamed() {
    var third = row(3);
    put(3, numbered(row(6), 3));
    put(6, numbered(third, 6));
    var faults = faults();
    assertEquals(2, faults.size(), faults.toString());
    assertTrue(faults.getFirst().startsWith("3: rows 3 ("), faults.toString());
    assertTrue(faults.getLast().startsWith("6: rows 6 ("), faults.toString());
    assertTrue(faults.getLast().contains("swapped"), faults.toString());
  }

  @Test
  void aRenumberedRowIsNamed() {
    put(8, numbered(row(8), 20));
    assertEquals(
        List.of(
            "20: row 20 (2026-06-26T12:00:08Z, 'note') was renumbered: row 20 was written as row"
                + " 8"),
        faults());
  }

  @Test
  void rowsTakenOffTheEndAreFoundWhenTheHeadWasNoted() {
    var noted = row(7).hash();
    assertTrue(verify(Optional.of(noted)).ok(), "it has grown since");
    assertTrue(verify(Optional.of(" " + noted.toUpperCase(java.util.Locale.ROOT))).ok());
    rows.subList(6, 8).clear();
    assertTrue(verify(Optional.empty()).ok());
    append(rows);
    append(rows);
    assertTrue(verify(Optional.of(noted)).ok(), "the same rows again are no loss");
    rows.subList(6, 8).clear();
    rows.add(JournalChain.row(row(6).hash(), 7, saying("instead")));
    var found = verify(Optional.of(noted)).first();
    assertEquals(1, found.size());
    assertEquals(
        "the expected head "
            + noted
            + " is the hash of no row: rows were taken off the end, or the journal was written"
            + " anew; it ends with row 7 (2026-06-26T12:00:00Z, 'note')",
        found.getFirst().text());
  }

  @Test
  void textsDoNotFlowIntoOneAnother() {
    var one = new JournalEntry(START, "ab", "c", "");
    var other = new JournalEntry(START, "a", "bc", "");
    var head = JournalChain.BEGINNING;
    assertFalse(JournalChain.hash(head, 1, one).equals(JournalChain.hash(head, 1, other)));
  }

  /** Whatever is done at random, something is found, and at or beside one of the rows touched. */
  @Test
  void whateverIsDoneAtRandomIsFound() {
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var original = chain(2 + random.nextInt(12));
      rows.clear();
      rows.addAll(original);
      int times = 1 + random.nextInt(3);
      for (int i = 0; i < times; i++) {
        tamper(random);
      }
      rows.sort(Comparator.comparingLong(JournalRow::number));
      var noted = original.getLast().hash();
      boolean same = rows.equals(original);
      var found = verify(Optional.of(noted));
      assertEquals(same, found.ok(), "seed " + seed + ": " + rows + "\n" + found);
      for (var fault : found.first()) {
        assertTrue(
            rows.isEmpty() || rows.stream().anyMatch(row -> row.number() == fault.number()),
            "seed " + seed + ": " + fault);
      }
    }
  }

  private void tamper(Random random) {
    if (rows.isEmpty()) {
      return;
    }
    int at = random.nextInt(rows.size());
    int other = random.nextInt(rows.size());
    var row = rows.get(at);
    var entry = row.entry();
    switch (random.nextInt(8)) {
      case 0 -> rows.set(at, new JournalRow(row.number(), saying("x" + at), row.hash()));
      case 1 ->
          rows.set(
              at,
              new JournalRow(
                  row.number(),
                  new JournalEntry(
                      entry.time().plusNanos(1), entry.kind(), entry.subject(), entry.text()),
                  row.hash()));
      case 2 -> rows.remove(at);
      case 3 -> rows.subList(at, rows.size()).clear();
      case 4 -> {
        rows.set(at, numbered(rows.get(other), row.number()));
        rows.set(other, numbered(row, rows.get(other).number()));
      }
      case 5 -> rows.set(at, new JournalRow(row.number(), entry, "ff".repeat(32)));
      case 6 -> {
        rows.remove(at);
        for (int i = at; i < rows.size(); i++) {
          rows.set(i, numbered(rows.get(i), rows.get(i).number() - 1));
        }
      }
      default -> {
        var free = rows.stream().mapToLong(JournalRow::number).max().orElse(0) + 1;
        rows.set(at, numbered(row, free + random.nextInt(3)));
      }
    }
  }
}
