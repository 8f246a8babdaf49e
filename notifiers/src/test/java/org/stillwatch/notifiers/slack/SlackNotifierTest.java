package org.stillwatch.notifiers.slack;

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
  protected List<Act> falseSuccesses() {
    return List.of(
        Act.respond(200, "<html>Welcome to the guest network</html>"),
        Act.respond(200, ""),
        Act.respond(204, ""),
        Act.respond(201, "ok"),
        Act.respond(200, "OK"),
        Act.respond(200, "ok ok"),
        Act.respond(200, "{\"ok\":true}"));
  }

  @Override
  protected List<Act> forGood() {
    return List.of(
        Act.respond(200, "invalid_token"),
        Act.respond(200, "no_team"),
        Act.respond(200, "channel_is_archived"),
        Act.respond(403, "action_prohibited"));
  }

  @Override
  protected String shown(ScriptedHttp.Request request) {
    return JsonBodies.seen(written(request))
        .replaceAll("<[^|>]*\\|([^>]*)>", "$1")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  @Override
  protected String written(ScriptedHttp.Request request) {
    return JsonBodies.strings(request);
  }

  @Override
  protected int size(ScriptedHttp.Request request) {
    return request.body().length();
  }

  @Override
  protected OptionalInt limit() {
    return OptionalInt.of(40_000);
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
}
