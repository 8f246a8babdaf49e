package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;

/**
 * What the station knows of one instrument's turns.
 *
 * @param since when its health got into this state
 * @param told the health that people were told last, and when
 * @param caughtUp it has read all that was there when the station started
 * @param problems the newest rows that could not be read
 */
record InstrumentRecord(
    String id,
    String kind,
    Health health,
    Instant since,
    Told told,
    boolean caughtUp,
    long rows,
    long unreadable,
    Optional<Instant> lastReading,
    List<String> problems) {

  private static final String KEY = "instrument ";
  private static final int PROBLEMS_KEPT = 20;

  /** Rows that can be read must come for so long before trouble with rows counts as over. */
  private static final Duration STEADY = Duration.ofMinutes(10);

  /** What people know of its health. */
  record Told(Health health, Instant at) {}

  static InstrumentRecord starting(String id, String kind, Instant now) {
    return new InstrumentRecord(
        id,
        kind,
        new Health(Health.State.STARTING, ""),
        now,
        new Told(Health.ok(""), now),
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
    return String.join(
        "\t",
        health.state().name(),
        since.toString(),
        health.reason(),
        told.health().state().name(),
        told.at().toString(),
        told.health().reason());
  }

  /** Takes back the records that were kept as states. */
  static BiConsumer<String, String> restoring(Map<String, InstrumentRecord> into) {
    return (key, text) -> {
      if (key.startsWith(KEY)) {
        var parts = text.split("\t", 6);
        var id = key.substring(KEY.length());
        into.put(
            id,
            new InstrumentRecord(
                id,
                "",
                new Health(Health.State.valueOf(parts[0]), parts[2]),
                Instant.parse(parts[1]),
                new Told(
                    new Health(Health.State.valueOf(parts[3]), parts[5]), Instant.parse(parts[4])),
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
        id, kindNow, health, since, told, false, 0, 0, Optional.empty(), List.of());
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
        told,
        caughtUp || !turn.more(),
        rows + turn.rows(),
        unreadable + turn.problems().stream().mapToLong(problem -> problem.count()).sum(),
        last,
        List.copyOf(kept));
  }

  /**
   * Whether people must be told of its health now: when it gets worse at once; when it is well
   * again after a while, where bad rows and good ones may take turns.
   */
  boolean mustTell(Instant now) {
    var was = told.health().state();
    return switch (health.state()) {
      case STARTING -> false;
      case TROUBLE, UNREACHABLE -> health.state() != was;
      case OK ->
          was == Health.State.UNREACHABLE
              || (was == Health.State.TROUBLE && !now.isBefore(since.plus(STEADY)));
    };
  }

  /** The record once people know its health. */
  InstrumentRecord asTold(Instant now) {
    return new InstrumentRecord(
        id,
        kind,
        health,
        since,
        new Told(health, now),
        caughtUp,
        rows,
        unreadable,
        lastReading,
        problems);
  }

  boolean isWell() {
    return health.state() == Health.State.OK;
  }

  /** What people are told of its health. */
  Notice notice(String station, Instant now) {
    var bad = health.state() != Health.State.OK;
    var text =
        bad
            ? health.reason()
            : "it was "
                + told.health().state().word()
                + " for "
                + Words.length(Duration.between(told.at(), since))
                + " ("
                + told.health().reason()
                + ")";
    return new Notice(
        NoticeId.of(station, "instrument " + id, health.state().word(), now, "0"),
        now,
        station,
        bad ? Notice.Kind.SYSTEM : Notice.Kind.CLEARED,
        Severity.WARNING,
        bad ? id + ": " + health.reason() : id + " is well again",
        text,
        Optional.empty(),
        Optional.of("instrument " + id),
        false);
  }
}
