package org.stillwatch.instruments.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.value.JsonValues;
import org.stillwatch.instruments.value.ValueChannel;
import org.stillwatch.instruments.value.ValueChannel.Meaning;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.link.mqtt.MqttMessage;
import tools.jackson.databind.JsonNode;

/** What the messages of one topic, or of many with wildcards, mean. */
final class Subscription {

  /**
   * What a message brought.
   *
   * @param time of the readings
   */
  record Brought(Instant time, List<Reading> readings, Optional<Unreadable> unreadable) {
    static Brought nothing(Unreadable why) {
      return new Brought(Instant.EPOCH, List.of(), Optional.of(why));
    }
  }

  private static final int LONGEST = 256 << 10;

  /** Whoever may publish could make channels without end. */
  private static final int MOST_CHANNELS = 2000;

  private final String instrument;
  private final TopicKeys keys;
  private final TopicFilter filter;
  private final Duration expected;
  private final Map<String, ValueChannel> channels = new LinkedHashMap<>();

  Subscription(String instrument, TopicKeys keys, Duration period) {
    this.instrument = instrument;
    this.keys = keys;
    this.filter = TopicFilter.parse(keys.topic());
    this.expected = keys.every().orElse(period);
    if (filter.wildcards() == 0) {
      keys.channels()
          .values()
          .forEach(value -> channels.put(value.id(), channel(value.id(), value)));
    }
  }

  private ValueChannel channel(String id, ValueKeys value) {
    return new ValueChannel(instrument, value.withId(id), expected);
  }

  /** The channels known so far. */
  Collection<ValueChannel> channels() {
    return channels.values();
  }

  /** What a message means; empty when it is of another topic. */
  Optional<Brought> take(MqttMessage message) {
    return filter.match(message.topic()).map(wildcards -> read(message, wildcards));
  }

  private Brought read(MqttMessage message, List<String> wildcards) {
    if (message.payload().length > LONGEST) {
      return bad(message, "length", "has " + message.payload().length + " bytes");
    }
    if (message.retained() && keys.time().isEmpty()) {
      return bad(message, "retained", "was kept by the broker, and nobody knows how old it is");
    }
    var text = new String(message.payload(), StandardCharsets.UTF_8);
    var root = keys.isText() ? Optional.<JsonNode>empty() : JsonValues.parse(text);
    if (!keys.isText() && root.isEmpty()) {
      return bad(message, "json", "is " + Unreadable.shown(text) + ", which is no JSON");
    }
    var time =
        keys.time().isEmpty()
            ? Optional.of(message.receivedAt().truncatedTo(ChronoUnit.MICROS))
            : keys.time().get().of(root.orElseThrow());
    if (time.isEmpty()) {
      return bad(message, "time", "says no time that can be true");
    }
    var readings = new ArrayList<Reading>();
    Optional<Unreadable> unfit = Optional.empty();
    for (var entry : keys.channels().entrySet()) {
      var channel = channel(entry.getValue(), wildcards);
      if (channel.isEmpty()) {
        return bad(message, "channel", "can have no channel of its own");
      }
      var meaning =
          root.isEmpty()
              ? channel.get().meaning(text)
              : JsonValues.meaning(channel.get(), root.get(), JsonValues.pointer(entry.getKey()));
      if (meaning instanceof Meaning.Unfit(String why)) {
        unfit =
            unfit.or(
                () ->
                    Optional.of(
                        new Unreadable(
                            "value " + message.topic() + entry.getKey(),
                            "a message of " + message.topic() + ": " + why)));
      }
      readings.addAll(channel.get().readings(meaning, time.get()));
    }
    return new Brought(time.get(), readings, unfit);
  }

  private Optional<ValueChannel> channel(ValueKeys value, List<String> wildcards) {
    var id = TopicFilter.filled(value.id(), wildcards);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    var known = Optional.ofNullable(channels.get(id.get()));
    if (known.isPresent() || channels.size() >= MOST_CHANNELS) {
      return known;
    }
    try {
      var made = channel(id.get(), value);
      channels.put(id.get(), made);
      return Optional.of(made);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Brought bad(MqttMessage message, String kind, String why) {
    return Brought.nothing(
        new Unreadable(
            kind,
            "a message of " + Unreadable.shown(message.topic()) + " " + why + "; it is left out"));
  }
}
