package org.stillwatch.cos.results;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.cos.catalogue.IngestResult;
import org.stillwatch.cos.detector.CosProblem;

/**
 * Follows the results of ingests. Each ingest that measured something is one scan, at the time when
 * its flags were made: for each segment and level the newest image's mean gain, fitted superpixels
 * and counts, and the superpixels that newly sagged in all of its images.
 *
 * <p>The cursor is the id of the last result. An ingest writes its results in one transaction, so a
 * scan is never half.
 */
public final class ResultsInstrument implements Instrument {

  /** More than any ingest brings; images come weekly. */
  private static final int MOST = 100_000;

  /** Images are of a week. */
  private static final Duration PERIOD = Duration.ofDays(7);

  private static final Unit PHA = Unit.of("PHA bins");

  private final String id;
  private final ResultSource source;
  private final Duration every;
  private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
  private final Set<ChannelId> told = new HashSet<>();
  private long last;
  private boolean fresh;
  private Instant due = Instant.MIN;
  private Health health = Health.ok("");

  /**
   * @param id its name in the station
   * @param every how often the source is asked
   */
  public ResultsInstrument(String id, ResultSource source, Duration every) {
    this.id = id;
    this.source = source;
    this.every = every;
    channel("images", "images measured", Unit.NONE);
    channel("sagged-new", "superpixels newly sagged", Unit.NONE);
  }

  /** The unit of a channel, by its id without the instrument. */
  public static Optional<Unit> unit(String name) {
    return switch (name.substring(name.indexOf('/') + 1)) {
      case "gain" -> Optional.of(PHA);
      case "images", "sagged-new", "fitted", "counts" -> Optional.of(Unit.NONE);
      default -> Optional.empty();
    };
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  @Override
  public void resume(Optional<String> cursor) {
    fresh = cursor.isEmpty();
    last = cursor.map(ResultsInstrument::id).orElse(0L);
  }

  private static long id(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + cursor + "' is no cursor of ingest results", e);
    }
  }

  @Override
  public Turn turn(Instant now) {
    if (now.isBefore(due)) {
      return turn(List.of(), 0, false);
    }
    due = now.plus(every);
    ResultSource.News news;
    try {
      news = source.after(last, MOST);
    } catch (CosProblem e) {
      health = Health.unreachable(String.valueOf(e.getMessage()));
      return turn(List.of(), 0, false);
    }
    health = health(news);
    var scans = scans(news.results());
    boolean backlog = fresh;
    fresh = false;
    if (!news.results().isEmpty()) {
      last = news.results().getLast().id();
    }
    return turn(scans, news.results().size(), backlog);
  }

  private static Health health(ResultSource.News news) {
    if (news.waiting().isPresent()) {
      return Health.trouble(news.waiting().get());
    }
    return news.badFiles() == 0
        ? Health.ok("")
        : Health.trouble(
            news.badFiles()
                + (news.badFiles() == 1 ? " file" : " files")
                + " of the archive cannot be used; 'stillwatch cos status' lists them");
  }

  private Turn turn(List<Scan> scans, int rows, boolean backlog) {
    var untold = channels.values().stream().filter(channel -> told.add(channel.id())).toList();
    return new Turn(scans, untold, rows, List.of(), Long.toString(last), backlog, false, health);
  }

  private List<Scan> scans(List<IngestResult> results) {
    var ingests = new LinkedHashMap<Instant, List<IngestResult>>();
    results.forEach(
        result -> ingests.computeIfAbsent(result.time(), time -> new ArrayList<>()).add(result));
    var scans = new ArrayList<Scan>();
    ingests.forEach((time, those) -> scans.add(scan(time, those)));
    return scans;
  }

  private Scan scan(Instant time, List<IngestResult> ingest) {
    var readings = new ArrayList<Reading>();
    readings.add(number(channel("images", "images measured", Unit.NONE), time, ingest.size()));
    readings.add(
        number(
            channel("sagged-new", "superpixels newly sagged", Unit.NONE),
            time,
            ingest.stream().mapToInt(IngestResult::newSagged).sum()));
    var levels = new TreeMap<String, List<IngestResult>>();
    for (var result : ingest) {
      if (result.hv().isPresent()) {
        levels.computeIfAbsent(level(result), level -> new ArrayList<>()).add(result);
      }
    }
    levels.forEach((level, those) -> readings.addAll(readings(level, time, those)));
    return new Scan(id, time, readings);
  }

  /** {@code fuva-163}. */
  private static String level(IngestResult result) {
    return result.segment().name().toLowerCase(Locale.ROOT) + "-" + result.hv().orElseThrow();
  }

  private List<Reading> readings(String level, Instant time, List<IngestResult> images) {
    var newest =
        images.stream()
            .max(
                Comparator.comparingDouble(IngestResult::expstart)
                    .thenComparing(IngestResult::source))
            .orElseThrow();
    var gain = channel(level + "/gain", "mean gain, newest image", PHA);
    return List.of(
        newest.meanGain().isPresent()
            ? Reading.measured(gain, time, 0, newest.meanGain().getAsDouble())
            : Reading.missing(gain, time, 0, "no superpixel of " + newest.source() + " has a gain"),
        number(
            channel(level + "/fitted", "superpixels with a gain, newest image", Unit.NONE),
            time,
            newest.fitted()),
        number(
            channel(level + "/counts", "counts, newest image", Unit.NONE),
            time,
            (double) newest.counts()),
        number(
            channel(level + "/sagged-new", "superpixels newly sagged", Unit.NONE),
            time,
            images.stream().mapToInt(IngestResult::newSagged).sum()));
  }

  private static Reading number(ChannelId channel, Instant time, double value) {
    return Reading.measured(channel, time, 0, value);
  }

  private ChannelId channel(String name, String label, Unit unit) {
    var channel = new ChannelId(id + "/" + name);
    channels.computeIfAbsent(channel, c -> Channel.number(c, unit, label, PERIOD));
    return channel;
  }

  @Override
  public void close() {}
}
