package org.stillwatch.notifiers.teams;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.stillwatch.testkit.NotifierContract;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;

class TeamsNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new TeamsNotifier(
        new TeamsSettings(new Secret(url), Optional.empty(), Optional.of(timeout)), clock);
  }

  @Override
  protected Act success() {
    return Act.respond(202, "");
  }

  @Override
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"),
        Act.respond(
            200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP"
                + " error 429"),
        Act.respond(200, "0"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(401, ""),
        Act.respond(400, "{\"error\":{\"code\":\"TriggerInputSchemaMismatch\"}}"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return JsonBodies.seen(
        written(request).replace("\nTextRun\n", "\n").replace("\nRichTextBlock\nNone\n", "\n"));
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
    return OptionalInt.of(28 * 1024);
  }

  /** In a text run nothing is markup; only an at sign is kept from its name. */
  @Override
  protected List<String> dangers() {
    return List.of("@everyone", "@here", "@channel", "@all");
  }

  @Test
  void saysThatAQueuedMessageIsNotProven() throws IOException {
    try (var http = ScriptedHttp.answering(Act.respond(202, ""), Act.respond(200, "1"))) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      var queued =
          assertInstanceOf(
              Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      assertTrue(queued.receipt().contains("queued"), queued::receipt);
      assertEquals(new Delivery.Delivered("200"), notifier.deliver(Message.of(notice("t", "t"))));
    }
  }

  @Test
  void knowsNoMarkupAndCallsNobody() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var notifier = notifier(http.base() + "/x", Duration.ofSeconds(20), () -> NOW);
      assertInstanceOf(
          Delivery.Delivered.class,
          notifier.deliver(Message.of(notice("<at>all</at>", "**bold** [x](http://evil)"))));
      var card = JsonBodies.json(http.requests().getFirst()).at("/attachments/0/content");
      assertEquals("Attention", card.at("/body/0/inlines/0/color").asString());
      for (var block : card.at("/body")) {
        assertEquals("RichTextBlock", block.at("/type").asString());
      }
      assertTrue(card.at("/msteams/entities").isMissingNode());
    }
  }
}
