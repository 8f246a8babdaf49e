package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.alarm.Effect;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Runs;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.store.ReadingStore;

/**
 * Runs the rules over the past on a virtual clock, which is the newest row time. Sends nothing: the
 * events go to a listener.
 */
public final class Replay {

  /** What was looked at. */
  public record Summary(long rows, long readings, long unreadable, List<RowProblem> problems) {}

  private static final int PROBLEMS_KEPT = 100;
  private static final Duration LATELY = Duration.ofDays(1);

  private final RuleBook book;
  private final Watch watch;
  private final Instant from;
  private final Instant to;
  private final Consumer<Notice> events;
  private Optional<Runs> runs = Optional.empty();
  private Optional<Start> waiting = Optional.empty();
  private String whyNotStarted = "no row came";
  private int known;

  /**
   * @param from rows before it set states silently
   * @param to rows at or after it are not looked at
   */
  public Replay(RuleBook book, Instant from, Instant to, Consumer<Notice> events) {
    this(book, new Watch(book, Map.of()), from, to, events);
  }

  /**
   * Replays procedures, too.
   *
   * @param procedures those that may run, and the conditions that start them
   * @param start what is started by hand, as soon as the channels that it needs are there
   */
  public Replay(
      RuleBook book,
      ProcedureBook procedures,
      Optional<Start> start,
      Instant from,
      Instant to,
      Consumer<Notice> events) {
    this(book, new Watch(book, Map.of()), from, to, events);
    this.runs =
        Optional.of(
            new Runs(
                procedures,
                watch,
                (channel, value) -> {
                  throw new IllegalArgumentException(
                      "a replay sets nothing, and " + channel + " would be set");
                },
                Map.of()));
    this.waiting = start;
  }

  /**
   * A procedure to start.
   *
   * @param with values by parameter
   */
  public record Start(String procedure, Map<String, String> with) {
    public Start {
      with = Map.copyOf(with);
    }
  }

  /**
   * @param watch new, of the same book
   */
  Replay(RuleBook book, Watch watch, Instant from, Instant to, Consumer<Notice> events) {
    this.book = book;
    this.watch = watch;
    this.from = from;
    this.to = to;
    this.events = events;
  }

  /** Replays files. */
  public Summary run(Past past) {
    long rows = 0;
    long readings = 0;
    long unreadable = 0;
    var problems = new ArrayList<RowProblem>();
    boolean more = true;
    while (more) {
      var turn = past.next().withPossibleTimes();
      more = turn.more();
      rows += turn.rows();
      var derived = watch.declare(turn.channels());
      for (var problem : turn.problems()) {
        unreadable += problem.count();
        if (problems.size() < PROBLEMS_KEPT) {
          problems.add(problem);
        }
      }
      for (var group : Rows.byInstant(turn.scans())) {
        readings += group.stream().mapToLong(scan -> scan.readings().size()).sum();
        accept(group);
      }
    }
    return new Summary(rows, readings, unreadable, problems);
  }

  /** Replays stored history of some channels. */
  public Summary run(ReadingStore store, List<Channel> channels) {
    return run(store, channels, time -> {});
  }

  /**
   * @param clock is told how far the clock has come, before each group of rows
   */
  Summary run(ReadingStore store, List<Channel> channels, Consumer<Instant> clock) {
    var given = channels.stream().filter(c -> !book.isDerived(c.id())).toList();
    var derived = watch.declare(given);
    var group = new ArrayList<Reading>();
    var counted = new long[1];
    Consumer<Reading> each =
        reading -> {
          if (!reading.time().isBefore(from)) {
            counted[0]++;
          }
          if (!group.isEmpty() && !together(group.getFirst(), reading)) {
            acceptReadings(group);
            group.clear();
          }
          if (group.isEmpty()) {
            clock.accept(reading.time());
          }
          group.add(reading);
        };
    // what came before sets states silently: all of the channels that rules watch, the rest lately
    var lately = from.isAfter(Instant.MIN.plus(LATELY)) ? from.minus(LATELY) : from;
    store.readMerged(
        given.stream().map(Channel::id).filter(this::matters).toList(), Instant.MIN, lately, each);
    store.readMerged(given.stream().map(Channel::id).toList(), lately, to, each);
    if (!group.isEmpty()) {
      acceptReadings(group);
    }
    return new Summary(0, counted[0], 0, List.of());
  }

  /** Whether a rule depends on this channel, if only through one that is derived from it. */
  private boolean matters(ChannelId channel) {
    return watch.isRuled(channel)
        || book.derivations().stream()
            .anyMatch(derivation -> derivation.expression().channels().contains(channel));
  }

  private static boolean together(Reading first, Reading next) {
    return first.time().equals(next.time()) && instrument(first).equals(instrument(next));
  }

  private static String instrument(Reading reading) {
    return reading.channel().instrument();
  }

  private void acceptReadings(List<Reading> group) {
    var first = group.getFirst();
    accept(List.of(new Scan(instrument(first), first.time(), group)));
  }

  private void accept(List<Scan> group) {
    var time = group.getFirst().time();
    if (time.isBefore(to)) {
      tell(watch.accept(group, time, time.isBefore(from)));
      if (waiting.isPresent() && !time.isBefore(from)) {
        start(waiting.get(), time);
      }
    }
  }

  private void tell(List<Effect> effects) {
    for (var effect : effects) {
      if (effect instanceof Effect.Tell(Notice notice)) {
        events.accept(notice);
      }
    }
  }

  /** Tried again whenever channels were added, since files show theirs one after the other. */
  private void start(Start start, Instant time) {
    int now = watch.channels().size();
    if (now == known || runs.isEmpty()) {
      return;
    }
    known = now;
    try {
      var started =
          runs.get()
              .start(start.procedure(), Optional.empty(), start.with(), "", "the replay", time);
      waiting = Optional.empty();
      tell(started.effects());
    } catch (IllegalArgumentException e) {
      whyNotStarted = String.valueOf(e.getMessage());
    }
  }

  /** Why what was to be started never was; empty when it was. */
  public Optional<String> notStarted() {
    return waiting.map(start -> whyNotStarted);
  }
}
