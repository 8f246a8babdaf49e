package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.testkit.MemoryJournal;
import org.stillwatch.testkit.station.BlueLab;
import tools.jackson.databind.JsonNode;

/** The journal over HTTP. */
class JournalRoutesTest {

  private final Journal journal = journal();
  private final WebServer server =
      WebServer.start(BlueLab.station(), WebSettings.onLoopback(0), Offers.none().with(journal));
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  /** Ten rows, one each minute up to now. */
  static Journal journal() {
    var journal = new MemoryJournal();
    for (int i = 1; i <= 10; i++) {
      journal.add(
          new JournalEntry(
              BlueLab.NOW.minusSeconds(60L * (10 - i)),
              i % 2 == 0 ? "row" : "command",
              "hv1/ch" + i % 3,
              "line " + i));
    }
    return journal;
  }

  private List<Long> numbers(String query) {
    return StreamSupport.stream(caller.json("/api/v1/journal" + query).spliterator(), false)
        .map(row -> row.path("number").asLong())
        .toList();
  }

  @Test
  void theNewestRowsComeInOrder() {
    assertEquals(10, numbers("").size());
    assertEquals(List.of(8L, 9L, 10L), numbers("?limit=3"));
    assertEquals(List.of(9L), numbers("?from=-2m&kind=command"));
    assertEquals(List.of(1L, 4L), numbers("?subject=hv*/ch1&to=-5m"));
    assertEquals(List.of(5L, 7L), numbers("?after=3&kind=command&limit=2"));
  }

  @Test
  void aRowHasAllThatIsHashed() {
    var row = caller.json("/api/v1/journal?limit=1").path(0);
    assertEquals(BlueLab.NOW.toString(), row.path("time").asString());
    assertEquals("row", row.path("kind").asString());
    assertEquals("hv1/ch1", row.path("subject").asString());
    assertEquals("line 10", row.path("text").asString());
    assertEquals(64, row.path("hash").asString().length());
  }

  private JsonNode verification(String query) {
    return caller.json("/api/v1/journal/verification" + query);
  }

  @Test
  void theVerificationTellsTheHead() {
    var found = verification("");
    assertTrue(found.path("ok").asBoolean());
    assertEquals(10, found.path("rows").asInt());
    var head = found.path("head").asString();
    assertEquals(caller.json("/api/v1/journal?limit=1").path(0).path("hash").asString(), head);
    assertTrue(verification("?expect=" + head).path("ok").asBoolean());
    var other = verification("?expect=" + "0f".repeat(32));
    assertFalse(other.path("ok").asBoolean());
    assertEquals(1, other.path("faults").asInt());
    assertTrue(
        other.at("/first/0/text").asString().startsWith("the expected head 0f0f"),
        other.toString());
  }

  @Test
  void whatIsNoQuestionIsRefused() {
    for (var query :
        List.of("?after=x", "?limit=0", "?limit=10001", "?from=x", "/verification?expect=abc")) {
      assertEquals(400, caller.get("/api/v1/journal" + query).statusCode(), query);
    }
  }
}
