package org.stillwatch.notifiers.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON text with placeholders: {@code {"msg":"{title}: {text}","value":{value}}}. Inside a JSON
 * string a placeholder becomes escaped text, empty where it does not apply; elsewhere it becomes a
 * whole JSON value, null where it does not apply. So no notice can make it anything but JSON.
 */
final class JsonTemplate {

  /** What a placeholder may name. */
  enum Field {
    ID,
    TIME,
    STATION,
    KIND,
    SEVERITY,
    TITLE,
    TEXT,
    CHANNEL,
    VALUE,
    UNIT,
    RULE,
    LATE,
    REPEAT,
    ACKNOWLEDGE,
    WHOLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> of(Message message) {
      var notice = message.notice();
      return switch (this) {
        case ID -> Optional.of(notice.id());
        case TIME -> Optional.of(notice.time().toString());
        case STATION -> Optional.of(notice.station());
        case KIND -> Optional.of(notice.kind().word());
        case SEVERITY -> Optional.of(notice.severity().word());
        case TITLE -> Optional.of(message.title());
        case TEXT -> Optional.of(notice.text());
        case CHANNEL -> notice.about().map(about -> about.channel().text());
        case VALUE -> Optional.of(NoticeJson.value(notice)).filter(value -> !value.equals("null"));
        case UNIT -> notice.about().map(Notice.About::unit);
        case RULE -> notice.rule();
        case LATE -> Optional.of(Boolean.toString(notice.late()));
        case REPEAT -> Optional.of(Boolean.toString(message.possibleRepeat()));
        case ACKNOWLEDGE -> message.acknowledge().map(URI::toString);
        case WHOLE -> message.whole().map(URI::toString);
      };
    }

    private String inString(Message message) {
      return of(message).map(NoticeJson::escaped).orElse("");
    }

    private String asValue(Message message) {
      return switch (this) {
        case VALUE, LATE, REPEAT -> of(message).orElse("null");
        default -> of(message).map(NoticeJson::string).orElse("null");
      };
    }
  }

  private sealed interface Part {
    record Literal(String json) implements Part {}

    record Placeholder(Field field, boolean inString) implements Part {}
  }

  // braces around one word are no JSON, so they can only be meant as a placeholder
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\s*([\\p{L}_][\\p{L}\\p{N}_.-]*)\\s*}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final List<Part> parts;

  private JsonTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException with one sentence when a placeholder is not known or the
   *     result would be no JSON
   */
  static JsonTemplate parse(String text) {
    var parts = new ArrayList<Part>();
    var match = PLACEHOLDER.matcher(text);
    int done = 0;
    boolean inString = false;
    while (match.find()) {
      var literal = text.substring(done, match.start());
      inString = endsInString(literal, inString);
      parts.add(new Part.Literal(literal));
      parts.add(new Part.Placeholder(field(match.group(1)), inString));
      done = match.end();
    }
    parts.add(new Part.Literal(text.substring(done)));
    var template = new JsonTemplate(parts);
    samples().forEach(template::check);
    return template;
  }

  private static Field field(String word) {
    for (var field : Field.values()) {
      if (field.word().equals(word)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "json names the placeholder {"
            + word
            + "}, which is not known; expected one of "
            + Stream.of(Field.values())
                .map(field -> "{" + field.word() + "}")
                .collect(Collectors.joining(" ")));
  }

  private static boolean endsInString(String literal, boolean inString) {
    boolean in = inString;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (in && c == '\\') {
        i++;
      } else if (c == '"') {
        in = !in;
      }
    }
    return in;
  }

  String fill(Message message) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Part.Literal(var json) -> json;
                  case Part.Placeholder(var field, boolean inString) ->
                      inString ? field.inString(message) : field.asValue(message);
                })
        .collect(Collectors.joining());
  }

  private void check(Message sample) {
    var filled = fill(sample);
    try {
      var tree = JSON.readTree(filled);
      if (tree.isMissingNode()) {
        throw new IllegalArgumentException("json is empty; expected a JSON text");
      }
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(
          "json gives no JSON when its placeholders are filled (line "
              + (broken.getLocation() == null ? 1 : broken.getLocation().getLineNr())
              + ": "
              + broken.getOriginalMessage().lines().findFirst().orElse("")
              + ")");
    }
  }

  /** One message that has everything and one that has as little as possible. */
  private static Stream<Message> samples() {
    var full =
        new Notice(
            "id",
            Instant.EPOCH,
            "station",
            Notice.Kind.TEST,
            Severity.INFO,
            "title",
            "text",
            Optional.of(new Notice.About(new ChannelId("a/b"), OptionalDouble.of(1), "K")),
            Optional.of("rule"),
            true);
    var bare =
        new Notice(
            "id",
            Instant.EPOCH,
            "station",
            Notice.Kind.TEST,
            Severity.INFO,
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            false);
    var page = Optional.of(URI.create("http://station/page"));
    return Stream.of(
        new Message(full, List.of(), true, page, page, List.of(), Optional.empty()),
        Message.of(bare));
  }
}
