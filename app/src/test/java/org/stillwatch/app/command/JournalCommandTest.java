package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.stores.sqlite.SqliteStore;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.web.Offers;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** The journal on the command line: of a data folder, and of a running station. */
class JournalCommandTest {

  private static final Instant NOON = Instant.parse("2026-06-26T12:00:00Z");
  private static final int ROWS = 10_050;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() {
    try (var store = SqliteStore.open(folder)) {
      var entries =
          IntStream.rangeClosed(1, ROWS)
              .mapToObj(
                  i ->
                      new JournalEntry(
                          NOON.plusSeconds(i),
                          i % 2 == 0 ? "command" : "note",
                          i % 5 == 0 ? "" : "hv1/ch" + i % 5,
                          "line " + i + "\u001b[2J\n\"quoted\""))
              .toList();
      var stored =
          store.commit(
              new Commit(List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(), entries));
      assertEquals(0, stored.stored());
    }
  }

  private Run local(Object... words) {
    return with(List.of("--data", folder), words);
  }

  private static Run with(List<Object> where, Object... words) {
    var all = new ArrayList<Object>(List.of(words));
    all.addAll(where);
    return Run.of(all.toArray());
  }

  private Run remote(Object... words) {
    try (var store = SqliteStore.openReadOnly(folder);
        var server =
            WebServer.start(
                BlueLab.station(),
                WebSettings.onLoopback(0),
                Offers.none().with(store.journal()))) {
      return with(List.of("--url", server.address()), words);
    }
  }

  private void sql(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("stillwatch.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theNewestRowsAreShownInOrder() {
    var shown = local("journal");
    assertEquals(0, shown.code(), shown.err());
    assertEquals(100, shown.lines().size());
    assertEquals(
        List.of(
            " 10049  2026-06-26 14:47:29  note       hv1/ch4: line 10049 [2J \"quoted\"",
            " 10050  2026-06-26 14:47:30  command    line 10050 [2J \"quoted\""),
        local("journal", "-n", 2).lines());
  }

  @Test
  void rowsAreChosenByTimeKindAndSubject() {
    var chosen =
        local(
            "journal",
            "--from",
            "2026-06-26T12:00:01Z",
            "--to",
            "2026-06-26 12:00:13",
            "--kind",
            "command",
            "--subject",
            "hv*/ch2",
            "--json");
    assertEquals(2, chosen.lines().size(), chosen.out() + chosen.err());
    assertTrue(
        chosen
            .lines()
            .getFirst()
            .startsWith(
                "{\"number\":2,\"time\":\"2026-06-26T12:00:02Z\",\"kind\":\"command\","
                    + "\"subject\":\"hv1/ch2\",\"text\":\"line 2"),
        chosen.out());
    assertTrue(chosen.lines().getLast().startsWith("{\"number\":12,"), chosen.out());
  }

  @Test
  void aStationShowsTheSame() {
    for (var words :
        List.<Object[]>of(
            new Object[] {"journal", "--json"},
            new Object[] {"journal", "--from", "2026-06-26", "--json"},
            new Object[] {"journal", "-n", 7, "--kind", "note", "--subject", "*ch3", "--json"},
            new Object[] {"journal", "verify", "--json"},
            new Object[] {"journal", "verify", "--expect", "0".repeat(63) + "1"})) {
      var here = local(words);
      var there = remote(words);
      assertEquals(here, there);
      assertTrue(!here.lines().isEmpty());
    }
    assertEquals(ROWS, remote("journal", "--from", "2026-06-26", "--json").lines().size());
  }

  @Test
  void aJournalThatIsAsItWasWrittenHasAHeadToNote() throws SQLException {
    var good = local("journal", "verify");
    assertEquals(0, good.code(), good.out());
    assertEquals("10050 rows, all as they were written", good.lines().getFirst());
    var head = good.lines().getLast().replace("head ", "");
    assertEquals(0, local("journal", "verify", "--expect", head).code());
    sql("DELETE FROM journal WHERE number > 10000");
    assertEquals(0, local("journal", "verify").code());
    var cut = local("journal", "verify", "--expect", head);
    assertEquals(1, cut.code());
    assertTrue(cut.lines().getFirst().contains("rows were taken off the end"), cut.out());
  }

  @Test
  void eachFaultIsOneSentenceAndTheExitCodeIsOne() throws SQLException {
    sql("UPDATE journal SET text = 'nothing' WHERE number = 9");
    sql("DELETE FROM journal WHERE number BETWEEN 100 AND 101");
    var found = local("journal", "verify");
    assertEquals(1, found.code());
    assertEquals(4, found.lines().size(), found.out());
    assertTrue(
        found
            .lines()
            .getFirst()
            .startsWith("row 9 (2026-06-26T12:00:09Z, 'note') is not as it was written"),
        found.out());
    assertTrue(found.lines().get(1).startsWith("rows 100 to 101 are missing"), found.out());
    assertEquals("10048 rows, 2 faults", found.lines().get(2));
  }

  @Test
  void wrongWordsAreWrongUsage() {
    assertEquals(2, local("journal", "-n", 0).code());
    assertEquals(2, local("journal", "--from", "yesterday").code());
    assertEquals(2, local("journal", "verify", "--expect", "abc").code());
    assertEquals(3, Run.of("journal", "--data", folder.resolve("none")).code());
  }
}
