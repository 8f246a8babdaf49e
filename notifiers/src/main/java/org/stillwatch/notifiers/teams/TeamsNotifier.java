package org.stillwatch.notifiers.teams;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;

/** Sends an adaptive card to a workflow of Microsoft Teams. */
final class TeamsNotifier implements Notifier {

  private final Exchange exchange;
  private final ZoneId zone;

  TeamsNotifier(TeamsSettings settings, InstantSource clock) {
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
    return exchange.deliver(Outgoing.json(message, TeamsCard.json(message, zone)), this::judge);
  }

  private Delivery judge(Answer.Said said) {
    if (said.status() == 202) {
      return new Delivery.Delivered("202, queued: Teams does not say whether it was shown");
    }
    // connectors, which workflows replace, told errors with status 200: anything but 1
    var word = said.body().strip();
    return said.status() == 200 && (word.isEmpty() || word.equals("1"))
        ? new Delivery.Delivered("200")
        : exchange.withoutSuccess(said);
  }
}
