package org.stillwatch.notifiers.dingtalk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;
import org.stillwatch.notifiers.http.Signature;
import org.stillwatch.notifiers.text.Body;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends markdown to a group of DingTalk. Only {@code errcode} 0 is success. */
final class DingtalkNotifier implements Notifier {

  /** Keyword or token, and signature. */
  private static final Set<Integer> FOR_GOOD = Set.of(300005, 310000);

  // the whole body may have 20 KB; lengths here are of JSON in UTF-8
  private static final int TEXT_BYTES = 17_000;
  private static final int TITLE_BYTES = 1_000;

  private final Exchange exchange;
  private final Optional<Secret> secret;
  private final ZoneId zone;
  private final InstantSource clock;

  DingtalkNotifier(DingtalkSettings settings, InstantSource clock) {
    exchange =
        new Exchange(
            SecretAddress.of(settings.url(), settings.secret().stream().toList()),
            "POST",
            Map.of(),
            settings.timeout().orElse(Exchange.USUAL_TIMEOUT),
            clock);
    secret = settings.secret();
    zone = settings.zone().orElse(ZoneOffset.UTC);
    this.clock = clock;
  }

  @Override
  public Delivery deliver(Message message) {
    var outgoing = Outgoing.json(message, json(message));
    return exchange.deliver(
        secret.map(key -> outgoing.withQuery(signed(key.reveal()))).orElse(outgoing), this::judge);
  }

  private String signed(String key) {
    long millis = clock.millis();
    return "timestamp=" + millis + "&sign=" + signature(millis, key);
  }

  /** The secret is the key, and also part of the message: as the robot's guide has it. */
  static String signature(long millis, String secret) {
    return URLEncoder.encode(Signature.of(secret, millis + "\n" + secret), StandardCharsets.UTF_8);
  }

  private ObjectNode json(Message message) {
    var markup = new DingtalkMarkup();
    var title =
        Cut.fit(Words.title(message), TITLE_BYTES, piece -> markup.size(markup.escaped(piece)));
    var heading =
        "#### <font color=\"%s\">%s</font>"
            .formatted(Tone.of(message).hex(), markup.escaped(title));
    var json = JsonNodeFactory.instance.objectNode().put("msgtype", "markdown");
    json.putObject("markdown")
        .put("title", markup.escaped(title))
        .put("text", heading + markup.between() + Body.of(message, zone, markup, TEXT_BYTES));
    json.putObject("at").put("isAtAll", false);
    return json;
  }

  private Delivery judge(Answer.Said said) {
    var code = said.json().path("errcode");
    if (said.status() == 200 && code.isNumber() && code.asInt(-1) == 0) {
      return new Delivery.Delivered("200, errcode 0");
    }
    return said.status() == 200 && code.isNumber() && FOR_GOOD.contains(code.asInt(-1))
        ? exchange.refused(said)
        : exchange.withoutSuccess(said);
  }
}
