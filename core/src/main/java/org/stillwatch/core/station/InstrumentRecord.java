package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.stillwatch.core.alarm.NoticeId;
import org.stillwatch.core.alarm.Words;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;

/**
 * What the station knows of one instrument's turns.
 *
 * @param since when its health got into this state
 * @param caughtUp it has read all that was there when the station started
 * @param problems the newest rows that could not be read
 */
record InstrumentRecord(
    String id,
    String kind,
    Health health,
    Instant since,
    boolean caughtUp,
    long rows,
    long unreadable,
    Optional<Instant> lastReading,
    List<String> problems) {

  private static final String KEY = "instrument ";
  private static final int PROBLEMS_KEPT = 20;

  static InstrumentRecord starting(String id, String kind, Instant now) {
    return new InstrumentRecord(
        id,
        kind,
        new Health(Health.State.STARTING, ""),
        now,
        false,
        0,
        0,
        Optional.empty(),
        List.of());
  }

  String key() {
    return KEY + id;
  }

  String encode() {
    return health.state() + " " + since + " " + health.reason();
  }

  /** Takes back the records that were kept as states. */
  static BiConsumer<String, String> restoring(Map<String, InstrumentRecord> into) {
    return (key, text) -> {
      if (key.startsWith(KEY)) {
        var parts = text.split(" ", 3);
        var id = key.substring(KEY.length());
        into.put(
            id,
            new InstrumentRecord(
                id,
                "",
                new Health(Health.State.valueOf(parts[0]), parts[2]),
                Instant.parse(parts[1]),
                false,
                0,
                0,
                Optional.empty(),
                List.of()));
      }
    };
  }

  /** The restored record of an instrument that is in the station file. */
  InstrumentRecord named(String kindNow, Instant now) {
    return new InstrumentRecord(
        id, kindNow, health, since, false, 0, 0, Optional.empty(), List.of());
  }

  InstrumentRecord after(Turn turn, Instant now) {
    var newest = new ArrayList<>(problems);
    turn.problems().forEach(problem -> newest.add(problem.toString()));
    var kept =
        newest.size() <= PROBLEMS_KEPT
            ? newest
            : newest.subList(newest.size() - PROBLEMS_KEPT, newest.size());
    var last = turn.scans().isEmpty() ? lastReading : Optional.of(turn.scans().getLast().time());
    return new InstrumentRecord(
        id,
        kind,
        turn.health(),
        turn.health().state() == health.state() ? since : now,
        caughtUp || !turn.more(),
        rows + turn.rows(),
        unreadable + turn.problems().stream().mapToLong(problem -> problem.count()).sum(),
        last,
        List.copyOf(kept));
  }

  /** What is told when the health changed: getting worse, and being well again. */
  Optional<Notice> tellChange(String station, InstrumentRecord before, Instant now) {
    var was = before.health.state();
    var is = health.state();
    if (is == Health.State.STARTING) {
      return Optional.empty();
    }
    var bad = is != Health.State.OK;
    if (!bad && (was == Health.State.STARTING || was == Health.State.OK)) {
      return Optional.empty();
    }
    var title = bad ? id + ": " + health.reason() : id + " is well again";
    var text =
        bad
            ? health.reason()
            : "it was "
                + was.word()
                + " for "
                + Words.length(Duration.between(before.since, now))
                + " ("
                + before.health.reason()
                + ")";
    return Optional.of(
        new Notice(
            NoticeId.of(station, "instrument " + id, is.word(), now, "0"),
            now,
            station,
            bad ? Notice.Kind.SYSTEM : Notice.Kind.CLEARED,
            Severity.WARNING,
            title,
            text,
            Optional.empty(),
            Optional.of("instrument " + id),
            false));
  }
}
