package org.stillwatch.notifiers.wecom;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
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
import org.stillwatch.notifiers.plot.CurvePicture;
import org.stillwatch.notifiers.text.Body;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends markdown to a group of WeCom, and the picture as a second message. The text alone decides
 * whether a notice is delivered: a picture that is refused is named in the receipt.
 */
final class WecomNotifier implements Notifier {

  /** Busy, and too frequent; the documentation names no other that passes. */
  private static final Set<Integer> TEMPORARY = Set.of(-1, 45009);

  private static final int MARKDOWN_BYTES = 4096;
  private static final int TITLE_BYTES = 600;

  private final Exchange exchange;
  private final ZoneId zone;

  WecomNotifier(WecomSettings settings, InstantSource clock) {
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
    var delivery = exchange.deliver(Outgoing.json(message, json(message)), this::judge);
    if (!(delivery instanceof Delivery.Delivered(var receipt))) {
      return delivery;
    }
    return CurvePicture.of(message, zone)
        .map(png -> exchange.deliver(Outgoing.json(message, picture(png)), this::judge))
        .map(
            picture ->
                new Delivery.Delivered(
                    picture instanceof Delivery.Delivered
                        ? receipt + ", with picture"
                        : receipt + ", without its picture"))
        .orElse(new Delivery.Delivered(receipt));
  }

  private ObjectNode json(Message message) {
    var markup = new WecomMarkup();
    var title =
        markup.escaped(
            Cut.fit(Words.title(message), TITLE_BYTES, piece -> Cut.bytes(markup.escaped(piece))));
    var head = "**" + WecomMarkup.font(colour(Tone.of(message)), title) + "**\n";
    var json = JsonNodeFactory.instance.objectNode().put("msgtype", "markdown");
    json.putObject("markdown")
        .put("content", head + Body.of(message, zone, markup, MARKDOWN_BYTES - Cut.bytes(head)));
    return json;
  }

  private static String colour(Tone tone) {
    return switch (tone) {
      case CRITICAL, WARNING -> "warning";
      case INFO -> "comment";
      case CLEARED -> "info"; // which is WeCom's green
    };
  }

  private static ObjectNode picture(byte[] png) {
    var json = JsonNodeFactory.instance.objectNode().put("msgtype", "image");
    json.putObject("image")
        .put("base64", Base64.getEncoder().encodeToString(png))
        .put("md5", md5(png));
    return json;
  }

  /** WeCom asks for it to find a damaged picture; it protects nothing. */
  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  private Delivery judge(Answer.Said said) {
    var code = said.json().path("errcode");
    if (said.status() != 200 || !code.isNumber()) {
      return exchange.withoutSuccess(said);
    }
    int number = code.asInt(-1);
    return number == 0
        ? new Delivery.Delivered("200, errcode 0")
        : TEMPORARY.contains(number) ? exchange.later(said) : exchange.refused(said);
  }
}
