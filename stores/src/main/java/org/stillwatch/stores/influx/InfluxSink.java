package org.stillwatch.stores.influx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.ReadingStore.Arrivals;
import org.stillwatch.core.store.StationStore;

/**
 * Follows the store and writes what arrives to an InfluxDB. The position in the store is committed
 * after the server has said that it stored everything up to there: what was sent before a crash is
 * sent again, and since every point has its own time, the second replaces the first.
 */
public final class InfluxSink implements Sink {

  /** InfluxData's advice for one request: 5,000 to 10,000 lines. */
  private static final int MOST = 5_000;

  /** A server that is slow gets less at once, but not less than this. */
  private static final int LEAST = 100;

  /** Readings wait at most about so long for others to go with them. */
  private static final Duration AGE = Duration.ofSeconds(1);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STUCK = Duration.ofMinutes(1);

  private static final List<Duration> BACK_OFF =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private static final Lines.Made NOTHING = new Lines.Made(List.of(), List.of(), 0);

  private final InfluxSettings settings;
  private final StationStore store;
  private final WriteClient client;
  private final Lines lines;
  private long position;
  private int failures;
  private int limit = MOST;
  private int ceiling = MOST;
  private long missing;
  private Optional<Refusals> refusals = Optional.empty();

  private InfluxSink(InfluxSettings settings, StationStore store, Duration timeout) {
    this.settings = settings;
    this.store = store;
    this.client = new WriteClient(settings.server(), timeout);
    this.lines = new Lines(settings);
    this.position = store.cursor(key()).map(Long::valueOf).orElseGet(this::begin);
  }

  /** As the settings say; opened on the store of a station. */
  public static Opening opening(InfluxSettings settings) {
    return opening(settings, TIMEOUT);
  }

  /**
   * @param timeout for one request
   */
  static Opening opening(InfluxSettings settings, Duration timeout) {
    return store -> new InfluxSink(settings, store, timeout);
  }

  /**
   * Asks the server whether it would take points, and writes none.
   *
   * @param now against which a date in an answer is taken
   */
  public static Health check(InfluxSettings settings, Instant now) {
    try (var client = new WriteClient(settings.server(), TIMEOUT)) {
      var words = settings.server().words();
      return switch (client.write(List.of(), now)) {
        case Answer.Stored stored -> Health.ok(words + " would take readings");
        // that there is nothing in it is said only by one who would take it
        case Answer.PointsRefused refused -> Health.ok(words + " would take readings");
        case Answer.TooLarge(String why) -> Health.unreachable(words + ": " + why);
        case Answer.NotNow(String why, var after, boolean slow) ->
            Health.unreachable(words + ": " + why);
        case Answer.NeedsPerson(String why) -> Health.unreachable(words + ": " + why);
      };
    }
  }

  /** No id of an instrument has a slash. */
  private String key() {
    return "sink/" + settings.name();
  }

  /** The first time: from now on, or all that is there. Kept at once, so that it stays so. */
  private long begin() {
    long start =
        settings.from().everything()
            ? Arrivals.BEGINNING
            : store.arrivals(Long.MAX_VALUE, 1).newest();
    keep(start, List.of());
    return start;
  }

  private void keep(long done, List<JournalEntry> journal) {
    var kept =
        store.commit(
            new Commit(
                List.of(),
                List.of(),
                Map.of(key(), Long.toString(done)),
                Map.of(),
                List.of(),
                List.of(),
                journal));
  }

  @Override
  public Step step(Instant now) {
    var arrivals = store.arrivals(position, limit);
    var made = arrivals.readings().isEmpty() ? NOTHING : lines.of(arrivals.readings(), channels());
    var outcome =
        made.points().isEmpty()
            ? new BatchWriter.Outcome.Done(List.of(), false)
            : new BatchWriter(lines -> client.write(lines, now)).write(made.points());
    return switch (outcome) {
      case BatchWriter.Outcome.Done done -> done(arrivals, made, done, now);
      case BatchWriter.Outcome.Later(Answer.NotNow why) -> later(arrivals, why);
      case BatchWriter.Outcome.Stuck(Answer.NeedsPerson why) ->
          standing(
              arrivals, why.reason() + "; everything is kept, and tried again every minute", STUCK);
    };
  }

  private Map<ChannelId, Channel> channels() {
    return store.channels().stream().collect(Collectors.toMap(Channel::id, Function.identity()));
  }

  private Step later(Arrivals arrivals, Answer.NotNow why) {
    if (why.slow()) {
      limit = Math.max(LEAST, limit / 2);
    }
    var pause =
        why.after()
            .filter(asked -> asked.compareTo(AGE) > 0)
            .orElse(BACK_OFF.get(Math.min(failures, BACK_OFF.size() - 1)));
    failures++;
    return standing(arrivals, why.reason() + "; tried again in " + Words.length(pause), pause);
  }

  private Step standing(Arrivals arrivals, String why, Duration pause) {
    return new Step(
        Health.unreachable(settings.server().words() + ": " + why),
        0,
        arrivals.newest() - position,
        pause);
  }

  private Step done(
      Arrivals arrivals, Lines.Made made, BatchWriter.Outcome.Done done, Instant now) {
    var unfit = Stream.concat(made.unfit().stream(), done.refused().stream()).toList();
    var refused = Refusals.after(refusals, unfit, now);
    var due = refused.filter(each -> each.isDue(now));
    long carried = made.points().size() - (long) done.refused().size();
    boolean pageful = arrivals.readings().size() >= limit;
    if (carried > 0 || pageful || !unfit.isEmpty() || due.isPresent()) {
      keep(
          arrivals.last(),
          due.stream()
              .map(each -> new JournalEntry(now, "sink", settings.name(), told(each)))
              .toList());
      refused = due.isPresent() ? due.map(each -> each.asTold(now)) : refused;
    }
    // only now: when the position could not be kept, the same readings come again
    refusals = refused;
    position = arrivals.last();
    missing += made.missing();
    failures = 0;
    if (done.tooLarge()) {
      ceiling = Math.max(LEAST, limit / 2);
    }
    limit = Math.min(ceiling, limit * 2);
    return new Step(
        health(),
        carried,
        arrivals.newest() - arrivals.last(),
        arrivals.last() < arrivals.newest() ? Duration.ZERO : AGE);
  }

  private Health health() {
    return lines
        .clash()
        .or(() -> refusals.map(this::told))
        .map(Health::trouble)
        .orElseGet(
            () -> Health.ok(missing == 0 ? "" : missing + " readings without a value left out"));
  }

  private String told(Refusals refused) {
    return settings.server().words() + " " + refused.words();
  }

  @Override
  public void close() {
    client.close();
  }
}
