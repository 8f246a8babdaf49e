package org.stillwatch.notifiers.ntfy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.JsonBodies;
import org.stillwatch.notifiers.Samples;
import org.stillwatch.testkit.NotifierContract;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;

class NtfyNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new NtfyNotifier(settings(url, Optional.empty(), timeout), clock);
  }

  private static NtfySettings settings(String url, Optional<Secret> token, Duration timeout) {
    return new NtfySettings(
        new Secret(url),
        token,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(timeout));
  }

  @Override
  protected String target() {
    return "/services/T0SECRET/B1SECRET/";
  }

  @Override
  protected Act success() {
    return Act.respond(200, "{\"id\":\"sPs71M8A2T\",\"event\":\"message\"}");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"), Act.respond(200, "{}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(403, "{\"code\":40301,\"http\":403,\"error\":\"forbidden\"}"),
        Act.respond(413, "{\"code\":41301}"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return written(request);
  }

  @Override
  protected String written(ScriptedHttp.Request request) {
    return JsonBodies.strings(request);
  }

  @Override
  protected int size(ScriptedHttp.Request request) {
    return JsonBodies.json(request)
        .at("/message")
        .asString()
        .getBytes(java.nio.charset.StandardCharsets.UTF_8)
        .length;
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.of(4096);
  }

  /** ntfy shows text as it is and calls nobody. */
  @Override
  protected List<String> dangers() {
    return List.of();
  }

  private static Message acknowledgeable() {
    return new Message(
        notice("t", "t"),
        List.of(),
        false,
        Optional.of(ACKNOWLEDGE),
        Optional.of(WHOLE),
        List.of(),
        Optional.empty());
  }

  @Test
  void ranksBySeverityAndOpensTheAcknowledgement() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/lab-topic", Duration.ofSeconds(20), () -> NOW);
      assertEquals(new Delivery.Delivered("200"), notifier.deliver(acknowledgeable()));
      assertInstanceOf(
          Delivery.Delivered.class, notifier.deliver(Samples.cleared(notice("t", "t"))));
      var first = JsonBodies.json(http.requests().get(0));
      assertEquals("lab-topic", first.at("/topic").asString());
      assertEquals(5, first.at("/priority").asInt());
      assertEquals(ACKNOWLEDGE.toString(), first.at("/click").asString());
      assertEquals("Acknowledge", first.at("/actions/0/label").asString());
      var second = JsonBodies.json(http.requests().get(1));
      assertEquals(3, second.at("/priority").asInt());
      assertEquals("white_check_mark", second.at("/tags/0").asString());
    }
  }

  @Test
  void logsInByTokenOrPassword() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var url = http.base() + "/lab-topic";
      var patient = Duration.ofSeconds(20);
      var byToken =
          new NtfyNotifier(settings(url, Optional.of(new Secret("tk_12345")), patient), () -> NOW);
      assertInstanceOf(Delivery.Delivered.class, byToken.deliver(Message.of(notice("t", "t"))));
      var byPassword =
          new NtfyNotifier(
              new NtfySettings(
                  new Secret(url),
                  Optional.empty(),
                  Optional.of("lab"),
                  Optional.of(new Secret("p\u00e4ss")),
                  Optional.empty(),
                  Optional.of(patient)),
              () -> NOW);
      assertInstanceOf(Delivery.Delivered.class, byPassword.deliver(Message.of(notice("t", "t"))));
      assertEquals("Bearer tk_12345", http.requests().get(0).headers().get("authorization"));
      assertEquals("Basic bGFiOnDDpHNz", http.requests().get(1).headers().get("authorization"));
    }
  }

  @Test
  void refusesAnAddressWithoutATopicAndHalfALogin() {
    for (var url : List.of("https://ntfy.sh", "https://ntfy.sh/a/b c", "ftp://ntfy.sh/SECRET1")) {
      var refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> notifier(url, Duration.ofSeconds(20), () -> NOW));
      assertFalse(String.valueOf(refusal.getMessage()).contains("SECRET1"));
    }
    var half =
        new NtfySettings(
            new Secret("https://ntfy.sh/t"),
            Optional.empty(),
            Optional.of("lab"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> new NtfyKind().open("phone", half));
  }
}
