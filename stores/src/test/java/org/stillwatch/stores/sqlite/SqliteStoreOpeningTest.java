package org.stillwatch.stores.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.StoreUnavailable;

class SqliteStoreOpeningTest {

  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");

  private static final String COUNT = "SELECT count(*) FROM reading";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("stillwatch.db");
  }

  private static Commit commit(int k) {
    return Commit.ofReadings(
        List.of(), List.of(Reading.measured(MXC, Instant.ofEpochSecond(k), 0, k)));
  }

  private String problem() {
    return String.valueOf(
        assertThrows(StoreProblem.class, () -> SqliteStore.open(directory)).getMessage());
  }

  private String problemOfReading() {
    return String.valueOf(
        assertThrows(StoreProblem.class, () -> SqliteStore.openReadOnly(directory)).getMessage());
  }

  private void sql(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String ask(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }

  @Test
  void everyConnectionWritesAheadAndSyncsFully() throws SQLException {
    var database = new DatabaseFile(directory);
    try (var writer = database.writer()) {
      Schema.migrate(writer, database.path(), InstantSource.system());
      try (var reader = database.reader()) {
        for (var connection : List.of(writer, reader)) {
          try (var statement = connection.createStatement()) {
            assertEquals("wal", statement.executeQuery("PRAGMA journal_mode").getString(1));
            assertEquals(2, statement.executeQuery("PRAGMA synchronous").getInt(1), "2 is FULL");
            assertEquals(1, statement.executeQuery("PRAGMA foreign_keys").getInt(1));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"with blanks", "what?cache=no", "50 %41 # Kälte", "a'b\"c;d&e=f"})
  void aDirectoryMayHaveAnyName(String name) {
    var odd = directory.resolve(name);
    try (var store = SqliteStore.open(odd)) {
      store.commit(commit(1));
    }
    assertTrue(Files.exists(odd.resolve("stillwatch.db")), "the file is where it is expected");
    try (var store = SqliteStore.openReadOnly(odd)) {
      assertEquals(1, store.latest().size());
    }
  }

  @Test
  void aSecondStoreForWritingIsRefusedAndToldWhere() {
    try (var store = SqliteStore.open(directory)) {
      store.directory().orElseThrow().publish("http://127.0.0.1:8080/");
      assertEquals(
          "data directory "
              + directory
              + " is in use by another stillwatch (page: http://127.0.0.1:8080/)",
          problem());
    }
    SqliteStore.open(directory).close();
  }

  @Test
  void readersFollowAStationThatWrites() {
    try (var station = SqliteStore.open(directory)) {
      station.commit(commit(1));
      try (var reader = SqliteStore.openReadOnly(directory)) {
        assertEquals(station.latest(), reader.latest());
        station.commit(commit(2));
        assertEquals(station.latest(), reader.latest());
        assertEquals(
            file() + " was opened for reading alone; nothing can be stored in it",
            assertThrows(UnsupportedOperationException.class, () -> reader.commit(commit(3)))
                .getMessage());
      }
      station.commit(commit(3));
    }
    try (var reader = SqliteStore.openReadOnly(directory)) {
      assertEquals(List.of(Reading.measured(MXC, Instant.ofEpochSecond(3), 0, 3)), reader.latest());
    }
    SqliteStore.open(directory).close();
  }

  @Test
  void theDirectoryOfAnotherUserCanBeReadWhenItsStationHasStopped() throws IOException {
    try (var station = SqliteStore.open(directory)) {
      station.commit(commit(1));
    }
    // root may write everywhere: for root this proves only that reading needs no lock
    assertTrue(directory.toFile().setWritable(false));
    try {
      try (var reader = SqliteStore.openReadOnly(directory)) {
        assertEquals(1, reader.latest().size());
      }
    } finally {
      directory.toFile().setWritable(true);
    }
  }

  @Test
  void aQuestionOfSeveralStatementsSeesOneStateOfTheStore() {
    try (var store = SqliteStore.open(directory);
        var readers = new Readers(new DatabaseFile(directory))) {
      store.commit(commit(1));
      readers.ask(
          connection -> {
            var before = ListQueries.list(connection, COUNT, row -> row.getInt(1));
            store.commit(commit(2));
            assertEquals(before, ListQueries.list(connection, COUNT, row -> row.getInt(1)));
            return before;
          });
      assertEquals(
          List.of(2),
          readers.ask(connection -> ListQueries.list(connection, COUNT, row -> row.getInt(1))));
    }
  }

  @Test
  void readingWhereNothingIsStoredIsOneSentence() {
    assertEquals(
        "no stillwatch.db in "
            + directory
            + "; expected a data directory in which a station or an import has stored readings",
        problemOfReading());
  }

  @Test
  void aNewerFormatIsRefusedAndLeftAlone() throws SQLException {
    SqliteStore.open(directory).close();
    sql("UPDATE schema_version SET version = 99");
    var expected =
        file()
            + " was written by a newer stillwatch (format 99, this one knows up to 4); use that"
            + " version, or another data directory";
    assertEquals(expected, problem());
    assertEquals(expected, problemOfReading());
    assertEquals("99", ask("SELECT version FROM schema_version"));
  }

  @Test
  void aFileOfFormatTwoGetsTheBlocksOfItsReadings() throws SQLException {
    var readings = new ArrayList<Reading>();
    for (int i = -3000; i < 9000; i++) {
      readings.add(
          i % 7 == 0
              ? Reading.missing(MXC, Instant.ofEpochSecond(i), 0, "sensor off")
              : Reading.measured(MXC, Instant.ofEpochSecond(i), 0, Math.sin(i)));
    }
    List<ReadingStore.Block> blocks;
    try (var store = SqliteStore.open(directory)) {
      store.commit(Commit.ofReadings(List.of(), readings));
      blocks = store.blocks(MXC, Instant.MIN, Instant.MAX);
      assertEquals(12, blocks.size());
    }
    sql("DROP TABLE block", "ALTER TABLE journal DROP COLUMN hash");
    sql("UPDATE schema_version SET version = 2");
    try (var store = SqliteStore.open(directory)) {
      assertEquals(blocks, store.blocks(MXC, Instant.MIN, Instant.MAX));
      store.commit(
          Commit.ofReadings(
              List.of(), List.of(Reading.measured(MXC, Instant.ofEpochSecond(20_000), 0, 99))));
      var grown = store.blocks(MXC, Instant.MIN, Instant.MAX);
      assertEquals(blocks, grown.subList(0, 12), "the newest is kept when a newer one begins");
      assertEquals(13, grown.size());
    }
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws SQLException {
    sql("CREATE TABLE photos(name TEXT)");
    assertEquals(
        file() + " is the database of another program; choose another data directory", problem());
    assertEquals("photos", ask("SELECT group_concat(name) FROM sqlite_schema"));
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    var text = "time,channel,value\n".repeat(1000);
    Files.writeString(file(), text);
    var expected =
        file() + " is no SQLite database; move it away, or choose another data directory";
    assertEquals(expected, problem());
    assertEquals(expected, problemOfReading());
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void anEmptyFileBecomesAStore() throws IOException {
    Files.createFile(file());
    try (var store = SqliteStore.open(directory)) {
      assertEquals(1, store.commit(commit(1)).stored());
    }
  }

  @Test
  void aDamagedFileIsOneSentence() throws IOException {
    try (var store = SqliteStore.open(directory)) {
      var readings = new ArrayList<Reading>();
      for (int i = 0; i < 20_000; i++) {
        readings.add(Reading.measured(MXC, Instant.ofEpochSecond(i), 0, Math.sqrt(i)));
      }
      store.commit(Commit.ofReadings(List.of(), readings));
    }
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 20; page < raw.length() / 4096; page++) {
        raw.seek(page * 4096);
        raw.write(new byte[4096]);
      }
    }
    try (var store = SqliteStore.open(directory)) {
      var failed =
          assertThrows(
              StoreUnavailable.class,
              () -> store.read(MXC, Instant.MIN, Instant.MAX, reading -> {}));
      assertTrue(
          String.valueOf(failed.getMessage()).startsWith(file() + " is damaged ("),
          failed.getMessage());
    }
    // a log that was left behind tells of an unclean end: now the file is checked at once
    Files.write(directory.resolve("stillwatch.db-wal"), new byte[32]);
    var found = problem();
    assertTrue(found.startsWith(file() + " is damaged ("), found);
  }

  @Test
  void whatIsClosedSaysSo() {
    var store = SqliteStore.open(directory);
    store.close();
    store.close();
    assertThrows(StoreUnavailable.class, store::latest);
    assertThrows(StoreUnavailable.class, () -> store.commit(commit(1)));
  }

  @Test
  void aLockOfAnotherProgramIsNamed() throws SQLException {
    try (var store = SqliteStore.open(directory);
        var browser = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = browser.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      var failed = assertThrows(StoreUnavailable.class, () -> store.commit(commit(1)));
      assertEquals(
          file()
              + " is locked by another program, such as a database browser; readings wait until it"
              + " is closed",
          failed.getMessage());
      statement.execute("ROLLBACK");
      assertEquals(1, store.commit(commit(1)).stored());
    }
  }
}
