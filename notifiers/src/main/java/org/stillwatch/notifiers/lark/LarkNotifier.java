package org.stillwatch.notifiers.lark;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;
import org.stillwatch.notifiers.http.Signature;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends a card to a group of Feishu or Lark. All text from instruments is of the tag {@code
 * plain_text}, in which nothing is markup and nobody can be called.
 */
final class LarkNotifier implements Notifier {

  /** Custom bot guide: bad token, bad sign or time, address not allowed, keyword, bad request. */
  private static final Set<Integer> FOR_GOOD = Set.of(19001, 19021, 19022, 19024, 9499);

  // the whole body may have 20 KB; lengths here are of JSON in UTF-8
  private static final int TITLE_BYTES = 1_000;
  private static final int TEXT_BYTES = 12_000;
  private static final int TABLE_BYTES = 4_000;
  private static final int SMALL_PRINT_BYTES = 1_000;

  private final Exchange exchange;
  private final Optional<Secret> secret;
  private final ZoneId zone;
  private final InstantSource clock;

  LarkNotifier(LarkSettings settings, InstantSource clock) {
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
    return exchange.deliver(Outgoing.json(message, json(message)), this::judge);
  }

  private ObjectNode json(Message message) {
    var json = JsonNodeFactory.instance.objectNode();
    secret.ifPresent(
        key -> {
          var seconds = Long.toString(clock.instant().getEpochSecond());
          json.put("timestamp", seconds);
          json.put("sign", signature(seconds, key.reveal()));
        });
    json.put("msg_type", "interactive");
    var card = json.putObject("card");
    card.putObject("config").put("wide_screen_mode", true);
    var header = card.putObject("header");
    plain(header.putObject("title"), cut(Words.title(message), TITLE_BYTES));
    header.put("template", template(Tone.of(message)));
    var elements = card.putArray("elements");
    var text = cut(Words.text(message), TEXT_BYTES);
    var table = cut(table(message), TABLE_BYTES);
    if (!text.isEmpty()) {
      plain(elements.addObject().put("tag", "div").putObject("text"), text);
    }
    if (!table.isEmpty()) {
      plain(elements.addObject().put("tag", "div").putObject("text"), table);
    }
    plain(
        elements.addObject().put("tag", "note").putArray("elements").addObject(),
        cut(Words.smallPrint(message, zone), SMALL_PRINT_BYTES));
    buttons(message, text.endsWith(Cut.MARK) || table.endsWith(Cut.MARK), elements);
    return json;
  }

  private static void buttons(Message message, boolean isCut, ArrayNode elements) {
    boolean any = message.files().stream().anyMatch(file -> file.address().isPresent());
    if (message.acknowledge().isEmpty() && !any && !(isCut && message.whole().isPresent())) {
      return;
    }
    var actions = elements.addObject().put("tag", "action").putArray("actions");
    if (isCut) {
      message.whole().ifPresent(page -> button(actions, Words.WHOLE, page.toString()));
    }
    message
        .files()
        .forEach(f -> f.address().ifPresent(page -> button(actions, f.name(), page.toString())));
    message.acknowledge().ifPresent(page -> button(actions, Words.ACKNOWLEDGE, page.toString()));
  }

  private static void button(ArrayNode actions, String words, String url) {
    var button = actions.addObject().put("tag", "button");
    plain(button.putObject("text"), words);
    button.put("type", "primary").put("url", url);
  }

  private static void plain(ObjectNode text, String content) {
    text.put("tag", "plain_text").put("content", content);
  }

  /** The card's font is not monospaced, so the names are not padded. */
  private static String table(Message message) {
    var lines = new StringBuilder();
    for (var row : message.table()) {
      lines
          .append(Words.line(row.name()))
          .append(": ")
          .append(Words.line(row.value()))
          .append('\n');
    }
    return lines.toString().stripTrailing();
  }

  private static String cut(String text, int bytes) {
    return Cut.fit(Words.unmentioned(text), bytes, piece -> Cut.bytes(NoticeJson.escaped(piece)));
  }

  private static String template(Tone tone) {
    return switch (tone) {
      case CRITICAL -> "red";
      case WARNING -> "orange";
      case INFO -> "blue";
      case CLEARED -> "green";
    };
  }

  /** The secret is part of the key, and the message is empty: as the custom bot guide has it. */
  static String signature(String seconds, String secret) {
    return Signature.of(seconds + "\n" + secret, "");
  }

  private Delivery judge(Answer.Said said) {
    var body = said.json();
    var code = body.path("code");
    var older = body.path("StatusCode");
    if (said.status() == 200
        && (code.isNumber() || older.isNumber())
        && code.asInt(0) == 0
        && older.asInt(0) == 0) {
      return new Delivery.Delivered("200, code 0");
    }
    return said.status() == 200 && (isForGood(code) || isForGood(older))
        ? exchange.refused(said)
        : exchange.withoutSuccess(said);
  }

  private static boolean isForGood(JsonNode code) {
    return code.isNumber() && FOR_GOOD.contains(code.asInt(0));
  }
}
