package org.stillwatch.instruments.value;

import java.util.Optional;
import org.stillwatch.core.instrument.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values within a JSON text. */
public final class JsonValues {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Some programs begin a text with it; it cannot be seen, and RFC 8259 lets readers pass it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonValues() {}

  /** The document; empty when it is no JSON, or says one thing twice. */
  public static Optional<JsonNode> parse(String text) {
    try {
      var node =
          JSON.readTree(
              text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * The place of a value: {@code /sensors/0/value} after RFC 6901, the name of a field, or nothing
   * for the whole document.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static JsonPointer pointer(String text) {
    if (text.indexOf('/') > 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no place in a JSON text; expected /"
              + text
              + ", or /"
              + text.replace("~", "~0").replace("/", "~1")
              + " for a field of that name");
    }
    try {
      return text.isEmpty() || text.startsWith("/")
          ? JsonPointer.compile(text)
          : JsonPointer.compile("/" + text.replace("~", "~0"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no place in a JSON text; expected such as /sensors/0/value", e);
    }
  }

  /** What the document says at a place means for a channel. */
  public static ValueChannel.Meaning meaning(ValueChannel channel, JsonNode root, JsonPointer at) {
    var node = root.at(at);
    var place = at.toString().isEmpty() ? "the answer" : at.toString();
    if (node.isMissingNode()) {
      return new ValueChannel.Meaning.Unfit("there is no " + place + " in what came");
    }
    if (node.isNull()) {
      return new ValueChannel.Meaning.Absent(place + " is null");
    }
    if (node.isContainer()) {
      return new ValueChannel.Meaning.Unfit(
          place
              + " is "
              + Unreadable.shown(node.toString())
              + ", no single value; expected a number or a word");
    }
    return channel.meaning(node.asString());
  }
}
