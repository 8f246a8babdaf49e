package org.stillwatch.notifiers.webhook;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;

/**
 * Sends each notice as JSON. Any status from 200 to 299 is success; the header {@code
 * Idempotency-Key} lets the receiver recognise a notice that it already has.
 */
final class WebhookNotifier implements Notifier {

  private static final String KEY_HEADER = "Idempotency-Key";
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

  private final Exchange exchange;
  private final Function<Message, String> body;

  WebhookNotifier(WebhookSettings settings, InstantSource clock) {
    var method = settings.method().orElse("POST").strip().toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "method is '" + settings.method().orElse("") + "'; expected POST, PUT or PATCH");
    }
    for (var name : settings.headers().keySet()) {
      if (name.equalsIgnoreCase(KEY_HEADER)) {
        throw new IllegalArgumentException(
            "header '" + name + "' cannot be set, since it carries the id of each notice");
      }
    }
    exchange =
        new Exchange(
            SecretAddress.of(settings.url(), settings.headers().values()),
            method,
            settings.headers(),
            settings.timeout().orElse(Exchange.USUAL_TIMEOUT),
            clock);
    body =
        settings
            .json()
            .map(JsonTemplate::parse)
            .<Function<Message, String>>map(template -> template::fill)
            .orElse(NoticeJson::write);
  }

  @Override
  public Delivery deliver(Message message) {
    return exchange.deliver(Outgoing.json(message, body.apply(message)), this::judge);
  }

  private Delivery judge(Answer.Said said) {
    return said.status() >= 200 && said.status() < 300
        ? new Delivery.Delivered(Integer.toString(said.status()))
        : exchange.withoutSuccess(said);
  }
}
