package org.stillwatch.notifiers.dingtalk;

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
import org.stillwatch.testkit.NotifierContract;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;

class DingtalkNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new DingtalkNotifier(
        new DingtalkSettings(
            new Secret(url), Optional.empty(), Optional.empty(), Optional.of(timeout)),
        clock);
  }

  @Override
  protected String alike(String text) {
    return JsonBodies.wide(text);
  }

  @Override
  protected Act success() {
    return Act.respond(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"),
        Act.respond(200, "{}"),
        Act.respond(200, "{\"errcode\":130101,\"errmsg\":\"send too fast\"}"),
        Act.respond(200, "{\"errcode\":410100}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(200, "{\"errcode\":300005}"),
        Act.respond(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return JsonBodies.text(written(request)).replace("  \n", "\n");
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

  @Test
  void signsWithTheSecretAsKeyInTheAddress() throws IOException {
    assertEquals(
        "mSUvvxbX7ba307ODWOhHpJmbw3QdiJvvLe0lcElsApI%3D",
        DingtalkNotifier.signature(1_700_000_000_000L, "demo-secret"));
    try (var http = ScriptedHttp.answering(success())) {
      var notifier =
          new DingtalkNotifier(
              new DingtalkSettings(
                  new Secret(http.base() + "/send?access_token=abcd"),
                  Optional.of(new Secret("demo-secret")),
                  Optional.empty(),
                  Optional.empty()),
              () -> Instant.ofEpochSecond(1_700_000_000));
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      assertEquals(
          "/send?access_token=abcd&timestamp=1700000000000"
              + "&sign=mSUvvxbX7ba307ODWOhHpJmbw3QdiJvvLe0lcElsApI%3D",
          http.requests().getFirst().target());
    }
  }

  @Test
  void makesNoLinkOfWhatLooksLikeOne() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(
          Delivery.Delivered.class,
          notifier.deliver(Message.of(notice("[a](http://evil)", "![b](http://evil)"))));
      assertFalse(http.requests().getFirst().body().contains("](http"));
    }
  }
}
