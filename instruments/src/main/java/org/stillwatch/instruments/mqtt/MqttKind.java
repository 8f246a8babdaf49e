package org.stillwatch.instruments.mqtt;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.link.mqtt.BrokerAddress;
import org.stillwatch.link.mqtt.MqttFeed;

/** {@code kind: mqtt}: values that are published to a broker. */
public final class MqttKind implements InstrumentKind<MqttSettings> {

  private static final int CAPACITY = 10_000;

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public Class<MqttSettings> settings() {
    return MqttSettings.class;
  }

  @Override
  public Optional<Unit> unit(MqttSettings settings, String name) {
    return settings.topics().stream()
        .flatMap(topic -> topic.channels().values().stream())
        .flatMap(value -> unit(value, name).stream())
        .findFirst();
  }

  private static Optional<Unit> unit(ValueKeys value, String name) {
    return TopicFilter.shape(value.id()).matcher(name).matches()
        ? value.withId(name).unitOf(name)
        : value.unitOf(name);
  }

  @Override
  public Instrument open(Site site, MqttSettings settings) {
    var ids = new HashSet<String>();
    for (var topic : settings.topics()) {
      for (var value : topic.channels().values()) {
        value
            .ids()
            .filter(id -> !ids.add(id))
            .forEach(
                id -> {
                  throw new IllegalArgumentException("topics: two values have the id " + id);
                });
      }
    }
    var feed =
        new MqttFeed(
            BrokerAddress.parse(settings.broker()),
            subscribed(settings.topics()),
            settings.user().map(user -> new MqttFeed.Login(user, settings.password())),
            CAPACITY);
    return new MqttInstrument(
        site.id(),
        feed,
        settings.topics().stream()
            .map(topic -> new Subscription(site.id(), topic, settings.period()))
            .toList());
  }

  /** The topics that no other covers: a broker may send a message once for each that matches. */
  private static List<String> subscribed(List<TopicKeys> topics) {
    var names = topics.stream().map(TopicKeys::topic).distinct().toList();
    return names.stream()
        .filter(
            name ->
                names.stream()
                    .filter(other -> !other.equals(name))
                    .map(TopicFilter::parse)
                    .noneMatch(other -> other.covers(TopicFilter.parse(name))))
        .toList();
  }
}
