package org.stillwatch.notifiers.lark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

class LarkNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new LarkNotifier(
        new LarkSettings(new Secret(url), Optional.empty(), Optional.empty(), Optional.of(timeout)),
        clock);
  }

  @Override
  protected Act success() {
    return Act.respond(
        200,
        "{\"StatusCode\":0,\"StatusMessage\":\"success\",\"code\":0,\"data\":{},\"msg\":\"success\"}");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"),
        Act.respond(200, "{}"),
        Act.respond(200, "{\"code\":11232,\"msg\":\"frequency limited\"}"),
        Act.respond(200, "{\"StatusCode\":0,\"code\":11232}"),
        Act.respond(200, "{\"code\":77}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(200, "{\"code\":19001}"),
        Act.respond(200, "{\"code\":19021}"),
        Act.respond(200, "{\"code\":19022}"),
        Act.respond(200, "{\"StatusCode\":19024}"),
        Act.respond(200, "{\"code\":9499,\"msg\":\"Bad Request\"}"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return JsonBodies.seen(written(request));
  }

  @Override
  protected String written(ScriptedHttp.Request request) {
    return JsonBodies.strings(request);
  }

  @Override
  protected int size(ScriptedHttp.Request request) {
    return request.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.of(20 * 1024);
  }

  /** In plain_text nothing is markup; only an at sign is kept from its name. */
  @Override
  protected List<String> dangers() {
    return List.of("@everyone", "@here", "@channel", "@all");
  }

  @Test
  void takesTheOlderAnswerForSuccessToo() throws IOException {
    try (var http =
        ScriptedHttp.answering(
            Act.respond(200, "{\"StatusCode\":0,\"StatusMessage\":\"success\"}"))) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
    }
  }

  @Test
  void writesTextsOnlyAsPlainTextBelowAColouredHead() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(
          Delivery.Delivered.class, notifier.deliver(Samples.cleared(notice("t", "t"))));
      var body = JsonBodies.json(http.requests().getFirst());
      assertEquals("green", body.at("/card/header/template").asString());
      assertFalse(body.toString().contains("lark_md"), body::toString);
    }
  }

  @Test
  void signsWithTheSecretInTheKey() throws IOException {
    assertEquals(
        "mYHw2R2SOm8Rw/sne3lQdmz4sOfntKR+1P/8RKKTwmA=",
        LarkNotifier.signature("1700000000", "demo-secret"));
    try (var http = ScriptedHttp.answering(success())) {
      var notifier =
          new LarkNotifier(
              new LarkSettings(
                  new Secret(http.base() + "/x"),
                  Optional.of(new Secret("demo-secret")),
                  Optional.empty(),
                  Optional.empty()),
              () -> Instant.ofEpochSecond(1_700_000_000));
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      var body = JsonBodies.json(http.requests().getFirst());
      assertEquals("1700000000", body.at("/timestamp").asString());
      assertEquals("mYHw2R2SOm8Rw/sne3lQdmz4sOfntKR+1P/8RKKTwmA=", body.at("/sign").asString());
    }
  }
}
