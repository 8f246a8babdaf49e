package org.stillwatch.instruments.httpjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.httpjson.HttpJsonSettings.FieldKeys;
import org.stillwatch.instruments.value.JsonTime;
import org.stillwatch.instruments.value.JsonValues;
import org.stillwatch.instruments.value.ValueChannel;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.link.http.HttpLink;
import org.stillwatch.simulators.wire.WireServer;

class HttpJsonTest {

  private static final Instant TIME = Instant.parse("2026-11-21T10:00:00Z");

  private final AtomicReference<WireServer.Answer> answer =
      new AtomicReference<>(new WireServer.Answer.Silence());
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private WireServer server = server();

  private WireServer server() {
    try {
      return new WireServer(
          0,
          Optional.empty(),
          request -> {
            asked.set(request.path() + "?" + request.query());
            return answer.get();
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serve() {
    assertTrue(server.port() > 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpJsonSettings settings(Optional<JsonTime> time, Map<String, Secret> headers) {
    return new HttpJsonSettings(
        server.address().resolve("/api?unit=C"),
        Optional.of(Duration.ofSeconds(10)),
        Optional.of(Duration.ofSeconds(5)),
        headers,
        Optional.empty(),
        time,
        Optional.empty(),
        List.of(
            new FieldKeys(ValueKeys.number("t", Unit.CELSIUS), "/sensors/0/t"),
            new FieldKeys(ValueKeys.number("h", Unit.of("%")), "humidity")));
  }

  private HttpJsonDevice device(HttpJsonSettings settings) {
    return new HttpJsonDevice(
        "x",
        settings,
        new HttpLink(server.address(), Optional.empty(), Duration.ofSeconds(5)),
        "/api?unit=C");
  }

  private Map<String, String> poll(HttpJsonDevice device) {
    var shown = new LinkedHashMap<String, String>();
    for (var reading : device.poll(TIME).readings()) {
      shown.put(
          reading.channel().name(),
          switch (reading) {
            case Reading.Measured measured -> Double.toString(measured.value());
            case Reading.Missing missing -> missing.reason();
          });
    }
    return shown;
  }

  private void answers(int status, String body) {
    answer.set(new WireServer.Answer.Text(status, body));
  }

  @Test
  void valuesAreTakenFromTheirPlaces() {
    try (var device = device(settings(Optional.empty(), Map.of()))) {
      answers(200, "{\"sensors\":[{\"t\":21.5}],\"humidity\":\"38\"}");
      assertEquals(Map.of("t", "21.5", "h", "38.0"), poll(device));
      assertEquals("/api?unit=C", asked.get());
      answers(200, "{\"sensors\":[{\"t\":null}]}");
      assertEquals(
          Map.of("t", "/sensors/0/t is null", "h", "there is no /humidity in what came"),
          poll(device));
      answers(200, "{\"sensors\":[{\"t\":\"warm\"}],\"humidity\":{}}");
      assertEquals("'warm' is no number; expected one in degC", poll(device).get("t"));
    }
  }

  @Test
  void whatIsNoGoodAnswerIsMissingWithItsReason() {
    try (var device = device(settings(Optional.empty(), Map.of()))) {
      answers(503, "{\"sensors\":[{\"t\":21.5}]}");
      assertEquals("answered with status 503", poll(device).get("t"));
      answers(200, "<html>");
      assertEquals("answered '<html>', which is no JSON", poll(device).get("t"));
      answers(200, "{\"humidity\":1,\"humidity\":2}");
      assertTrue(poll(device).getOrDefault("h", "").contains("no JSON"), "said twice");
      answers(302, "");
      assertEquals(
          "answered with status 302, it has moved; expected its new address",
          poll(device).get("t"));
      answers(200, " ".repeat((4 << 20) + 1));
      assertEquals("answered with more than 4 MB", poll(device).get("t"));
      answers(200, "[".repeat(10_000) + "]".repeat(10_000));
      assertTrue(poll(device).getOrDefault("t", "").endsWith("no JSON"), "too deep");
      answers(200, "\uFEFF{\"humidity\":38}");
      assertEquals("38.0", poll(device).get("h"), "a byte order mark is no fault");
      answer.set(new WireServer.Answer.Reset());
      assertEquals(Health.State.UNREACHABLE, device.poll(TIME).health().state());
    }
  }

  @Test
  void oldValuesAreMissing() {
    var time = new JsonTime("/at", Optional.empty());
    try (var device = device(settings(Optional.of(time), Map.of()))) {
      answers(200, "{\"sensors\":[{\"t\":21.5}],\"humidity\":1,\"at\":\"2026-11-21T09:59:45Z\"}");
      assertEquals("21.5", poll(device).get("t"));
      answers(200, "{\"sensors\":[{\"t\":21.5}],\"humidity\":1,\"at\":\"2026-11-20T10:00:00Z\"}");
      assertTrue(poll(device).getOrDefault("t", "").startsWith("gives values that are"));
      answers(200, "{\"sensors\":[{\"t\":21.5}],\"humidity\":1}");
      assertTrue(poll(device).getOrDefault("t", "").contains("says no time at /at"));
    }
  }

  @Test
  void aHeaderIsNeverShown() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> settings(Optional.empty(), Map.of("Authorization", new Secret("hush\r\nX: y"))));
    assertFalse(String.valueOf(e.getMessage()).contains("hush"), e.getMessage());
    var settings = settings(Optional.empty(), Map.of("Authorization", new Secret("hush")));
    assertFalse(settings.toString().contains("hush"), settings.toString());
    try (var device =
        device(settings(Optional.empty(), Map.of("Authorization", new Secret("Bearer hush"))))) {
      answers(200, "<html>You sent 'hush'</html>");
      assertEquals(
          "answered '<html>You sent '...'</html>', which is no JSON", poll(device).get("t"));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> settings(Optional.empty(), Map.of("Host", new Secret("x"))));
    assertEquals("http", URI.create(server.address().toString()).getScheme());
  }

  /** A million of these are run by hand with another count. */
  @Test
  void spoiltJsonGivesNoValueOutsideItsRangeAndNoException() {
    var good = "{\"sensors\":[{\"t\":21.5}],\"humidity\":\"38\"}";
    var keys =
        new ValueKeys(
            "t",
            Optional.of(Unit.CELSIUS),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(0.0, 100.0),
            Map.of(),
            Optional.empty());
    var channel = new ValueChannel("x", keys, Duration.ofSeconds(1));
    var pointer = JsonValues.pointer("/sensors/0/t");
    var random = new Random(20261121);
    int measured = 0;
    for (int i = 0; i < Integer.getInteger("fuzz.replies", 100_000); i++) {
      var text = new StringBuilder(good);
      for (int faults = random.nextInt(4); faults > 0; faults--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setLength(at + 1);
          case 1 -> text.insert(at, (char) random.nextInt(0x250));
          case 2 -> text.setCharAt(at, "0123456789{}[]\":,.eE-".charAt(random.nextInt(21)));
          default -> text.deleteCharAt(at);
        }
        if (text.isEmpty()) {
          text.append('0');
        }
      }
      var root = JsonValues.parse(text.toString());
      if (root.isPresent()
          && JsonValues.meaning(channel, root.get(), pointer)
              instanceof ValueChannel.Meaning.Measured(double value)) {
        measured++;
        assertTrue(value >= 0 && value <= 100, text.toString());
        assertTrue(text.toString().matches("(?s).*\\d.*"), text.toString());
      }
    }
    assertTrue(measured > 10_000, "measured: " + measured);
  }
}
