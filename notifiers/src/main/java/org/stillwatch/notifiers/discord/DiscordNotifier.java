package org.stillwatch.notifiers.discord;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes to a Discord channel: an embed in the colour of the severity, with the picture in it. A
 * message is taken when Discord answers with the message that it saved.
 */
final class DiscordNotifier implements Notifier {

  static final String API = "https://discord.com/api/v10";

  // discord-api-docs, resources/message: embed limits; 6000 characters in all
  private static final int TITLE_LENGTH = 256;
  private static final int DESCRIPTION_LENGTH = 4096;
  private static final int FOOTER_LENGTH = 1024;
  private static final int NONCE_LENGTH = 25;

  private static final String FILE = "curve.png";

  // discord-api-docs, reference: 10 MiB for all files of a message
  private static final int FILE_BYTES = 9_500_000;

  private final Exchange exchange;
  private final boolean bot;
  private final String query;
  private final ZoneId zone;

  DiscordNotifier(DiscordSettings settings, InstantSource clock) {
    this(settings, API, clock);
  }

  /**
   * @param api where a bot speaks to Discord
   */
  DiscordNotifier(DiscordSettings settings, String api, InstantSource clock) {
    bot = settings.token().isPresent();
    if (bot == settings.url().isPresent()) {
      throw new IllegalArgumentException(
          "expected either url, of a webhook, or token and channel, of a bot");
    }
    if (bot != settings.channel().isPresent()) {
      throw new IllegalArgumentException(
          bot
              ? "token needs channel as well: the id of the channel in which the bot writes"
              : "channel is for a bot with a token; a webhook has its channel already");
    }
    if (bot && settings.thread().isPresent()) {
      throw new IllegalArgumentException(
          "thread is for a webhook; a bot takes the id of the thread as its channel");
    }
    settings.thread().ifPresent(id -> checkId("thread", id));
    settings.channel().ifPresent(id -> checkId("channel", id));
    query = bot ? "" : "wait=true" + settings.thread().map(id -> "&thread_id=" + id).orElse("");
    zone = settings.zone().orElse(ZoneOffset.UTC);
    exchange =
        new Exchange(
            SecretAddress.of(address(settings, api), settings.token().stream().toList()),
            "POST",
            headers(settings),
            settings.timeout().orElse(Exchange.USUAL_TIMEOUT),
            clock);
  }

  private static Secret address(DiscordSettings settings, String api) {
    return settings
        .url()
        .orElseGet(
            () -> new Secret(api + "/channels/" + settings.channel().orElse("") + "/messages"));
  }

  private static Map<String, Secret> headers(DiscordSettings settings) {
    return settings
        .token()
        .map(
            token ->
                Map.of(
                    "Authorization",
                    new Secret("Bot " + token.reveal()),
                    // the form that Discord asks of bots: discord-api-docs, reference
                    "User-Agent",
                    new Secret("DiscordBot (stillwatch, 1)")))
        .orElse(Map.of());
  }

  private static void checkId(String key, String id) {
    if (!id.matches("[0-9]{5,20}")) {
      throw new IllegalArgumentException(
          key + " is '" + id + "'; expected an id of 5 to 20 digits (Discord's Copy ID)");
    }
  }

  @Override
  public Delivery deliver(Message message) {
    var enclosed = Enclosed.within(message, FILE_BYTES, FILE_BYTES);
    var picture = CurvePicture.of(message, zone);
    if (picture.isEmpty() && enclosed.files().isEmpty()) {
      return exchange.deliver(text(enclosed.message()), this::judge);
    }
    return exchange.deliver(
        withFiles(enclosed, picture),
        said ->
            // the files may be what is refused; nothing was saved, so this is no repeat
            said.status() == 400 || said.status() == 413
                ? exchange.deliver(text(Enclosed.within(message, -1, -1).message()), this::judge)
                : judge(said));
  }

  private Outgoing text(Message message) {
    return Outgoing.json(message, json(message, Optional.empty())).withQuery(query);
  }

  private Outgoing withFiles(Enclosed enclosed, Optional<byte[]> picture) {
    var parts = new ArrayList<Outgoing.Attachment>();
    picture.ifPresent(
        png -> parts.add(new Outgoing.Attachment("files[0]", FILE, "image/png", png)));
    for (var file : enclosed.files()) {
      var field = "files[" + parts.size() + "]";
      parts.add(new Outgoing.Attachment(field, file.name(), file.mediaType(), file.bytes()));
    }
    var json = json(enclosed.message(), picture.map(png -> FILE));
    return Outgoing.form(
            enclosed.message(), Map.of("payload_json", json.toString()), List.copyOf(parts))
        .withQuery(query);
  }

  private ObjectNode json(Message message, Optional<String> file) {
    var json = JsonNodeFactory.instance.objectNode();
    // text from an instrument must not call anybody
    json.putObject("allowed_mentions").putArray("parse");
    if (bot) {
      // Discord answers a repeat within minutes with the message that it has already
      var id = message.notice().id();
      json.put("nonce", id.substring(0, Math.min(NONCE_LENGTH, id.length())));
      json.put("enforce_nonce", true);
    }
    var markup = new DiscordMarkup();
    var embed = json.putArray("embeds").addObject();
    embed.put(
        "title",
        markup.escaped(
            Cut.fit(Words.title(message), TITLE_LENGTH, piece -> markup.escaped(piece).length())));
    embed.put("description", Body.of(message, zone, markup, DESCRIPTION_LENGTH));
    embed.put("color", Tone.of(message).rgb());
    embed
        .putObject("footer")
        .put(
            "text",
            Cut.toLength(Words.unmentioned(Words.smallPrint(message, zone)), FOOTER_LENGTH));
    file.ifPresent(name -> embed.putObject("image").put("url", "attachment://" + name));
    return json;
  }

  private Delivery judge(Answer.Said said) {
    var body = said.json();
    if (said.status() == 204 || (said.status() == 200 && body.path("id").isString())) {
      return new Delivery.Delivered(
          said.status() == 204 ? "204" : "200, message " + digits(body.path("id").asString()));
    }
    return exchange.withoutSuccess(said.waiting(RetryAfter.seconds(body.path("retry_after"))));
  }

  private static String digits(String id) {
    return id.matches("[0-9]{1,20}") ? id : "without id";
  }
}
