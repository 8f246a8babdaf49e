package org.stillwatch.instruments.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Tally;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.link.mqtt.MqttFeed;
import org.stillwatch.link.mqtt.MqttMessage;

/** Each message is a scan, at the time that it says, else at that of its arrival. */
final class MqttInstrument implements Instrument {

  /** A turn waits so long for a message, and ends as soon as one comes. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** The first turn tells whether the broker is there. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  private record Newest(Instant time, int ordinal, Reading reading) {}

  private final String instrument;
  private final MqttFeed feed;
  private final List<Subscription> subscriptions;
  private final Tally tally;
  private final Map<ChannelId, Newest> newest = new HashMap<>();
  private final Set<ChannelId> told = new HashSet<>();
  private boolean begun;

  MqttInstrument(String instrument, MqttFeed feed, List<Subscription> subscriptions) {
    this.instrument = instrument;
    this.feed = feed;
    this.subscriptions = List.copyOf(subscriptions);
    this.tally = new Tally(feed.topic());
  }

  @Override
  public List<Channel> channels() {
    return subscriptions.stream()
        .flatMap(each -> each.channels().stream())
        .flatMap(each -> each.channels().stream())
        .toList();
  }

  @Override
  public void resume(Optional<String> cursor) {
    // what was published while nobody listened cannot be had any more
  }

  @Override
  public Turn turn(Instant now) {
    boolean first = !begun;
    if (first) {
      begun = true;
      feed.start();
      var tried = feed.firstState(FIRST_WAIT);
    }
    long before = tally.messages();
    var messages = feed.takeMessages(WAIT);
    var scans = new ArrayList<Scan>();
    messages.forEach(message -> take(message, now, scans));
    long dropped = feed.takeDropped();
    if (dropped > 0) {
      tally.note(
          new Unreadable(
              "dropped", dropped + " messages came faster than they could be taken, and are lost"),
          now);
    }
    return new Turn(
        scans,
        channels().stream().filter(channel -> told.add(channel.id())).toList(),
        tally.messages() - before,
        tally.takeProblems(now),
        "",
        false,
        !first && !messages.isEmpty(),
        health(now));
  }

  private void take(MqttMessage message, Instant now, List<Scan> scans) {
    for (var subscription : subscriptions) {
      subscription
          .take(message)
          .ifPresent(
              brought -> {
                brought
                    .unreadable()
                    .ifPresentOrElse(why -> bad(message, why, now), tally::readable);
                var readings = new ArrayList<Reading>();
                brought.readings().forEach(reading -> numbered(reading).ifPresent(readings::add));
                if (!readings.isEmpty()) {
                  scans.add(new Scan(instrument, brought.time(), readings));
                }
              });
    }
  }

  /** What a broker kept is as it should be, and only told. */
  private void bad(MqttMessage message, Unreadable why, Instant now) {
    if (message.retained()) {
      tally.note(why, now);
    } else {
      tally.unreadable(why, now);
    }
  }

  /** The reading with its place among those of its instant; empty when it is there already. */
  private Optional<Reading> numbered(Reading reading) {
    var last = Optional.ofNullable(newest.get(reading.channel()));
    if (last.isPresent()
        && last.get().time().equals(reading.time())
        && last.get().reading().equals(reading)) {
      return Optional.empty();
    }
    int ordinal =
        last.filter(known -> known.time().equals(reading.time()))
            .map(known -> known.ordinal() + 1)
            .orElse(0);
    newest.put(reading.channel(), new Newest(reading.time(), ordinal, reading));
    return Optional.of(
        switch (reading) {
          case Reading.Measured measured ->
              new Reading.Measured(
                  measured.channel(),
                  measured.time(),
                  ordinal,
                  measured.value(),
                  measured.quality());
          case Reading.Missing missing ->
              Reading.missing(missing.channel(), missing.time(), ordinal, missing.reason());
        });
  }

  private Health health(Instant now) {
    var state = feed.state();
    if (!state.listening()) {
      return Health.unreachable(
          "no connection to the broker "
              + feed.broker()
              + (state.reason().isEmpty() ? "" : ": " + state.reason())
              + "; it is tried again every few seconds");
    }
    return tally.trouble(now).map(Health::trouble).orElse(Health.ok(""));
  }

  @Override
  public void close() {
    feed.close();
  }
}
