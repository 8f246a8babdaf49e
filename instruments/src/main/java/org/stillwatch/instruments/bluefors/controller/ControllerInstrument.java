package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Tally;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.instruments.bluefors.BlueforsNames;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Result;
import org.stillwatch.link.mqtt.MqttFeed;

/**
 * The temperature controller. Each measurement is a scan at its own time, pushed over MQTT; while
 * nothing is pushed, and there is HTTP, the newest is asked for instead.
 *
 * <p>Whenever measurements may have been missed (at the start, after a lost connection, when too
 * many came at once) a {@link Gap} opens, and is read from the controller's history before the
 * messages that came meanwhile are handed out. While the history does not answer, those go on
 * without it, and the gap stays open, over a restart too. Measurements that are older than the
 * newest of their sensor are handed out as they are, see {@link Seen}.
 */
final class ControllerInstrument implements Instrument {

  /** A turn waits so long for a message, and ends as soon as one comes. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** The first turn tells whether the broker is there. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  /** The scanner does not measure twice in this time. */
  private static final Duration SELDOM = Duration.ofSeconds(2);

  private static final Duration HISTORY_RETRY = Duration.ofSeconds(30);
  private static final Duration SENSORS_EVERY = Duration.ofMinutes(10);

  private final String instrument;
  private final BlueforsNames names;
  private final Optional<MqttFeed> feed;
  private final Optional<ControllerHttp> http;
  private final Optional<History> history;
  private final Tally tally;
  private final ControllerHealth health;
  private final Map<ChannelId, Channel> channels = new TreeMap<>();
  private final List<Channel> untold = new ArrayList<>();
  private Map<Integer, Boolean> sensors = Map.of();
  private Seen seen = new Seen(Map.of());
  private Optional<Gap> gap = Optional.empty();
  private Instant historyNext = Instant.MIN;
  private Instant sensorsNext = Instant.MIN;
  private long listened;
  private boolean begun;
  private boolean caughtUp;
  private Instant answeredAt = Instant.MAX;

  /** The newest times when the broker was lost; what it published since is not known to be here. */
  private Map<Integer, Instant> before = Map.of();

  /**
   * @param wanted the sensors that the station file names, by number
   */
  ControllerInstrument(
      String instrument,
      BlueforsNames names,
      Map<Integer, String> wanted,
      Duration every,
      Optional<MqttFeed> feed,
      Optional<ControllerHttp> http) {
    this.instrument = instrument;
    this.names = names;
    this.feed = feed;
    this.http = http;
    this.history = http.map(History::new);
    this.tally = new Tally(feed.map(MqttFeed::topic).orElse("channel/measurement/latest"));
    this.health = new ControllerHealth(wanted, every, feed, http.map(ControllerHttp::shown));
    wanted.keySet().forEach(sensor -> declare(names.temperature(sensor)));
  }

  private void declare(Channel channel) {
    if (channels.put(channel.id(), channel) == null) {
      untold.add(channel);
    }
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  @Override
  public void resume(Optional<String> cursor) {
    var last = cursor.map(ControllerCursor::decode);
    seen = new Seen(last.map(ControllerCursor::newest).orElse(Map.of()));
    gap = last.flatMap(ControllerCursor::gap);
  }

  @Override
  public Turn turn(Instant now) {
    long before = tally.messages();
    begin(now);
    connections(now);
    var found = new ArrayList<Measurement>();
    boolean filling = fill(now, found);
    if (!filling) {
      pushed(now, found);
      asked(now, found);
    }
    found.sort(Comparator.comparing(Measurement::time));
    var scans = scans(found, now);
    // once it has caught up it asks to be called again at once while messages come
    boolean more = filling || (caughtUp && !scans.isEmpty());
    caughtUp |= !filling;
    var news = List.copyOf(untold);
    untold.clear();
    return new Turn(
        scans,
        news,
        tally.messages() - before,
        tally.takeProblems(now),
        new ControllerCursor(seen.newest(), gap).encode(),
        false,
        more,
        health.now(tally.trouble(now), gap.isPresent(), now));
  }

  private void begin(Instant now) {
    if (begun) {
      return;
    }
    begun = true;
    health.begins(now);
    feed.ifPresent(MqttFeed::start);
    openGap(seen.newest());
    before = seen.newest();
    feed.ifPresent(each -> each.firstState(FIRST_WAIT));
  }

  /** Only with a history a gap can be closed. */
  private void openGap(Map<Integer, Instant> known) {
    if (http.isPresent()) {
      gap = gap.map(Gap::open).or(() -> Gap.after(known));
      historyNext = Instant.MIN;
    }
  }

  private void connections(Instant now) {
    if (feed.isEmpty()) {
      return;
    }
    var state = feed.get().state();
    if (state.listening() && state.times() == listened) {
      before = seen.newest();
    } else if (state.times() > listened) {
      listened = state.times();
      openGap(before);
      if (http.isEmpty()) {
        seen.last()
            .ifPresent(
                last ->
                    tally.note(
                        new Unreadable(
                            "gap",
                            "what was measured between "
                                + last
                                + " and "
                                + now
                                + " was not received; with 'http:' it would be read from the"
                                + " controller's history"),
                        now));
      }
    }
    long dropped = feed.get().takeDropped();
    if (dropped > 0) {
      openGap(before);
      tally.note(
          new Unreadable(
              "dropped",
              dropped
                  + " messages came faster than they could be taken and were dropped"
                  + (http.isPresent()
                      ? "; they are read from the controller's history"
                      : "; with 'http:' they would be read from the controller's history")),
          now);
    }
  }

  /**
   * Reads a part of the gap.
   *
   * @return whether there is more of it to be read at once
   */
  private boolean fill(Instant now, List<Measurement> found) {
    if (gap.isEmpty() || history.isEmpty() || now.isBefore(historyNext)) {
      return false;
    }
    askForSensors(now);
    var part = history.get().next(gap.get(), sensorsToAsk(), now);
    health.http(part.failed(), now);
    if (part.failed().isPresent()) {
      historyNext = now.plus(HISTORY_RETRY);
      return false;
    }
    part.unreadable().forEach(why -> tally.unreadable(why, now));
    part.measurements().forEach(measurement -> take(measurement, found));
    gap = part.rest();
    return gap.isPresent();
  }

  private Set<Integer> sensorsToAsk() {
    var asked = new TreeSet<>(sensors.keySet());
    if (asked.isEmpty()) {
      IntStream.rangeClosed(1, Measurement.SENSORS).forEach(asked::add);
    }
    return asked;
  }

  private void askForSensors(Instant now) {
    if (http.isEmpty() || now.isBefore(sensorsNext)) {
      return;
    }
    switch (http.get().sensors()) {
      case Result.Read<Map<Integer, Boolean>>(var known) -> {
        sensors = known;
        sensorsNext = now.plus(SENSORS_EVERY);
        health.sensors(known);
        health.http(Optional.empty(), now);
      }
      case Result.Bad<Map<Integer, Boolean>>(Unreadable why) -> {
        sensorsNext = now.plus(SENSORS_EVERY);
        tally.note(why, now);
      }
      case Result.Failed<Map<Integer, Boolean>>(String why) -> {
        sensorsNext = now.plus(HISTORY_RETRY);
        health.http(Optional.of(why), now);
      }
    }
  }

  private void pushed(Instant now, List<Measurement> found) {
    if (feed.isEmpty()) {
      return;
    }
    boolean alone = http.isEmpty() || feed.get().state().listening();
    for (var payload : feed.get().take(alone ? WAIT : Duration.ZERO)) {
      read(ControllerJson.measurement(payload), now, found);
    }
    if (!found.isEmpty()) {
      // the gap ends where messages go on while the history does not answer
      var first = found.stream().map(Measurement::time).min(Instant::compareTo).orElseThrow();
      gap = gap.map(open -> open.until(first));
    }
  }

  /** Asks for the newest measurement while none is pushed. */
  private void asked(Instant now, List<Measurement> found) {
    if (http.isEmpty()) {
      return;
    }
    askForSensors(now);
    if (feed.isPresent() && feed.get().state().listening()) {
      return;
    }
    var latest = http.get().latest();
    if (!(latest instanceof Result.Failed<Measurement>)) {
      // asked seldom, more than one may have been measured since
      if (answeredAt.isBefore(now.minus(SELDOM))) {
        openGap(seen.newest());
      }
      answeredAt = now;
    } else if (!answeredAt.equals(Instant.MAX)) {
      answeredAt = Instant.EPOCH;
    }
    switch (latest) {
      case Result.Failed<Measurement>(String why) -> health.http(Optional.of(why), now);
      default -> {
        health.http(Optional.empty(), now);
        // it gives the same measurement until there is a newer one, after the gap before it
        if (gap.isEmpty() || now.isBefore(historyNext)) {
          read(latest, now, found);
        }
      }
    }
  }

  private void read(Result<Measurement> result, Instant now, List<Measurement> found) {
    switch (result) {
      case Result.Read<Measurement>(var measurement) -> {
        tally.readable();
        health.heard(measurement, now);
        take(measurement, found);
      }
      case Result.Bad<Measurement>(Unreadable why) -> tally.unreadable(why, now);
      case Result.Failed<Measurement>(String why) -> health.http(Optional.of(why), now);
    }
  }

  private void take(Measurement measurement, List<Measurement> found) {
    if (seen.isNew(measurement)) {
      found.add(measurement);
    }
  }

  private List<Scan> scans(List<Measurement> found, Instant now) {
    var scans = new ArrayList<Scan>();
    for (var measurement : found) {
      var temperature = names.temperature(measurement.sensor());
      var resistance = names.resistance(measurement.sensor());
      declare(temperature);
      declare(resistance);
      scans.add(
          new Scan(instrument, measurement.time(), measurement.readings(temperature, resistance)));
    }
    return scans;
  }

  @Override
  public void close() {
    feed.ifPresent(MqttFeed::close);
    http.ifPresent(ControllerHttp::close);
  }
}
