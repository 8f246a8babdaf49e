package org.stillwatch.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;
import org.stillwatch.core.store.JournalVerification;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Parameter;
import org.stillwatch.web.Endpoint.Shape;

/** The journal, and whether it is as it was written. */
final class JournalRoutes {

  /** At most so many rows in one answer; more are asked for with {@code after}. */
  static final int MOST_ROWS = 10_000;

  private static final int SOME_ROWS = 100;
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  private final StationView station;
  private final Journal journal;

  JournalRoutes(StationView station, Journal journal) {
    this.station = station;
    this.journal = journal;
  }

  /** A row of the journal. */
  record Row(long number, String time, String kind, String subject, String text, String hash) {
    static Row of(JournalRow row) {
      var entry = row.entry();
      return new Row(
          row.number(),
          entry.time().toString(),
          entry.kind(),
          entry.subject(),
          entry.text(),
          row.hash());
    }
  }

  /**
   * Whether the journal is as it was written.
   *
   * @param faults how many were found
   * @param first the first of them
   */
  record Verification(boolean ok, long rows, String head, long faults, List<Fault> first) {
    static Verification of(JournalVerification found) {
      return new Verification(
          found.ok(),
          found.rows(),
          found.head(),
          found.faults(),
          found.first().stream()
              .map(fault -> new Fault(fault.number(), fault.time().toString(), fault.text()))
              .toList());
    }
  }

  /** Something that is not as it was written. */
  record Fault(long number, String time, String text) {}

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/journal",
            "Rows of the journal in the order they were written: the newest, or the first ones"
                + " after a number.",
            List.of(
                Parameter.query("from", "Rows of this time on.", false, false),
                Parameter.query("to", "Rows before this time.", false, false),
                Parameter.query("kind", "Rows of this kind.", false, false),
                Parameter.query(
                    "subject", "Rows of this subject; * stands for anything.", false, false),
                Parameter.query("after", "The first rows with a greater number.", false, false),
                Parameter.query(
                    "limit",
                    "At most so many, 1 to " + MOST_ROWS + "; default " + SOME_ROWS + ".",
                    false,
                    false)),
            new Shape.Many(Row.class),
            this::rows),
        Endpoint.get(
            "/journal/verification",
            "Reads the whole journal and says what in it is not as it was written.",
            List.of(
                Parameter.query(
                    "expect",
                    "A head that was noted before: it must still be there.",
                    false,
                    false)),
            new Shape.One(Verification.class),
            this::verify));
  }

  private Answer rows(Request request) {
    var times = new Times(station.now(), station.zone());
    var query =
        new JournalQuery(
            Long.MIN_VALUE,
            request.one("from").map(text -> times.parse("from", text)).orElse(Instant.MIN),
            request.one("to").map(text -> times.parse("to", text)).orElse(Instant.MAX),
            request.one("kind"),
            request.one("subject"));
    int limit = request.number("limit", 1, MOST_ROWS).orElse(SOME_ROWS);
    var after = request.one("after").map(JournalRoutes::number);
    var rows =
        after.isPresent()
            ? journal.first(query.after(after.get()), limit)
            : journal.newest(query, limit);
    return new Answer.Json(rows.stream().map(Row::of).toList());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("after=" + text + " is no number of a row; expected such as 1200");
    }
  }

  /** One at a time: each reads all of it. */
  private synchronized Answer verify(Request request) {
    Optional<String> expected = request.one("expect");
    expected
        .filter(text -> !HASH.matcher(text).matches())
        .ifPresent(
            text -> {
              throw Refusal.badRequest(
                  "expect=" + text + " is no hash; expected 64 hexadecimal digits");
            });
    return new Answer.Json(Verification.of(journal.verify(expected)));
  }
}
