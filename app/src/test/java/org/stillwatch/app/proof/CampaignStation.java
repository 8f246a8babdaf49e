package org.stillwatch.app.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.outbox.Pace;
import org.stillwatch.core.outbox.RetryPolicy;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.AckLinks;
import org.stillwatch.core.station.Guards;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.notifiers.slack.SlackKind;
import org.stillwatch.notifiers.slack.SlackSettings;
import org.stillwatch.notifiers.webhook.WebhookKind;
import org.stillwatch.notifiers.webhook.WebhookSettings;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * A whole station that watches a file of rows and tells several recipients, in a process of its own
 * that may be killed at any moment: {@code CampaignStation ROWS DATA BASE_URL}.
 */
final class CampaignStation {

  static final int RULES = 6;
  static final List<String> WEBHOOKS = List.of("anna", "ben");
  static final List<String> SLACKS = List.of("team");

  private static final String LAB = "lab";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TIMEOUT = Duration.ofMillis(400);

  /** Fast, so that storms and retries fit between two kills. */
  private static final Pace PACE =
      new Pace(
          new RetryPolicy(Duration.ofMillis(30), Duration.ofMillis(400), Duration.ofSeconds(2)),
          3,
          Duration.ofMillis(700),
          Duration.ofMillis(2800));

  private CampaignStation() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var rows = new Rows(Path.of(arguments[0]));
    var notifiers = new HashMap<String, StationPlan.Way>();
    for (var name : WEBHOOKS) {
      notifiers.put(name, way(webhook(name, arguments[2])));
    }
    for (var name : SLACKS) {
      notifiers.put(name, way(slack(name, arguments[2])));
    }
    var routes = List.of(new Route("all", recipients(), Severity.INFO));
    var plan =
        new StationPlan(
            book(),
            List.of(new StationPlan.Slot(LAB, "rows", rows, Duration.ofMillis(20))),
            new Switchboard(routes, List.of(), List.of(), ZoneOffset.UTC),
            notifiers,
            new AckLinks(new byte[32], Optional.empty()),
            Guards.none());
    try (var store = SqliteStore.open(Path.of(arguments[1]));
        var station = new Station(plan, store, Clock.systemUTC())) {
      station.start();
      new CountDownLatch(1).await();
    }
  }

  /** All who must be told of everything. */
  static List<String> recipients() {
    var all = new ArrayList<>(WEBHOOKS);
    all.addAll(SLACKS);
    return all;
  }

  private static StationPlan.Way way(Notifier notifier) {
    return new StationPlan.Way(notifier, Optional.empty(), Optional.empty(), PACE);
  }

  private static Notifier webhook(String name, String base) {
    return new WebhookKind()
        .open(
            name,
            new WebhookSettings(
                new Secret(base + "/" + name),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(TIMEOUT)));
  }

  private static Notifier slack(String name, String base) {
    return new SlackKind()
        .open(
            name,
            new SlackSettings(
                new Secret(base + "/" + name), Optional.empty(), Optional.of(TIMEOUT)));
  }

  /** Too hot is an alarm of growing severity from rule to rule; cold enough is its end. */
  static RuleBook book() {
    return RuleBook.of(
        "Campaign",
        IntStream.range(0, RULES)
            .mapToObj(
                i ->
                    Rule.limits(
                        "rule" + i,
                        channel(i).id(),
                        Optional.of(edge("20 degC", Severity.INFO)),
                        Optional.of(
                            edge("30 degC", i % 3 == 0 ? Severity.CRITICAL : Severity.WARNING)),
                        Side.UNKNOWN,
                        Duration.ZERO))
            .toList());
  }

  private static Edge edge(String limit, Severity severity) {
    return new Edge(
        Optional.of(Quantity.parse(limit)), Optional.empty(), severity, Optional.empty());
  }

  private static Channel channel(int i) {
    return Channel.number(new ChannelId(LAB + "/t" + i), Unit.CELSIUS, "t" + i, DAY);
  }

  static List<Channel> channels() {
    return IntStream.range(0, RULES).mapToObj(CampaignStation::channel).toList();
  }

  /** A row as its line has it: milliseconds since 1970, then a temperature for each channel. */
  static Scan scan(String line) {
    var fields = line.split(" ");
    var time = Instant.ofEpochMilli(Long.parseLong(fields[0]));
    return new Scan(
        LAB,
        time,
        IntStream.range(0, RULES)
            .mapToObj(
                i -> Reading.measured(channel(i).id(), time, 0, Double.parseDouble(fields[i + 1])))
            .toList());
  }

  /** Reads whole lines; its cursor is the number of bytes before the next one. */
  private static final class Rows implements Instrument {
    private final Path file;
    private long position;

    Rows(Path file) {
      this.file = file;
    }

    @Override
    public List<Channel> channels() {
      return CampaignStation.channels();
    }

    @Override
    public void resume(Optional<String> cursor) {
      position = cursor.map(Long::parseLong).orElse(0L);
    }

    @Override
    public Turn turn(Instant now) {
      try (var in = new RandomAccessFile(file.toFile(), "r")) {
        in.seek(position);
        var bytes = new byte[(int) (Files.size(file) - position)];
        in.readFully(bytes);
        var text = new String(bytes, US_ASCII);
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        position += whole.length();
        var scans = whole.lines().map(CampaignStation::scan).toList();
        return new Turn(
            scans,
            channels(),
            scans.size(),
            List.of(),
            String.valueOf(position),
            false,
            false,
            Health.ok(""));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
