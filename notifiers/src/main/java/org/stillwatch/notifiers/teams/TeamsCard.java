package org.stillwatch.notifiers.teams;

import java.time.ZoneId;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as an adaptive card. Text from instruments is in text runs, which unlike text blocks
 * know no markdown; and without an entity beside it no {@code <at>} calls anybody.
 */
final class TeamsCard {

  // Teams takes 28 KB; lengths here are of JSON in UTF-8. A line costs its own block.
  private static final int TITLE_BYTES = 1_000;
  private static final int TEXT_BYTES = 16_000;
  private static final int TABLE_BYTES = 6_000;
  private static final int SMALL_PRINT_BYTES = 1_000;
  private static final int LINE_BYTES = 140;

  private TeamsCard() {}

  static ObjectNode json(Message message, ZoneId zone) {
    var json = JsonNodeFactory.instance.objectNode().put("type", "message");
    var attachment = json.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    var card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.4");
    card.putObject("msteams").put("width", "Full");
    var body = card.putArray("body");
    line(body, cut(Words.title(message), TITLE_BYTES))
        .put("weight", "Bolder")
        .put("size", "Large")
        .put("color", colour(Tone.of(message)));
    var text = cut(Words.text(message), TEXT_BYTES);
    text.lines().forEach(line -> line(body, line));
    var table = cut(Words.table(message), TABLE_BYTES);
    table.lines().forEach(line -> line(body, line).put("fontType", "Monospace"));
    line(body, cut(Words.smallPrint(message, zone), SMALL_PRINT_BYTES))
        .put("size", "Small")
        .put("isSubtle", true);
    var actions = card.putArray("actions");
    if (text.endsWith(Cut.MARK) || table.endsWith(Cut.MARK)) {
      message.whole().ifPresent(page -> open(actions, Words.WHOLE, page.toString()));
    }
    message
        .files()
        .forEach(f -> f.address().ifPresent(page -> open(actions, f.name(), page.toString())));
    message.acknowledge().ifPresent(page -> open(actions, Words.ACKNOWLEDGE, page.toString()));
    return json;
  }

  private static ObjectNode line(ArrayNode body, String text) {
    var block = body.addObject().put("type", "RichTextBlock").put("spacing", "None");
    // a block without text would be refused
    return block
        .putArray("inlines")
        .addObject()
        .put("type", "TextRun")
        .put("text", text.isEmpty() ? " " : text);
  }

  private static void open(ArrayNode actions, String words, String url) {
    actions.addObject().put("type", "Action.OpenUrl").put("title", words).put("url", url);
  }

  private static String colour(Tone tone) {
    return switch (tone) {
      case CRITICAL -> "Attention";
      case WARNING -> "Warning";
      case INFO -> "Accent";
      case CLEARED -> "Good";
    };
  }

  private static String cut(String text, int bytes) {
    return Cut.fit(Words.unmentioned(text), bytes, TeamsCard::size);
  }

  private static int size(String piece) {
    int lines = (int) piece.chars().filter(c -> c == '\n').count();
    return Cut.bytes(NoticeJson.escaped(piece)) + lines * LINE_BYTES;
  }
}
