package org.stillwatch.notifiers.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.testkit.NotifierContract;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlackNotifierTest extends NotifierContract {

  @Override
  protected Notifier notifier(String url, Duration timeout, InstantSource clock) {
    return new SlackNotifier(
        new SlackSettings(new Secret(url), Optional.empty(), Optional.of(timeout)), clock);
  }

  @Override
  protected Act success() {
    return Act.respond(200, "ok\n");
  }

  @Override
  protected Optional<Act> falseSuccess() {
    return Optional.of(Act.respond(200, "<html>Welcome to the guest network</html>"));
  }

  @Override
  protected Optional<Integer> longestBody() {
    return Optional.of(40_000);
  }

  @Override
  protected void assertTells(ScriptedHttp.Request request, Notice notice) {
    assertEquals("POST", request.method());
    var message = new JsonMapper().readTree(request.body());
    var title = seen(message.at("/blocks/0/text/text"));
    assertEquals("*CRITICAL: " + notice.title() + "*", title);
    var text = seen(message.at("/attachments/0/blocks/0/text/text"));
    assertEquals(notice.text().replace("\r\n", "\n").replaceAll("[\\x07\\x00\\x7f]", " "), text);
    var fallback = seen(message.at("/text"));
    assertTrue(fallback.contains(notice.title()) && fallback.contains(text), fallback);
    var bare = request.body().replaceAll("&(amp|lt|gt);", "");
    assertFalse(bare.matches("(?s).*[&<>].*"), bare);
  }

  /** As Slack shows it. */
  private static String seen(JsonNode text) {
    return text.asString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  @Test
  void parksWhatSlackRefusesForGoodWithASuccessfulStatus() throws IOException {
    for (var word : new String[] {"invalid_token", "no_team", "channel_is_archived"}) {
      try (var http = ScriptedHttp.answering(Act.respond(200, word))) {
        var delivery =
            notifier(http.base() + "/x", Duration.ofSeconds(5), () -> NOW)
                .deliver(Message.of(notice("t", "t")));
        var refused = assertInstanceOf(Delivery.Refused.class, delivery);
        assertTrue(refused.reason().endsWith("answered 200: " + word), refused::reason);
      }
    }
  }

  @Test
  void isNotDeliveredByAnEmptyOrAnOtherSuccessfulStatus() throws IOException {
    for (var act :
        new Act[] {
          Act.respond(200, ""), Act.respond(204, ""), Act.respond(201, "ok"),
          Act.respond(200, "OK"), Act.respond(200, "ok ok"), Act.respond(200, "{\"ok\":true}")
        }) {
      try (var http = ScriptedHttp.answering(act)) {
        var delivery =
            notifier(http.base() + "/x", Duration.ofSeconds(5), () -> NOW)
                .deliver(Message.of(notice("t", "t")));
        assertInstanceOf(Delivery.TryLater.class, delivery, act::toString);
      }
    }
  }
}
