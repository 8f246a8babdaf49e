package org.stillwatch.instruments.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.instruments.value.JsonTime;
import org.stillwatch.instruments.value.JsonValues;
import org.stillwatch.instruments.value.ValueKeys;

/**
 * One topic.
 *
 * @param topic with {@code +} and {@code #}
 * @param payload json unless given; text for a bare number or word
 * @param channels what each value is, by its place in the JSON text: {@code /sensors/0/value} or
 *     the name of a field; {@code value} for the whole of a text. {@code {1}} in an id stands for
 *     what the first wildcard stands for
 * @param time where the message says when it was measured; when it came unless given
 * @param every how often a message is expected
 */
public record TopicKeys(
    String topic,
    Optional<Payload> payload,
    Map<String, ValueKeys> channels,
    Optional<JsonTime> time,
    Optional<Duration> every) {

  /** How a message is written. */
  public enum Payload {
    JSON,
    TEXT
  }

  static final String WHOLE = "value";

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public TopicKeys {
    int wildcards = TopicFilter.parse(topic).wildcards();
    boolean text = payload.filter(Payload.TEXT::equals).isPresent();
    if (channels.isEmpty()) {
      throw new IllegalArgumentException(
          "channels: is empty; expected such as channels: {/temperature: {id: temperature}}");
    }
    if (text && (time.isPresent() || !channels.keySet().equals(Set.of(WHOLE)))) {
      throw new IllegalArgumentException(
          "payload: text is one value without a time; expected channels: {value: {id: ...}}");
    }
    if (every.isPresent() && (every.get().isNegative() || every.get().isZero())) {
      throw new IllegalArgumentException("every is no period; expected one such as 10s");
    }
    channels.forEach(
        (at, value) -> {
          var checked = JsonValues.pointer(at);
          int asked = TopicFilter.asked(value.id());
          if (asked > wildcards || (asked == 0 && wildcards > 0)) {
            throw new IllegalArgumentException(
                "id: '"
                    + value.id()
                    + "' and the topic '"
                    + topic
                    + "' with "
                    + wildcards
                    + (wildcards == 1 ? " wildcard" : " wildcards")
                    + " do not go together; expected {1} for what the first stands for, so that"
                    + " each topic has its own channel");
          }
        });
  }

  boolean isText() {
    return payload.filter(Payload.TEXT::equals).isPresent();
  }
}
