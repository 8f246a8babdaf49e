package org.stillwatch.app.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;
import org.stillwatch.core.store.JournalVerification;
import tools.jackson.databind.JsonNode;

/** The journal of a running station, over its HTTP interface. */
final class RemoteJournal implements Journal {

  /** As many rows as a station gives in one answer. */
  private static final int PIECE = 10_000;

  private final Function<String, JsonNode> get;

  /**
   * @param get the answer to a GET of a path
   */
  RemoteJournal(Function<String, JsonNode> get) {
    this.get = get;
  }

  @Override
  public void read(JournalQuery which, Consumer<JournalRow> sink) {
    var rest = which;
    while (true) {
      var piece = first(rest, PIECE);
      piece.forEach(sink);
      if (piece.size() < PIECE) {
        return;
      }
      rest = rest.after(piece.getLast().number());
    }
  }

  @Override
  public List<JournalRow> first(JournalQuery which, int limit) {
    return rows(which, "&after=" + which.after(), limit);
  }

  @Override
  public List<JournalRow> newest(JournalQuery which, int limit) {
    return rows(which, "", limit);
  }

  private List<JournalRow> rows(JournalQuery which, String after, int limit) {
    var path = new StringBuilder("/api/v1/journal?limit=").append(limit).append(after);
    if (!which.from().equals(Instant.MIN)) {
      path.append("&from=").append(encoded(which.from().toString()));
    }
    if (!which.to().equals(Instant.MAX)) {
      path.append("&to=").append(encoded(which.to().toString()));
    }
    which.kind().ifPresent(kind -> path.append("&kind=").append(encoded(kind)));
    which.subject().ifPresent(subject -> path.append("&subject=").append(encoded(subject)));
    var rows = new ArrayList<JournalRow>();
    get.apply(path.toString()).forEach(node -> rows.add(row(node)));
    return List.copyOf(rows);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JournalRow row(JsonNode node) {
    return new JournalRow(
        node.path("number").asLong(),
        new JournalEntry(
            Instant.parse(node.path("time").asString()),
            node.path("kind").asString(""),
            node.path("subject").asString(""),
            node.path("text").asString("")),
        node.path("hash").asString(""));
  }

  /** The station does it: its journal need not travel. */
  @Override
  public JournalVerification verify(Optional<String> expected) {
    var found =
        get.apply(
            "/api/v1/journal/verification"
                + expected.map(hash -> "?expect=" + encoded(hash.strip())).orElse(""));
    var faults = new ArrayList<JournalVerification.Fault>();
    for (var fault : found.path("first")) {
      faults.add(
          new JournalVerification.Fault(
              fault.path("number").asLong(),
              Instant.parse(fault.path("time").asString()),
              fault.path("text").asString("")));
    }
    return new JournalVerification(
        found.path("rows").asLong(),
        found.path("head").asString(""),
        found.path("faults").asLong(),
        faults);
  }
}
