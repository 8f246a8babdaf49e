package org.stillwatch.stores.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalVerification;

/** Somebody opens the database with another program and changes the journal. */
class JournalTamperTest {

  private static final Instant NOON = Instant.parse("2026-06-26T12:00:00.25Z");

  /** As long as a page of the store, and a bit. */
  private static final int LONG = 10_000;

  @TempDir private Path folder = Path.of("");

  private Path data() {
    return folder.resolve("data");
  }

  private void write(int count) {
    try (var store = SqliteStore.open(data())) {
      append(store, count);
    }
  }

  private static void append(SqliteStore store, int count) {
    int before = store.journal(1).isEmpty() ? 0 : store.journal(LONG).size();
    var entries =
        IntStream.rangeClosed(before + 1, before + count)
            .mapToObj(
                i ->
                    new JournalEntry(
                        NOON.plusSeconds(i), i % 2 == 0 ? "row" : "note", "é" + i, "line\n" + i))
            .toList();
    var stored =
        store.commit(
            new Commit(List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), entries));
    assertEquals(0, stored.stored());
  }

  private void instead() {
    try (var store = SqliteStore.open(data())) {
      var entry = new JournalEntry(NOON, "note", "", "something else");
      var stored =
          store.commit(
              new Commit(
                  List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(entry)));
      assertEquals(0, stored.stored());
    }
  }

  private void sql(String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("stillwatch.db"));
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private JournalVerification verify() {
    return verify(Optional.empty());
  }

  private JournalVerification verify(Optional<String> expected) {
    try (var store = SqliteStore.openReadOnly(data())) {
      return store.journal().verify(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE journal SET text = 'nothing happened' WHERE number = 5          | 5 | row 5 (2026-06-26T12:00:05.250Z, 'note') is not as it was written
          UPDATE journal SET time = time + 1 WHERE number = 5                    | 5 | row 5 (2026-06-26T12:00:05.250000001Z
          UPDATE journal SET time = 9223372036854775807 WHERE number = 5         | 5 | row 5 (2262-04-11T23:47:16.854775807Z
          UPDATE journal SET time = -9223372036854775808 WHERE number = 5        | 5 | row 5 (1677-09-21T00:12:43.145224192Z
          UPDATE journal SET time = 'yesterday' WHERE number = 5                 | 5 | row 5 (1970-01-01T00:00:00Z
          UPDATE journal SET kind = 'x' WHERE number = 5                         | 5 | row 5 (2026-06-26T12:00:05.250Z, 'x') is not
          UPDATE journal SET subject = 'someone else' WHERE number = 5           | 5 | row 5 (
          UPDATE journal SET subject = 'é5line', text = x'0a35' WHERE number = 5 | 5 | row 5 (
          DELETE FROM journal WHERE number = 5                                   | 6 | row 5 is missing: after row 4 of 2026-06-26T12:00:04.250Z comes row 6
          DELETE FROM journal WHERE number < 5                                   | 5 | rows 1 to 4 are missing: the journal begins with row 5
          UPDATE journal SET hash = randomblob(32) WHERE number = 5              | 5 | rows 5 (2026-06-26T12:00:05.250Z) to 6 (
          UPDATE journal SET hash = x'' WHERE number = 5                         | 5 | rows 5 (
          UPDATE journal SET hash = 'text' WHERE number = 5                      | 5 | rows 5 (
          UPDATE journal SET number = 77 WHERE number = 9                        | 77 | row 77 (2026-06-26T12:00:09.250Z, 'note') was renumbered: row 77 was written as row 9
          INSERT INTO journal VALUES(0, 0, 'note', '', 'before', randomblob(32)) | 0 | row 0 (1970-01-01T00:00:00Z, 'note') was put in later
          INSERT INTO journal(time, kind, subject, text) VALUES(0, 'k', '', '')  | 10 | row 10 (1970-01-01T00:00:00Z, 'k') was not written there
          """)
  void isNamed(String sql, long number, String words) throws SQLException {
    write(9);
    assertTrue(verify().ok());
    sql(sql);
    var found = verify();
    assertFalse(found.ok());
    assertEquals(number, found.first().getFirst().number(), found.toString());
    assertTrue(found.first().getFirst().text().startsWith(words), found.toString());
  }

  @Test
  void theStationGoesOnAfterWhateverWasDone() throws SQLException {
    write(9);
    sql("UPDATE journal SET hash = 'x' WHERE number = 9");
    write(2);
    var found = verify();
    assertEquals(11, found.rows());
    assertEquals(1, found.faults(), found.toString());
    assertEquals(9, found.first().getFirst().number());
  }

  @Test
  void rowsTakenOffTheEndAreFoundByTheNotedHead() throws SQLException {
    write(9);
    var noted = verify().head();
    write(1);
    assertTrue(verify(Optional.of(noted)).ok());
    sql("DELETE FROM journal WHERE number > 8");
    assertTrue(verify().ok());
    instead();
    var found = verify(Optional.of(noted)).first();
    assertEquals(1, found.size());
    assertTrue(found.getFirst().text().contains("rows were taken off the end"), found.toString());
  }

  @Test
  void aLongJournalIsReadInPagesBothWays() throws SQLException {
    write(LONG);
    assertTrue(verify().ok());
    try (var store = SqliteStore.openReadOnly(data())) {
      var last =
          new JournalQuery(
              Long.MIN_VALUE, Instant.MIN, Instant.MAX, Optional.empty(), Optional.of("é1*0"));
      var read = new java.util.ArrayList<Long>();
      store.journal().read(last, row -> read.add(row.number()));
      assertEquals(1 + 10 + 100 + 1, read.size());
      assertEquals(List.of(1990L, 10_000L), numbers(store, last, 2));
      assertEquals(read, numbers(store, last, LONG));
    }
    sql("DELETE FROM journal WHERE number = 4097");
    assertEquals(4098, verify().first().getFirst().number());
  }

  private static List<Long> numbers(SqliteStore store, JournalQuery which, int limit) {
    return store.journal().newest(which, limit).stream().map(row -> row.number()).toList();
  }

  @Test
  void anOlderJournalIsChainedOnceAndSaysSo() throws SQLException {
    write(LONG);
    sql("ALTER TABLE journal DROP COLUMN hash", "UPDATE schema_version SET version = 3");
    var clock = InstantSource.fixed(NOON);
    SqliteStore.open(data(), clock).close();
    try (var store = SqliteStore.open(data(), clock)) {
      assertEquals(
          new JournalEntry(
              NOON,
              "store",
              "journal",
              "the journal is chained from here on; the 10000 rows before this one, written"
                  + " without hashes, were chained as they stood"),
          store.journal(1).getFirst());
      append(store, 2);
    }
    var found = verify();
    assertEquals(LONG + 3, found.rows());
    assertTrue(found.ok(), found.toString());
  }

  /** The snippet of docs/storage.md, run by Python, agrees with the check, whatever was done. */
  @Test
  void pythonFindsTheSame() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "install python3");
    write(20);
    assertEquals(verify().head() + "\n0", python());
    var random = new Random(6);
    for (int i = 0; i < 8; i++) {
      int number = 1 + random.nextInt(20);
      sql("CREATE TABLE kept AS SELECT * FROM journal");
      sql(
          switch (i % 4) {
            case 0 -> "UPDATE journal SET text = text || ' ' WHERE number = " + number;
            case 1 -> "DELETE FROM journal WHERE number = " + Math.min(19, number);
            case 2 -> "UPDATE journal SET number = number + 100 WHERE number = " + number;
            default -> "UPDATE journal SET time = -time WHERE number = " + number;
          });
      assertFalse(verify().ok());
      var said = python();
      assertTrue(said.matches("row \\d+ is not as it was written\n1"), said);
      sql("DELETE FROM journal", "INSERT INTO journal SELECT * FROM kept", "DROP TABLE kept");
    }
    assertTrue(verify().ok());
  }

  private String python() throws IOException, InterruptedException {
    var page = Files.readString(Path.of("..", "docs", "storage.md"));
    int section = page.indexOf("## The journal's chain");
    int begin = page.indexOf("```python\n", section) + "```python\n".length();
    var process =
        new ProcessBuilder(
                "/usr/bin/python3", "-c", page.substring(begin, page.indexOf("```", begin)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + process.waitFor();
  }
}
