package org.stillwatch.notifiers.telegram;

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

class TelegramNotifierTest extends NotifierContract {

  private static final String TOKEN = "123456:" + SECRET.replace('/', '_');

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new TelegramNotifier(
        new TelegramSettings(
            new Secret(TOKEN),
            "-1001234567890",
            Optional.of(42),
            Optional.of(url.replaceAll("/services/.*", "/")),
            Optional.empty(),
            Optional.of(timeout)),
        clock);
  }

  @Override
  protected String target() {
    return "/bot" + TOKEN + "/sendMessage";
  }

  @Override
  protected String secret() {
    return TOKEN;
  }

  @Override
  protected Act success() {
    return Act.respond(200, "{\"ok\":true,\"result\":{\"message_id\":7}}");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"),
        Act.respond(200, "{}"),
        Act.respond(200, "{\"ok\":false,\"error_code\":500}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(
            403, "{\"ok\":false,\"description\":\"Forbidden: bot was blocked by the user\"}"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return JsonBodies.text(written(request));
  }

  @Override
  protected String written(ScriptedHttp.Request request) {
    return JsonBodies.strings(request);
  }

  @Override
  protected int size(ScriptedHttp.Request request) {
    return JsonBodies.json(request).at("/text").asString().length();
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.of(4096);
  }

  private Delivery answers(Message message, ScriptedHttp http) {
    return notifier(http.base() + "/services/", Duration.ofSeconds(20), () -> NOW).deliver(message);
  }

  @Test
  void marksTheSeverityAndWritesToTheTopic() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      assertInstanceOf(Delivery.Delivered.class, answers(Message.of(notice("a < b", "t")), http));
      var body = JsonBodies.json(http.requests().getFirst());
      assertEquals("HTML", body.at("/parse_mode").asString());
      assertEquals(42, body.at("/message_thread_id").asInt());
      var text = body.at("/text").asString();
      assertTrue(text.startsWith("<b>\ud83d\udd34 CRITICAL: a &lt; b</b>\n"), text);
    }
  }

  @Test
  void sendsTheTextPlainWhenItCannotBeParsed() throws IOException {
    var refusal =
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse entities\"}";
    try (var http = ScriptedHttp.answering(Act.respond(400, refusal), success())) {
      assertInstanceOf(Delivery.Delivered.class, answers(Message.of(notice("a < b", "t")), http));
      var body = JsonBodies.json(http.requests().get(1));
      assertTrue(body.at("/parse_mode").isMissingNode());
      assertTrue(body.at("/text").asString().contains("CRITICAL: a < b\nt\n"), body::toString);
    }
  }

  @Test
  void givesUpWhenThePlainTextIsRefusedToo() throws IOException {
    var refusal = "{\"ok\":false,\"description\":\"Bad Request: can't parse entities\"}";
    try (var http = ScriptedHttp.answering(Act.respond(400, refusal))) {
      assertInstanceOf(Delivery.Refused.class, answers(Message.of(notice("t", "t")), http));
      assertEquals(2, http.requests().size());
    }
  }

  @Test
  void waitsAsLongAsTheBodySays() throws IOException {
    var limited =
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 17\","
            + "\"parameters\":{\"retry_after\":17}}";
    try (var http = ScriptedHttp.answering(Act.respond(429, limited))) {
      var later =
          assertInstanceOf(Delivery.TryLater.class, answers(Message.of(notice("t", "t")), http));
      assertEquals(Optional.of(Duration.ofSeconds(17)), later.after());
    }
  }

  @Test
  void followsAGroupThatMovedAndSaysSo() throws IOException {
    var moved =
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded\","
            + "\"parameters\":{\"migrate_to_chat_id\":-1009876}}";
    try (var http = ScriptedHttp.answering(Act.respond(400, moved), success())) {
      var delivered =
          assertInstanceOf(Delivery.Delivered.class, answers(Message.of(notice("t", "t")), http));
      assertTrue(delivered.receipt().contains("set chat to -1009876"), delivered::receipt);
      assertEquals("-1009876", JsonBodies.json(http.requests().get(1)).at("/chat_id").asString());
    }
    try (var http = ScriptedHttp.answering(Act.respond(400, moved))) {
      assertInstanceOf(Delivery.Refused.class, answers(Message.of(notice("t", "t")), http));
      assertEquals(2, http.requests().size());
    }
  }

  @Test
  void sendsThePictureAfterTheTextAndMissesItWithoutHarm() throws IOException {
    try (var http = ScriptedHttp.answering(success(), success(), success(), new Act.Reset())) {
      assertEquals(
          new Delivery.Delivered("200 ok, with picture"),
          answers(Samples.withCurve(notice("t", "t")), http));
      var photo = http.requests().get(1);
      assertEquals("/bot" + TOKEN + "/sendPhoto", photo.target());
      assertTrue(photo.body().contains("name=\"photo\"; filename=\"curve.png\""), "no photo");
      assertEquals(
          new Delivery.Delivered("200 ok, without its picture"),
          answers(Samples.withCurve(notice("t", "t")), http));
    }
  }

  @Test
  void refusesATokenOrChatThatIsNoneWithoutShowingTheToken() {
    for (var pair :
        List.of(
            List.of("SECRET1", "-100"), List.of("1:SECRET1/../", "-100"), List.of("1:a", "us"))) {
      var settings =
          new TelegramSettings(
              new Secret(pair.get(0)),
              pair.get(1),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      var refusal =
          assertThrows(
              IllegalArgumentException.class, () -> new TelegramKind().open("team", settings));
      assertFalse(String.valueOf(refusal.getMessage()).contains("SECRET1"));
    }
  }
}
