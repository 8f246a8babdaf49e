package org.stillwatch.notifiers.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.testkit.NotifierContract;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;

class WebhookNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new WebhookNotifier(
        new WebhookSettings(
            new Secret(url), Optional.empty(), Map.of(), Optional.empty(), Optional.of(timeout)),
        clock);
  }

  private static Notifier with(
      String url, Optional<String> method, Map<String, Secret> headers, Optional<String> json) {
    return new WebhookKind()
        .open(
            "hook", new WebhookSettings(new Secret(url), method, headers, json, Optional.empty()));
  }

  @Override
  protected Act success() {
    return Act.respond(204, "");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(); // the status is all that an unknown service says
  }

  @Override
  protected List<Act> forGood() {
    return List.of(Act.respond(422, "no such field"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return request.body();
  }

  @Override
  protected String written(ScriptedHttp.Request request) {
    return request.body();
  }

  @Override
  protected int size(ScriptedHttp.Request request) {
    return request.body().length();
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.empty();
  }

  @Override
  protected List<String> dangers() {
    return List.of(); // data for a program, as it is
  }

  @Override
  protected void assertTells(ScriptedHttp.Request request, Notice notice) {
    assertEquals("POST", request.method());
    assertEquals(NoticeJson.write(notice), request.body());
    assertEquals(notice.id(), request.headers().get("idempotency-key"));
    assertEquals("application/json; charset=utf-8", request.headers().get("content-type"));
  }

  @Test
  void sendsItsOwnMethodHeadersAndBody() throws IOException {
    try (var http = ScriptedHttp.answering(Act.respond(200, "thanks"))) {
      var notifier =
          with(
              http.base() + "/hook?key=abcdef",
              Optional.of("put"),
              Map.of(
                  "Authorization",
                  new Secret("Bearer tk_12345"),
                  "Content-Type",
                  new Secret("application/vnd.lab+json")),
              Optional.of("{\"msg\": \"{severity}: {title}\", \"v\": {value}}"));
      assertEquals(
          new Delivery.Delivered("200"), notifier.deliver(Message.of(notice("a \"b\"", "t"))));
      var request = http.requests().getFirst();
      assertEquals("PUT", request.method());
      assertEquals("/hook?key=abcdef", request.target());
      assertEquals("{\"msg\": \"critical: a \\\"b\\\"\", \"v\": 29.4}", request.body());
      assertEquals("Bearer tk_12345", request.headers().get("authorization"));
      assertEquals("application/vnd.lab+json", request.headers().get("content-type"));
    }
  }

  @Test
  void showsNoHeaderThatTheServerSaysBack() throws IOException {
    try (var http =
        ScriptedHttp.answering(Act.respond(401, "who is tk_12345? (BEARER TK_12345)"))) {
      var notifier =
          with(
              http.base() + "/hook",
              Optional.empty(),
              Map.of("Authorization", new Secret("Bearer tk_12345")),
              Optional.empty());
      var refused =
          assertInstanceOf(Delivery.Refused.class, notifier.deliver(Message.of(notice("a", "t"))));
      assertTrue(refused.reason().contains("401"), refused::reason);
      assertFalse(
          refused.reason().toLowerCase(java.util.Locale.ROOT).contains("tk_"), refused::reason);
    }
  }

  @Test
  void triesLaterWhenTheServerMayJustNeedTime() throws IOException {
    for (int status : new int[] {408, 425, 429, 507, 599}) {
      try (var http = ScriptedHttp.answering(Act.respond(status, ""))) {
        var delivery =
            notifier(http.base() + "/x", Duration.ofSeconds(5), () -> NOW)
                .deliver(Message.of(notice("t", "t")));
        assertInstanceOf(Delivery.TryLater.class, delivery);
      }
    }
  }

  @Test
  void refusesSettingsThatCannotWorkWithoutShowingSecrets() {
    var ok = "https://lab.example/SECRET1";
    var none = Optional.<String>empty();
    for (var url :
        new String[] {
          "",
          "SECRET1",
          "ftp://lab/SECRET1",
          "https:///SECRET1",
          "https://",
          "http://lab:99999/SECRET1",
          "http://user:SECRET1@lab/",
          "https://lab/SECRET1 SECRET1",
          "https://[SECRET1",
          "mailto:SECRET1",
          "http://lab:0/SECRET1",
          "https:SECRET1",
          "//lab/SECRET1",
          "https://la b/SECRET1",
          "\0SECRET1"
        }) {
      assertSpeaksPlainly(() -> with(url, none, Map.of(), none), "url");
    }
    assertSpeaksPlainly(() -> with(ok, Optional.of("GET"), Map.of(), none), "POST, PUT or PATCH");
    for (var name : new String[] {"", "Host", "Content-Length", "a b", "X:Y", "\u00e4"}) {
      assertSpeaksPlainly(
          () -> with(ok, none, Map.of(name, new Secret("SECRET1")), none), "header '" + name + "'");
    }
    assertSpeaksPlainly(
        () -> with(ok, none, Map.of("X", new Secret("SECRET1\r\nY: SECRET1")), none), "header 'X'");
    assertSpeaksPlainly(
        () -> with(ok, none, Map.of("idempotency-key", new Secret("SECRET1")), none), "id of each");
    for (var timeout :
        new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(1)}) {
      assertSpeaksPlainly(() -> notifier(ok, timeout, () -> NOW), "timeout is");
    }
  }

  private static void assertSpeaksPlainly(Runnable open, String about) {
    var refusal = assertThrows(IllegalArgumentException.class, open::run);
    var said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains(about), said);
    assertFalse(said.contains("SECRET1"), said);
    assertEquals(null, refusal.getCause());
  }
}
