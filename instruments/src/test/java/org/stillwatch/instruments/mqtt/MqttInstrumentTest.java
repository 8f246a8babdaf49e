package org.stillwatch.instruments.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.live.Driven;
import org.stillwatch.instruments.mqtt.TopicKeys.Payload;
import org.stillwatch.instruments.value.JsonTime;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.simulators.wire.Mosquitto;
import org.stillwatch.simulators.wire.MqttPublisher;

/** Against a real mosquitto. */
class MqttInstrumentTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void aBrokerIsThere() {
    assumeTrue(Mosquitto.program().isPresent(), Mosquitto.INSTALL);
  }

  private static TopicKeys json(
      String topic, Map<String, ValueKeys> channels, Optional<JsonTime> time) {
    return new TopicKeys(topic, Optional.empty(), channels, time, Optional.empty());
  }

  private static MqttSettings settings(String broker, TopicKeys... topics) {
    return new MqttSettings(
        broker, Optional.empty(), Optional.empty(), Optional.empty(), List.of(topics));
  }

  private Driven driven(MqttSettings settings) {
    var site = new Site("x", ZoneOffset.UTC, folder);
    return new Driven(() -> new MqttKind().open(site, settings), Instant::now);
  }

  private static void publish(MqttPublisher publisher, String topic, String text)
      throws IOException {
    publisher.publish(topic, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void messagesAreReadingsOfTheirChannels() throws IOException {
    var text =
        new TopicKeys(
            "lab/humidity",
            Optional.of(Payload.TEXT),
            Map.of("value", ValueKeys.number("humidity", Unit.of("%"))),
            Optional.empty(),
            Optional.empty());
    var wild =
        json(
            "lab/+/state", Map.of("/t", ValueKeys.number("{1}/t", Unit.CELSIUS)), Optional.empty());
    try (var broker = Mosquitto.start(folder);
        var driven = driven(settings(broker.address(), text, wild));
        var publisher = new MqttPublisher(broker.port())) {
      driven.untilHealth(Health.State.OK);
      publish(publisher, "lab/humidity", " 38.2 ");
      publish(publisher, "lab/Rack 1/state", "{\"t\":21.5}");
      publish(publisher, "lab/b/state", "{\"t\":\"22.5\"}");
      publish(publisher, "lab/b/state", "{\"t\":null}");
      publish(publisher, "lab/b/state", "{\"t\":[1]}");
      publish(publisher, "lab/b/state", "not json");
      publish(publisher, "lab/humidity", "wet");
      driven.untilReadings(6);
      assertEquals(List.of(38.2), driven.values("x/humidity"));
      assertEquals(List.of(21.5), driven.values("x/rack-1/t"));
      assertEquals(List.of(22.5), driven.values("x/b/t"));
      assertEquals("/t is null", driven.reasons("x/b/t").getFirst());
      assertTrue(driven.reasons("x/b/t").get(1).contains("no single value"));
      assertTrue(driven.reasons("x/humidity").getFirst().contains("'wet' is no number"));
      assertTrue(driven.problems().toString().contains("is no JSON"), driven.problems().toString());
    }
  }

  @Test
  void aMessageThatTwoTopicsMatchIsOneReadingOfEach() throws IOException {
    var one = json("lab/t", Map.of("/t", ValueKeys.number("t", Unit.CELSIUS)), Optional.empty());
    var all =
        json("lab/#", Map.of("/t", ValueKeys.number("all/{1}", Unit.CELSIUS)), Optional.empty());
    try (var broker = Mosquitto.start(folder);
        var driven = driven(settings(broker.address(), one, all));
        var publisher = new MqttPublisher(broker.port())) {
      driven.untilHealth(Health.State.OK);
      publish(publisher, "lab/t", "{\"t\":5}");
      publish(publisher, "lab/u", "{\"t\":6}");
      driven.until(() -> !driven.values("x/all/u").isEmpty(), () -> "the second message");
      assertEquals(List.of(5.0), driven.values("x/t"));
      assertEquals(List.of(5.0), driven.values("x/all/t"));
    }
  }

  @Test
  void aTopicCoversThoseThatItMatchesWhole() {
    for (var pair :
        List.of(
            "lab/# lab/t", "# lab/+", "lab/# lab/#", "+/# lab/#", "lab/+ lab/t", "a/+/# a/b/#")) {
      assertTrue(covers(pair), pair);
    }
    for (var pair :
        List.of("lab/+ lab/#", "lab/t lab/+", "a/+/# a/#", "# $SYS/a", "+/a b/+", "lab/# lab2/t")) {
      assertFalse(covers(pair), pair);
    }
  }

  private static boolean covers(String pair) {
    var both = pair.split(" ", -1);
    return TopicFilter.parse(both[0]).covers(TopicFilter.parse(both[1]));
  }

  @Test
  void aRetainedMessageIsOldUnlessItSaysItsTime() throws IOException {
    var time = new JsonTime("/at", Optional.of(JsonTime.Format.SECONDS));
    var channels = Map.of("/t", ValueKeys.number("new", Unit.CELSIUS));
    try (var broker = Mosquitto.start(folder);
        var publisher = new MqttPublisher(broker.port())) {
      publisher.retain("plain", "{\"t\":1}".getBytes(StandardCharsets.UTF_8));
      publisher.retain("timed", "{\"t\":2,\"at\":1782489122.5}".getBytes(StandardCharsets.UTF_8));
      var plain = json("plain", channels, Optional.empty());
      var timed =
          json("timed", Map.of("/t", ValueKeys.number("timed", Unit.CELSIUS)), Optional.of(time));
      try (var driven = driven(settings(broker.address(), plain, timed))) {
        driven.untilReadings(1);
        driven.until(() -> !driven.problems().isEmpty(), () -> "problems");
        assertEquals(List.of(), driven.values("x/new"));
        assertTrue(driven.problems().getFirst().contains("nobody knows how old it is"));
        assertEquals(
            Instant.parse("2026-06-26T15:52:02.5Z"), driven.readings("x/timed").getFirst().time());
        publish(publisher, "plain", "{\"t\":3}");
        driven.untilReadings(2);
        assertEquals(List.of(3.0), driven.values("x/new"));
      }
    }
  }

  @Test
  void aBrokerThatIsGoneIsToldAndHeardAgainWhenItIsBack() throws IOException, InterruptedException {
    var topic = json("lab/t", Map.of("/t", ValueKeys.number("t", Unit.CELSIUS)), Optional.empty());
    try (var broker = Mosquitto.start(folder);
        var driven = driven(settings(broker.address(), topic))) {
      driven.untilHealth(Health.State.OK);
      broker.kill();
      driven.untilHealth(Health.State.UNREACHABLE);
      broker.start();
      driven.untilHealth(Health.State.OK);
      try (var publisher = new MqttPublisher(broker.port())) {
        publish(publisher, "lab/t", "{\"t\":4}");
        driven.untilReadings(1);
      }
      assertEquals(List.of(4.0), driven.values("x/t"));
    }
  }

  @Test
  void topicsMatchAsTheStandardSays() {
    assertEquals(Optional.of(List.of("a", "b/c")), TopicFilter.parse("lab/+/#").match("lab/a/b/c"));
    assertEquals(Optional.empty(), TopicFilter.parse("lab/+").match("lab/a/b"));
    assertEquals(Optional.empty(), TopicFilter.parse("#").match("$SYS/uptime"));
    assertEquals(Optional.of(List.of("")), TopicFilter.parse("lab/#").match("lab"));
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.parse("lab/#/x"));
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.parse("lab/a+"));
  }

  @Test
  void eachTopicOfAWildcardNeedsItsOwnChannel() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                json("lab/+", Map.of("/t", ValueKeys.number("t", Unit.CELSIUS)), Optional.empty()));
    assertTrue(String.valueOf(e.getMessage()).contains("expected {1}"), e.getMessage());
  }
}
