package org.stillwatch.notifiers.telegram;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.RetryAfter;
import org.stillwatch.notifiers.http.SecretAddress;
import org.stillwatch.notifiers.plot.CurvePicture;
import org.stillwatch.notifiers.text.Body;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Enclosed;
import org.stillwatch.notifiers.text.Markup;
import org.stillwatch.notifiers.text.Plain;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes to a Telegram chat, and sends the picture and files after it. The text alone decides
 * whether a notice is delivered. A text that Telegram cannot parse is sent once more without
 * markup; one to a group that has moved is sent to where it went.
 */
final class TelegramNotifier implements Notifier {

  static final String SERVER = "https://api.telegram.org";

  private static final int TEXT_LENGTH = 4096;
  private static final int TITLE_LENGTH = 500;
  private static final int CAPTION_LENGTH = 1024;

  // Bot API, sendDocument: files of up to 50 MB; more than a phone wants
  private static final int FILE_BYTES = 20_000_000;

  private final Exchange texts;
  private final Exchange photos;
  private final Exchange documents;
  private final String chat;
  private final TelegramSettings settings;
  private final ZoneId zone;

  TelegramNotifier(TelegramSettings settings, InstantSource clock) {
    if (!settings.token().reveal().matches("[0-9]+:[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "token is no token of a bot; expected digits, a colon and letters, as BotFather gives it"
              + " (it is a secret and not shown here)");
    }
    if (!settings.chat().matches("-?[0-9]+|@[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException(
          "chat is '"
              + settings.chat()
              + "'; expected a number such as -1001234567890, or @name of a public channel");
    }
    texts = exchange(settings, "sendMessage", clock);
    photos = exchange(settings, "sendPhoto", clock);
    documents = exchange(settings, "sendDocument", clock);
    chat = settings.chat();
    zone = settings.zone().orElse(ZoneOffset.UTC);
    this.settings = settings;
  }

  private static Exchange exchange(TelegramSettings settings, String method, InstantSource clock) {
    var server = settings.server().orElse(SERVER).replaceAll("/+$", "");
    var token = settings.token().reveal();
    Duration timeout = settings.timeout().orElse(Exchange.USUAL_TIMEOUT);
    return new Exchange(
        SecretAddress.of(
            new Secret(server + "/bot" + token + "/" + method), List.of(settings.token())),
        "POST",
        Map.of(),
        timeout,
        clock);
  }

  @Override
  public Delivery deliver(Message message) {
    var enclosed = Enclosed.within(message, FILE_BYTES, 2 * FILE_BYTES);
    var delivery = send(enclosed.message(), chat, true, true);
    if (!(delivery instanceof Delivery.Delivered(var receipt))) {
      return delivery;
    }
    var all = new StringBuilder(receipt);
    CurvePicture.of(message, zone).ifPresent(png -> all.append(photo(message, png)));
    enclosed.files().forEach(file -> all.append(document(message, file)));
    return new Delivery.Delivered(all.toString());
  }

  /**
   * @param html with markup
   * @param mayMove follow the group when Telegram says that it has moved; once
   */
  private Delivery send(Message message, String to, boolean html, boolean mayMove) {
    return texts.deliver(
        Outgoing.json(message, json(message, to, html)),
        said -> {
          var body = said.json();
          if (said.status() == 200 && body.path("ok").asBoolean(false)) {
            return new Delivery.Delivered("200 ok");
          }
          var parameters = body.path("parameters");
          var moved = parameters.path("migrate_to_chat_id");
          if (said.status() == 400 && mayMove && moved.isIntegralNumber()) {
            return moved(send(message, moved.asString(), html, false), moved.asString());
          }
          if (html
              && said.status() == 400
              && body.path("description").asString("").contains("can't parse entities")) {
            return send(message, to, false, mayMove);
          }
          return texts.withoutSuccess(
              said.waiting(RetryAfter.seconds(parameters.path("retry_after"))));
        });
  }

  private static Delivery moved(Delivery there, String to) {
    return there instanceof Delivery.Delivered(var receipt)
        ? new Delivery.Delivered(
            receipt
                + "; the group has a new number: set chat to "
                + to
                + " in the station file, since Telegram will not redirect for ever")
        : there;
  }

  private ObjectNode json(Message message, String to, boolean html) {
    Markup markup = html ? new TelegramMarkup() : new Plain(String::length);
    var title =
        markup.escaped(
            Tone.of(message).sign()
                + " "
                + Cut.fit(
                    Words.title(message), TITLE_LENGTH, piece -> markup.escaped(piece).length()));
    var head = (html ? "<b>" + title + "</b>" : title) + "\n";
    var json = JsonNodeFactory.instance.objectNode().put("chat_id", to);
    settings.topic().ifPresent(topic -> json.put("message_thread_id", topic));
    json.put("text", head + Body.of(message, zone, markup, TEXT_LENGTH - head.length()));
    if (html) {
      json.put("parse_mode", "HTML");
    }
    json.put("disable_web_page_preview", true);
    return json;
  }

  private String photo(Message message, byte[] png) {
    var fields = new TreeMap<String, String>();
    fields.put("chat_id", chat);
    fields.put("caption", Cut.toLength(Words.unmentioned(Words.title(message)), CAPTION_LENGTH));
    settings.topic().ifPresent(topic -> fields.put("message_thread_id", topic.toString()));
    var photo = new Outgoing.Attachment("photo", "curve.png", "image/png", png);
    return isTaken(photos, Outgoing.form(message, fields, photo))
        ? ", with picture"
        : ", without its picture";
  }

  private String document(Message message, Attachment file) {
    var fields = new TreeMap<String, String>();
    fields.put("chat_id", chat);
    settings.topic().ifPresent(topic -> fields.put("message_thread_id", topic.toString()));
    var part = new Outgoing.Attachment("document", file.name(), file.mediaType(), file.bytes());
    return (isTaken(documents, Outgoing.form(message, fields, part)) ? ", with " : ", without ")
        + file.name();
  }

  private static boolean isTaken(Exchange exchange, Outgoing outgoing) {
    return exchange.send(outgoing) instanceof Answer.Said said
        && said.status() == 200
        && said.json().path("ok").asBoolean(false);
  }
}
