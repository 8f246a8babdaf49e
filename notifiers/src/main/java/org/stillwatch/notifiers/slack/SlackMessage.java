package org.stillwatch.notifiers.slack;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;

/**
 * A message as Slack's JSON: the title in bold, then the text and the readings beside a bar in the
 * colour of its severity, then station, time, channel and rule in small print, and the links.
 * Clients that show no blocks, and the notification on a phone, show {@code text}.
 */
final class SlackMessage {

  // Slack takes about 40 000 characters in all, 50 blocks, and 3000 characters in one section
  // (api.slack.com, layout blocks). Lengths below are counted as they are sent, with escapes.
  private static final int TITLE_LENGTH = 1_000;
  private static final int SMALL_PRINT_LENGTH = 1_000;
  private static final int FALLBACK_LENGTH = 3_000;
  private static final int TEXT_LENGTH = 27_000;
  private static final int SECTION_LENGTH = 2_900;

  private SlackMessage() {}

  static String json(Message message, ZoneId zone) {
    var title = cut(Words.title(message), TITLE_LENGTH);
    var text = cut(Words.text(message), TEXT_LENGTH);
    var smallPrint = cut(Words.smallPrint(message, zone), SMALL_PRINT_LENGTH);
    var fallback = title + "\n" + cut(Words.text(message), FALLBACK_LENGTH) + "\n" + smallPrint;
    var table = table(message);
    boolean isCut = text.endsWith(Cut.MARK) || table.contains(Cut.MARK);

    var details = new ArrayList<String>();
    for (var section : sections(text)) {
      details.add(section(section));
    }
    if (!table.isEmpty()) {
      details.add(section("```\n" + table + "\n```"));
    }
    if (isCut) {
      message.whole().ifPresent(page -> details.add(section(link(Words.WHOLE, page))));
    }
    message
        .files()
        .forEach(f -> f.address().ifPresent(page -> details.add(section(link(f.name(), page)))));
    // block_id carries the dedupe key where nobody has to read it; Slack allows 255 characters
    var id = message.notice().id();
    details.add(
        "{\"type\":\"context\",\"block_id\":%s,\"elements\":[%s]}"
            .formatted(
                NoticeJson.string(id.substring(0, Math.min(255, id.length()))),
                mrkdwn(smallPrint)));
    message.acknowledge().ifPresent(page -> details.add(section(link(Words.ACKNOWLEDGE, page))));
    return "{\"text\":%s,\"blocks\":[%s],\"attachments\":[{\"color\":\"%s\",\"blocks\":[%s]}]}"
        .formatted(
            NoticeJson.string(fallback),
            section(bold(title)),
            Tone.of(message).hex(),
            String.join(",", details));
  }

  /** Slack cannot escape its own asterisk: a title that holds one stays as it is. */
  private static String bold(String title) {
    return title.contains("*") ? title : "*" + title + "*";
  }

  /** As many rows as one section takes; a backtick would end the monospaced block. */
  private static String table(Message message) {
    var table = Words.table(message).replace('`', '\'');
    var shown = new StringBuilder();
    for (var row : table.lines().toList()) {
      if (size(shown + row) > SECTION_LENGTH - 20) {
        return escaped(shown + Cut.MARK);
      }
      shown.append(row).append('\n');
    }
    return escaped(shown.toString().stripTrailing());
  }

  private static String link(String words, URI page) {
    return "<" + page.toString().replace("&", "&amp;") + "|" + words + ">";
  }

  private static String section(String mrkdwn) {
    return "{\"type\":\"section\",\"text\":" + mrkdwn(mrkdwn) + "}";
  }

  /** Verbatim: words that look like channels, people or addresses in a log are no links. */
  private static String mrkdwn(String text) {
    return "{\"type\":\"mrkdwn\",\"verbatim\":true,\"text\":" + NoticeJson.string(text) + "}";
  }

  private static String cut(String text, int length) {
    return escaped(Cut.fit(text, length, SlackMessage::size));
  }

  private static int size(String text) {
    return NoticeJson.escaped(escaped(text)).length();
  }

  /** Slack's three escapes; mentions are written with angle brackets, so none is left. */
  private static String escaped(String text) {
    return Words.unmentioned(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Parts that fit one section each, divided between lines where that is possible. */
  private static List<String> sections(String escaped) {
    var sections = new ArrayList<String>();
    int start = 0;
    while (escaped.length() - start > SECTION_LENGTH) {
      int end = escaped.lastIndexOf('\n', start + SECTION_LENGTH);
      if (end <= start + SECTION_LENGTH / 2) {
        end = border(escaped, start + SECTION_LENGTH);
      }
      sections.add(escaped.substring(start, end));
      start = end;
    }
    sections.add(escaped.substring(start));
    sections.removeIf(String::isBlank); // Slack refuses a section without text
    return sections;
  }

  /** The last place at or before {@code at} that divides neither an escape nor a character. */
  private static int border(String escaped, int at) {
    int ampersand = escaped.lastIndexOf('&', at - 1);
    if (ampersand >= 0 && escaped.indexOf(';', ampersand) >= at) {
      return ampersand;
    }
    return Character.isHighSurrogate(escaped.charAt(at - 1)) ? at - 1 : at;
  }
}
