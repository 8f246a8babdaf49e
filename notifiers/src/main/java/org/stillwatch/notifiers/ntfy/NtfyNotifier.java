package org.stillwatch.notifiers.ntfy;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;
import org.stillwatch.notifiers.text.Body;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Plain;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publishes to a topic of ntfy, as JSON, so that a title may hold any character. */
final class NtfyNotifier implements Notifier {

  /** A longer message would become a file. */
  private static final int MESSAGE_BYTES = 4096;

  private static final int TITLE_BYTES = 250;
  private static final Pattern ADDRESS = Pattern.compile("(https?://.+)/([-_A-Za-z0-9]{1,64})/?");

  private final Exchange exchange;
  private final String topic;
  private final ZoneId zone;

  NtfyNotifier(NtfySettings settings, InstantSource clock) {
    var address = ADDRESS.matcher(settings.url().reveal().strip());
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "url is not that of a topic; expected https://host/topic (it is a secret and not shown"
              + " here)");
    }
    topic = address.group(2);
    zone = settings.zone().orElse(ZoneOffset.UTC);
    var secrets = new ArrayList<Secret>();
    secrets.add(new Secret(topic));
    settings.token().ifPresent(secrets::add);
    settings.password().ifPresent(secrets::add);
    var headers = headers(settings);
    secrets.addAll(headers.values());
    exchange =
        new Exchange(
            SecretAddress.of(new Secret(address.group(1) + "/"), secrets),
            "POST",
            headers,
            settings.timeout().orElse(Exchange.USUAL_TIMEOUT),
            clock);
  }

  private static Map<String, Secret> headers(NtfySettings settings) {
    if (settings.user().isPresent() != settings.password().isPresent()) {
      throw new IllegalArgumentException("user and password belong together; one is missing");
    }
    if (settings.token().isPresent() && settings.user().isPresent()) {
      throw new IllegalArgumentException("expected either token, or user and password");
    }
    if (settings.token().isPresent()) {
      return Map.of("Authorization", new Secret("Bearer " + settings.token().get().reveal()));
    }
    return settings
        .password()
        .map(
            password ->
                Map.of("Authorization", basic(settings.user().orElse(""), password.reveal())))
        .orElse(Map.of());
  }

  private static Secret basic(String user, String password) {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Override
  public Delivery deliver(Message message) {
    return exchange.deliver(Outgoing.json(message, json(message)), this::judge);
  }

  private ObjectNode json(Message message) {
    var tone = Tone.of(message);
    var json = JsonNodeFactory.instance.objectNode();
    json.put("topic", topic);
    json.put("title", Cut.fit(Words.title(message), TITLE_BYTES, Cut::bytes));
    json.put("message", Body.of(message, zone, new Plain(Cut::bytes), MESSAGE_BYTES));
    json.put("priority", priority(tone));
    json.putArray("tags").add(tag(tone));
    message.acknowledge().or(message::whole).ifPresent(page -> json.put("click", page.toString()));
    message
        .acknowledge()
        .ifPresent(
            page ->
                json.putArray("actions")
                    .addObject()
                    .put("action", "view")
                    .put("label", Words.ACKNOWLEDGE)
                    .put("url", page.toString()));
    return json;
  }

  private static int priority(Tone tone) {
    return switch (tone) {
      case CRITICAL -> 5;
      case WARNING -> 4;
      case INFO, CLEARED -> 3;
    };
  }

  /** ntfy shows these words as signs. */
  private static String tag(Tone tone) {
    return switch (tone) {
      case CRITICAL -> "rotating_light";
      case WARNING -> "warning";
      case INFO -> "information_source";
      case CLEARED -> "white_check_mark";
    };
  }

  private Delivery judge(Answer.Said said) {
    return said.status() == 200 && said.json().path("id").isString()
        ? new Delivery.Delivered("200")
        : exchange.withoutSuccess(said);
  }
}
