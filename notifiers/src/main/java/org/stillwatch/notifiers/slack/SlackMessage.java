package org.stillwatch.notifiers.slack;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.reading.Numbers;

/**
 * A notice as Slack's JSON: the title in bold, then the text beside a bar in the colour of its
 * severity, then station, time, channel and rule in small print. Clients that show no blocks, and
 * the notification on a phone, show {@code text}.
 */
final class SlackMessage {

  // Slack takes about 40 000 characters in all, 50 blocks, and 3000 characters in one section
  // (api.slack.com, layout blocks). Lengths below are counted as they are sent, with escapes.
  private static final int TITLE_LENGTH = 1_000;
  private static final int SMALL_PRINT_LENGTH = 1_000;
  private static final int FALLBACK_LENGTH = 3_000;
  private static final int TEXT_LENGTH = 31_000;
  private static final int SECTION_LENGTH = 2_900;

  private SlackMessage() {}

  static String json(Notice notice, ZoneId zone) {
    var title = title(notice);
    var text = cut(notice.text().strip(), TEXT_LENGTH);
    var smallPrint = cut(smallPrint(notice, zone), SMALL_PRINT_LENGTH);
    var fallback = title + "\n" + cut(notice.text().strip(), FALLBACK_LENGTH) + "\n" + smallPrint;

    var details = new ArrayList<String>();
    for (var section : sections(text)) {
      details.add(section(section));
    }
    // block_id carries the dedupe key where nobody has to read it; Slack allows 255 characters
    details.add(
        "{\"type\":\"context\",\"block_id\":%s,\"elements\":[%s]}"
            .formatted(
                NoticeJson.string(notice.id().substring(0, Math.min(255, notice.id().length()))),
                mrkdwn(smallPrint)));
    return "{\"text\":%s,\"blocks\":[%s],\"attachments\":[{\"color\":\"%s\",\"blocks\":[%s]}]}"
        .formatted(
            NoticeJson.string(fallback),
            section(bold(title)),
            colour(notice),
            String.join(",", details));
  }

  private static String title(Notice notice) {
    var word =
        switch (notice.kind()) {
          case CLEARED -> "CLEARED";
          case TEST -> "TEST";
          case ALARM, SNAPSHOT, PROCEDURE, SYSTEM ->
              notice.severity().word().toUpperCase(Locale.ROOT);
        };
    return cut(word + ": " + notice.title().replaceAll("\\s+", " ").strip(), TITLE_LENGTH);
  }

  /** Slack cannot escape its own asterisk: a title that holds one stays as it is. */
  private static String bold(String title) {
    return title.contains("*") ? title : "*" + title + "*";
  }

  private static String smallPrint(Notice notice, ZoneId zone) {
    var parts = new ArrayList<String>();
    parts.add(notice.station());
    var time =
        zone.equals(ZoneOffset.UTC)
            ? notice.time().toString()
            : DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT)
                .format(notice.time().atZone(zone));
    parts.add(notice.late() ? time + " (told late)" : time);
    notice
        .about()
        .ifPresent(
            about ->
                parts.add(
                    about.channel().text()
                        + " "
                        + (about.value().isPresent() && Double.isFinite(about.value().getAsDouble())
                            ? Numbers.plain(about.value().getAsDouble()) + " " + about.unit()
                            : "without value")));
    notice.rule().ifPresent(rule -> parts.add("rule " + rule));
    return String.join(" \u00b7 ", parts);
  }

  /** Readable on Slack's light and dark background. */
  private static String colour(Notice notice) {
    if (notice.kind() == Notice.Kind.CLEARED) {
      return "#3f8f5b";
    }
    return switch (notice.severity()) {
      case CRITICAL -> "#b3261e";
      case WARNING -> "#b26a00";
      case INFO -> "#7a868c";
    };
  }

  private static String section(String mrkdwn) {
    return "{\"type\":\"section\",\"text\":" + mrkdwn(mrkdwn) + "}";
  }

  /** Verbatim: words that look like channels, people or addresses in a log are no links. */
  private static String mrkdwn(String text) {
    return "{\"type\":\"mrkdwn\",\"verbatim\":true,\"text\":" + NoticeJson.string(text) + "}";
  }

  /** Escaped for Slack, and cut between two characters when it is longer than it may be. */
  private static String cut(String text, int length) {
    var all = text.replace("\r\n", "\n").codePoints().mapToObj(SlackMessage::escaped).toList();
    var mark = " ... (cut; " + all.size() + " characters in all)";
    int sent = 0;
    int withoutMark = 0;
    for (var character : all) {
      sent += NoticeJson.escaped(character).length();
      if (sent <= length - mark.length()) {
        withoutMark++;
      }
      if (sent > length) {
        return all.stream().limit(withoutMark).collect(Collectors.joining()) + mark;
      }
    }
    return String.join("", all);
  }

  /** Slack's three escapes; what is no character of a text becomes harmless. */
  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\n', '\t' -> Character.toString(codePoint);
      default -> {
        if (Character.isISOControl(codePoint)) {
          yield " ";
        }
        yield Character.getType(codePoint) == Character.SURROGATE
            ? "\ufffd"
            : Character.toString(codePoint);
      }
    };
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
