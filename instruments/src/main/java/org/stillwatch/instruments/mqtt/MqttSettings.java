package org.stillwatch.instruments.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.link.mqtt.BrokerAddress;

/**
 * Keys of {@code kind: mqtt}.
 *
 * @param broker {@code tcp://10.0.0.5:1883}, or {@code tls://...} with a certificate that the
 *     system trusts
 * @param user where the broker asks for one
 * @param password the same
 * @param every how often a message is expected, unless a topic says otherwise; 60 s unless given
 * @param topics what is listened to
 */
public record MqttSettings(
    String broker,
    Optional<String> user,
    Optional<Secret> password,
    Optional<Duration> every,
    List<TopicKeys> topics) {

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public MqttSettings {
    topics = List.copyOf(topics);
    try {
      var checked = BrokerAddress.parse(broker);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "broker: is no address; expected such as tcp://10.0.0.5:1883", e);
    }
    if (topics.isEmpty()) {
      throw new IllegalArgumentException(
          "topics: is empty; expected such as topics: [{topic: lab/temperature, ...}]");
    }
    if (password.isPresent() && user.isEmpty()) {
      throw new IllegalArgumentException("password: is given without user:; expected both");
    }
    if (every.isPresent() && (every.get().isNegative() || every.get().isZero())) {
      throw new IllegalArgumentException("every is no period; expected one such as 10s");
    }
  }

  Duration period() {
    return every.orElse(Duration.ofSeconds(60));
  }
}
