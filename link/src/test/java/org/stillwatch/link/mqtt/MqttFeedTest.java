package org.stillwatch.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.simulators.wire.Mosquitto;
import org.stillwatch.simulators.wire.MqttPublisher;

class MqttFeedTest {

  private static final String TOPIC = "channel/measurement/listen";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void messagesComeInOrderAlsoAfterTheBrokerWasKilled() throws Exception {
    assumeTrue(Mosquitto.program().isPresent(), Mosquitto.INSTALL);
    try (var broker = Mosquitto.start(folder);
        var feed = new MqttFeed(BrokerAddress.parse(broker.address()), TOPIC, 100)) {
      feed.start();
      assertEquals(new MqttState(true, "", 1), feed.firstState(LONG));
      var got = new ArrayList<String>();
      for (int round = 0; round < 2; round++) {
        try (var publisher = new MqttPublisher(broker.port())) {
          for (int i = 0; i < 10; i++) {
            publisher.publish(TOPIC, bytes("message " + i));
          }
          publisher.publish("another/topic", bytes("not this"));
        }
        while (got.size() < 10) {
          var some = feed.take(LONG);
          assertTrue(!some.isEmpty(), got.toString());
          some.forEach(each -> got.add(new String(each, StandardCharsets.UTF_8)));
        }
        assertEquals("message 0", got.getFirst());
        assertEquals("message 9", got.getLast());
        got.clear();
        broker.kill();
        await(feed, false);
        assertTrue(!feed.state().reason().isEmpty());
        broker.start();
        await(feed, true);
      }
      assertEquals(3, feed.state().times());
      assertEquals(List.of(), feed.take(Duration.ZERO));
    }
  }

  private static void await(MqttFeed feed, boolean listening) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (feed.state().listening() != listening) {
      assertTrue(System.nanoTime() < deadline, feed.state().toString());
      Thread.onSpinWait();
    }
  }

  @Test
  void whatDoesNotFitIsCounted() throws IOException {
    assumeTrue(Mosquitto.program().isPresent(), Mosquitto.INSTALL);
    try (var broker = Mosquitto.start(folder);
        var feed = new MqttFeed(BrokerAddress.parse(broker.address()), TOPIC, 3);
        var publisher = new MqttPublisher(broker.port())) {
      feed.start();
      var state = feed.firstState(LONG);
      for (int i = 0; i < 10; i++) {
        publisher.publish(TOPIC, bytes("message " + i));
      }
      long dropped = 0;
      long deadline = System.nanoTime() + LONG.toNanos();
      while (dropped < 7) {
        dropped += feed.takeDropped();
        assertTrue(System.nanoTime() < deadline, "dropped " + dropped);
        Thread.onSpinWait();
      }
      assertEquals(3, feed.take(LONG).size());
    }
  }

  @Test
  void noBrokerIsSaidAndTriedAgain() throws IOException {
    try (var feed = new MqttFeed(new BrokerAddress("127.0.0.1", Mosquitto.freePort()), TOPIC, 10)) {
      feed.start();
      var state = feed.firstState(LONG);
      assertTrue(state.reason().contains("refuses the connection"), state.reason());
    }
  }

  @Test
  void addressesAreReadAndOthersRefusedWithoutShowingThem() {
    assertEquals(new BrokerAddress("10.0.0.5", 1883), BrokerAddress.parse("tcp://10.0.0.5:1883"));
    assertEquals(new BrokerAddress("lab", 1883), BrokerAddress.parse("mqtt://lab"));
    assertEquals("tcp://[::1]:1884", BrokerAddress.parse("tcp://[::1]:1884").toString());
    for (var text :
        List.of(
            "", "10.0.0.5", "http://a:1883", "tcp://me:secret@a:1", "tcp://a/b", "tcp://a:99999")) {
      var e = assertThrows(IllegalArgumentException.class, () -> BrokerAddress.parse(text), text);
      assertTrue(!String.valueOf(e.getMessage()).contains("secret"), e.getMessage());
    }
  }
}
