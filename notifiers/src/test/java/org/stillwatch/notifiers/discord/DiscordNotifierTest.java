package org.stillwatch.notifiers.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class DiscordNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return webhook(url, Optional.empty(), timeout, clock);
  }

  private static Notifier webhook(
      String url, Optional<String> thread, Duration timeout, InstantSource clock) {
    return new DiscordNotifier(
        new DiscordSettings(
            Optional.of(new Secret(url)),
            thread,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(timeout)),
        clock);
  }

  private static DiscordSettings bot(String token, String channel) {
    return new DiscordSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Secret(token)),
        Optional.of(channel),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  protected String target() {
    return "/services/" + SECRET + "?wait=true";
  }

  @Override
  protected Act success() {
    return Act.respond(200, "{\"id\":\"1203\",\"type\":0}");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"),
        Act.respond(200, "{}"),
        Act.respond(200, "{\"message\":\"odd\"}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(404, "{\"message\":\"Unknown Webhook\",\"code\":10015}"),
        Act.respond(400, "{\"code\":50035}"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return JsonBodies.seen(JsonBodies.strings(request)).replaceAll("\\\\([^0-9A-Za-z\\s])", "$1");
  }

  @Override
  protected String written(ScriptedHttp.Request request) {
    // within a code block, and after a backslash, nothing has a meaning
    return JsonBodies.strings(request).replaceAll("(?s)```.*?```|\\\\[^0-9A-Za-z\\s]", "");
  }

  @Override
  protected int size(ScriptedHttp.Request request) {
    return JsonBodies.json(request).at("/embeds/0/description").asString().length();
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.of(4096);
  }

  @Test
  void callsNobodyAndShowsTheColourOfTheSeverity() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertEquals(
          new Delivery.Delivered("200, message 1203"),
          notifier.deliver(Message.of(notice("t", "t"))));
      var body = JsonBodies.json(http.requests().getFirst());
      assertEquals("{\"parse\":[]}", body.at("/allowed_mentions").toString());
      assertEquals(0xb3261e, body.at("/embeds/0/color").asInt());
    }
  }

  @Test
  void staysWithinEveryLimitOfAnEmbed() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      var message = Message.of(notice("*".repeat(5_000), "_".repeat(50_000)));
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(message));
      var embed = JsonBodies.json(http.requests().getFirst()).at("/embeds/0");
      int title = embed.at("/title").asString().length();
      int all =
          title
              + embed.at("/description").asString().length()
              + embed.at("/footer/text").asString().length();
      assertTrue(title <= 256 && all <= 6000, () -> title + " of " + all);
    }
  }

  @Test
  void waitsAsLongAsTheBodySays() throws IOException {
    var limited =
        "{\"message\":\"You are being rate limited.\",\"retry_after\":64.57,\"global\":false}";
    try (var http = ScriptedHttp.answering(Act.respond(429, limited))) {
      var delivery =
          notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW)
              .deliver(Message.of(notice("t", "t")));
      assertEquals(
          Optional.of(Duration.ofMillis(64_570)),
          assertInstanceOf(Delivery.TryLater.class, delivery).after());
    }
  }

  @Test
  void sendsThePictureAsAFileThatTheEmbedShows() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier =
          webhook(http.base() + "/x", Optional.of("778899"), Duration.ofSeconds(20), () -> NOW);
      var delivery = notifier.deliver(Samples.withCurve(notice("t", "t")));
      assertInstanceOf(Delivery.Delivered.class, delivery);
      var request = http.requests().getFirst();
      assertEquals("/x?wait=true&thread_id=778899", request.target());
      assertTrue(
          request.headers().getOrDefault("content-type", "").startsWith("multipart/form-data"));
      assertTrue(request.body().contains("name=\"payload_json\""), "no JSON part");
      assertTrue(request.body().contains("name=\"files[0]\"; filename=\"curve.png\""), "no file");
      assertTrue(request.body().contains("attachment://curve.png"), "not in the embed");
    }
  }

  @Test
  void sendsTheTextAloneWhenThePictureIsRefused() throws IOException {
    try (var http =
        ScriptedHttp.answering(Act.respond(413, "Request entity too large"), success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      var delivery = notifier.deliver(Samples.withCurve(notice("t", "t")));
      assertInstanceOf(Delivery.Delivered.class, delivery);
      assertFalse(http.requests().get(1).body().contains("curve.png"));
    }
  }

  @Test
  void speaksAsABotWithANonceThatKeepsARepeatAway() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = new DiscordNotifier(bot("tok.SECRET1", "112233"), http.base(), () -> NOW);
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      var request = http.requests().getFirst();
      assertEquals("/channels/112233/messages", request.target());
      assertEquals("Bot tok.SECRET1", request.headers().get("authorization"));
      assertTrue(
          request.headers().getOrDefault("user-agent", "").startsWith("DiscordBot ("),
          request::toString);
      var body = JsonBodies.json(request);
      assertEquals("5f2a9c0b1d", body.at("/nonce").asString());
      assertTrue(body.at("/enforce_nonce").asBoolean());
    }
  }

  @Test
  void refusesSettingsThatContradictEachOther() {
    var none = Optional.<Secret>empty();
    var no = Optional.<String>empty();
    var zone = Optional.<java.time.ZoneId>empty();
    var time = Optional.<Duration>empty();
    var secret = Optional.of(new Secret("http://lab/SECRET1"));
    var id = Optional.of("112233");
    for (var bad :
        List.of(
            new DiscordSettings(none, no, none, no, zone, time),
            new DiscordSettings(secret, no, secret, id, zone, time),
            new DiscordSettings(none, no, secret, no, zone, time),
            new DiscordSettings(secret, no, none, id, zone, time),
            new DiscordSettings(none, id, secret, id, zone, time),
            new DiscordSettings(secret, Optional.of("general"), none, no, zone, time))) {
      var refusal =
          assertThrows(IllegalArgumentException.class, () -> new DiscordKind().open("team", bad));
      assertFalse(String.valueOf(refusal.getMessage()).contains("SECRET1"));
    }
  }

  @Test
  void makesNoLinkOfWhatLooksLikeOne() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(
          Delivery.Delivered.class,
          notifier.deliver(Message.of(notice("[a](http://evil)", "![b](http://evil)"))));
      assertFalse(written(http.requests().getFirst()).contains("](http"));
    }
  }
}
