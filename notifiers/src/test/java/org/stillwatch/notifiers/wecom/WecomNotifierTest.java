package org.stillwatch.notifiers.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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

class WecomNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new WecomNotifier(
        new WecomSettings(new Secret(url), Optional.empty(), Optional.of(timeout)), clock);
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
        Act.respond(200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}"),
        Act.respond(200, "{\"errcode\":-1}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"),
        Act.respond(200, "{\"errcode\":40008}"));
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
    return JsonBodies.json(request)
        .at("/markdown/content")
        .asString()
        .getBytes(java.nio.charset.StandardCharsets.UTF_8)
        .length;
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.of(4096);
  }

  @Test
  void coloursTheTitle() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      assertInstanceOf(
          Delivery.Delivered.class, notifier.deliver(Samples.cleared(notice("t", "t"))));
      var first = JsonBodies.json(http.requests().get(0)).at("/markdown/content").asString();
      assertTrue(first.startsWith("**<font color=\"warning\">CRITICAL: t</font>**\n"), first);
      var second = JsonBodies.json(http.requests().get(1)).at("/markdown/content").asString();
      assertTrue(second.startsWith("**<font color=\"info\">CLEARED: t</font>**\n"), second);
    }
  }

  @Test
  void sendsThePictureAfterTheTextAndMissesItWithoutHarm() throws IOException {
    try (var http =
        ScriptedHttp.answering(success(), success(), success(), new Act.Reset(), success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertEquals(
          new Delivery.Delivered("200, errcode 0, with picture"),
          notifier.deliver(Samples.withCurve(notice("t", "t"))));
      var image = JsonBodies.json(http.requests().get(1));
      assertEquals("image", image.at("/msgtype").asString());
      var png = java.util.Base64.getDecoder().decode(image.at("/image/base64").asString());
      assertEquals('P', png[1]);
      assertEquals(32, image.at("/image/md5").asString().length());
      assertEquals(
          new Delivery.Delivered("200, errcode 0, without its picture"),
          notifier.deliver(Samples.withCurve(notice("t", "t"))));
    }
  }

  @Test
  void sendsNoPictureWhenTheTextWasNotTaken() throws IOException {
    try (var http = ScriptedHttp.answering(Act.respond(200, "{\"errcode\":45009}"))) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(
          Delivery.TryLater.class, notifier.deliver(Samples.withCurve(notice("t", "t"))));
      assertEquals(1, http.requests().size());
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
