package org.stillwatch.instruments.bluefors.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Tally;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.link.http.HttpLink;
import org.stillwatch.link.http.Reply;
import org.stillwatch.link.http.TextFeed;

/**
 * The control software. Asks for all values at intervals, and takes in between what is pushed;
 * where nothing can be pushed, the asking goes on alone.
 */
final class ControlInstrument implements Instrument {

  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration FEED_RETRY = Duration.ofSeconds(30);
  private static final Duration OPENING = Duration.ofSeconds(5);
  private static final int CAPACITY = 1000;
  private static final String FORM = "bfcs1";

  private final String instrument;
  private final ControlNames names;
  private final Duration every;
  private final HttpLink link;
  private final String query;
  private final TextFeed feed;
  private final Tally tally = new Tally("values");
  private final Map<ChannelId, Channel> channels = new TreeMap<>();
  private NodeReader reader = new NodeReader(Map.of());
  private Instant askNext = Instant.MIN;
  private Instant feedNext = Instant.MIN;
  private Health health = new Health(Health.State.STARTING, "");
  private boolean settled;

  ControlInstrument(
      String instrument, ControlNames names, Duration every, HttpLink link, Secret key) {
    this.instrument = instrument;
    this.names = names;
    this.every = every;
    this.link = link;
    this.query = "?key=" + URLEncoder.encode(key.reveal(), StandardCharsets.UTF_8);
    this.feed = new TextFeed(link, OPENING, CAPACITY);
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  @Override
  public void resume(Optional<String> cursor) {
    reader = new NodeReader(cursor.map(ControlInstrument::decode).orElse(Map.of()));
  }

  @Override
  public Turn turn(Instant now) {
    long before = tally.messages();
    var readings = new ArrayList<Reading>();
    var news = new ArrayList<Channel>();
    if (!now.isBefore(askNext)) {
      askNext = now.plus(every);
      ask(now, readings, news);
    } else if (health.state() != Health.State.UNREACHABLE) {
      listen(now, readings, news);
    }
    var scans = scans(readings);
    boolean more = settled && !scans.isEmpty();
    settled = true;
    var trouble = tally.trouble(now);
    return new Turn(
        scans,
        news,
        tally.messages() - before,
        tally.takeProblems(now),
        encode(),
        false,
        more,
        health.state() == Health.State.OK && trouble.isPresent()
            ? Health.trouble(trouble.get())
            : health);
  }

  /** All values; what one part of the tree lacks does not stop the others. */
  private void ask(Instant now, List<Reading> readings, List<Channel> news) {
    int found = 0;
    for (var root : ControlNames.ROOTS) {
      var path =
          "/values/"
              + root.replace('.', '/')
              + "/"
              + query
              + "&recursion=-1&style=flat&fields=value;status";
      switch (link.get(path)) {
        case Reply.Failed(String why) -> {
          health = Health.unreachable(why + "; it is tried again in " + every.toSeconds() + " s");
          // what pushed may be gone as well, without a word
          feed.close();
          feedNext = Instant.MIN;
          return;
        }
        case Reply.Answer(int status, String body) when status == 401 || status == 403 -> {
          health =
              Health.unreachable(
                  link.shown()
                      + " refuses the key (HTTP "
                      + status
                      + "); look at 'key', and whether the control software still has it");
          return;
        }
        case Reply.Answer(int status, String body) when status == 404 -> {
          // this system has no such part
        }
        case Reply.Answer(int status, String body) when status != 200 -> {
          health = Health.unreachable(link.shown() + " answers HTTP " + status);
          return;
        }
        case Reply.Answer(int status, String body) -> {
          int nodes = take(body, true, now, readings, news);
          found += nodes;
        }
      }
    }
    health =
        found > 0
            ? Health.ok("")
            : Health.unreachable(
                link.shown() + " gives no values that are known; is it the control software?");
  }

  private void listen(Instant now, List<Reading> readings, List<Channel> news) {
    if (!feed.isOpen() && !now.isBefore(feedNext)) {
      feedNext = now.plus(FEED_RETRY);
      var refused = feed.open("/ws/values/" + query, subscriptions());
    }
    for (var message : feed.take(WAIT)) {
      int nodes = take(message, false, now, readings, news);
    }
  }

  private static List<String> subscriptions() {
    var commands = new ArrayList<String>();
    for (var root : ControlNames.ROOTS) {
      commands.add(
          "{\"command\":\"listen\",\"id\":\"%d\",\"data\":{\"target\":\"%s\",\"recursion\":-1}}"
              .formatted(commands.size() + 1, root));
    }
    return commands;
  }

  /**
   * @return how many nodes there were that are channels
   */
  private int take(
      String text, boolean asked, Instant now, List<Reading> readings, List<Channel> news) {
    int count = 0;
    switch (ControlJson.read(text)) {
      case ControlJson.Result.Bad(Unreadable why) -> tally.unreadable(why, now);
      case ControlJson.Result.Nodes(List<Node> nodes) -> {
        tally.readable();
        for (var node : nodes) {
          var target = names.target(node.name());
          if (target.isEmpty()) {
            continue;
          }
          count++;
          switch (reader.read(node, target.get(), asked, now)) {
            case NodeReader.Outcome.Known() -> {}
            case NodeReader.Outcome.Bad(Unreadable why) -> tally.unreadable(why, now);
            case NodeReader.Outcome.Read(Reading reading) -> {
              readings.add(reading);
              var channel = target.get().channel();
              if (channels.put(channel.id(), channel) == null) {
                news.add(channel);
              }
            }
          }
        }
      }
    }
    return count;
  }

  /** Values that were taken together are one scan. */
  private List<Scan> scans(List<Reading> readings) {
    return readings.stream().collect(Collectors.groupingBy(Reading::time)).entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .map(entry -> new Scan(instrument, entry.getKey(), entry.getValue()))
        .toList();
  }

  private String encode() {
    return FORM
        + "|"
        + new TreeMap<>(reader.newest())
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().toEpochMilli())
                .collect(Collectors.joining(","));
  }

  private static Map<String, Instant> decode(String text) {
    if (!text.startsWith(FORM + "|")) {
      throw new IllegalArgumentException("no position of bluefors-control: " + text);
    }
    var newest = new HashMap<String, Instant>();
    try {
      for (var entry : text.substring(FORM.length() + 1).split(",", -1)) {
        int cut = entry.lastIndexOf('=');
        if (cut > 0) {
          newest.put(
              entry.substring(0, cut),
              Instant.ofEpochMilli(Long.parseLong(entry.substring(cut + 1))));
        }
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException("no position of bluefors-control: " + text, e);
    }
    return newest;
  }

  @Override
  public void close() {
    feed.close();
    link.close();
  }
}
