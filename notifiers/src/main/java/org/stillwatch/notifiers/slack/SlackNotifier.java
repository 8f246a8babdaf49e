package org.stillwatch.notifiers.slack;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;

/** Posts to a Slack incoming webhook. Only status 200 with the body {@code ok} is success. */
final class SlackNotifier implements Notifier {

  /** Answers that no later attempt can change: api.slack.com, incoming webhooks, errors. */
  private static final Set<String> FOR_GOOD =
      Set.of(
          "invalid_payload",
          "channel_not_found",
          "no_service",
          "invalid_token",
          "action_prohibited",
          "channel_is_archived",
          "user_not_found",
          "no_text",
          "no_team",
          "posting_to_general_channel_denied");

  private final Exchange exchange;
  private final ZoneId zone;

  SlackNotifier(SlackSettings settings, InstantSource clock) {
    exchange =
        new Exchange(
            SecretAddress.of(settings.url(), List.of()),
            "POST",
            Map.of(),
            settings.timeout().orElse(Exchange.USUAL_TIMEOUT),
            clock);
    zone = settings.zone().orElse(ZoneOffset.UTC);
  }

  @Override
  public Delivery deliver(Message message) {
    return exchange.deliver(Outgoing.json(message, SlackMessage.json(message, zone)), this::judge);
  }

  private Delivery judge(Answer.Said said) {
    var word = said.body().strip();
    if (said.status() == 200 && word.equals("ok")) {
      return new Delivery.Delivered("200 ok");
    }
    return FOR_GOOD.contains(word) && !said.isTemporary()
        ? exchange.refused(said)
        : exchange.withoutSuccess(said);
  }
}
