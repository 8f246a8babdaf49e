package org.stillwatch.notifiers.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.Numbers;

/** The parts of a message in words, without any service's markup. */
public final class Words {

  /** What is said beside the link that acknowledges. */
  public static final String ACKNOWLEDGE = "Acknowledge";

  /** What is said beside the link to a text that was cut. */
  public static final String WHOLE = "Show all";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT);

  private Words() {}

  /** On one line: {@code CRITICAL: PT water out > 29}. */
  public static String title(Message message) {
    var notice = message.notice();
    var word =
        switch (notice.kind()) {
          case CLEARED -> "CLEARED";
          case TEST -> "TEST";
          case ALARM, SNAPSHOT, PROCEDURE, SYSTEM ->
              notice.severity().word().toUpperCase(Locale.ROOT);
        };
    return word + ": " + line(message.title());
  }

  /** What happened in full; lines are divided by line feeds alone. */
  public static String text(Message message) {
    return clean(message.notice().text()).strip();
  }

  /** Where and when it happened, on one line: station, time, channel with its value, rule. */
  public static String smallPrint(Message message, ZoneId zone) {
    var notice = message.notice();
    var parts = new ArrayList<String>();
    parts.add(notice.station());
    parts.add(when(message, zone) + (notice.late() ? " (told late)" : ""));
    notice.about().ifPresent(about -> parts.add(about(about)));
    notice.rule().ifPresent(rule -> parts.add("rule " + rule));
    return line(String.join(" \u00b7 ", parts));
  }

  private static String when(Message message, ZoneId zone) {
    if (message.sum().isEmpty()) {
      return time(message.notice().time(), zone);
    }
    return message.sum().size()
        + " notices from "
        + time(message.sum().getFirst().time(), zone)
        + " to "
        + time(message.sum().getLast().time(), zone);
  }

  /** {@code 2026-06-26 15:55:02+02:00}; in UTC as ISO 8601 writes it. */
  public static String time(Instant time, ZoneId zone) {
    return zone.equals(ZoneOffset.UTC) ? time.toString() : TIME.format(time.atZone(zone));
  }

  private static String about(Notice.About about) {
    return about.channel().text()
        + " "
        + (about.value().isPresent() && Double.isFinite(about.value().getAsDouble())
            ? (Numbers.plain(about.value().getAsDouble()) + " " + about.unit()).strip()
            : "without value");
  }

  /** The table of readings as lines of a monospaced font; empty when there is none. */
  public static String table(Message message) {
    int width = message.table().stream().mapToInt(row -> line(row.name()).length()).max().orElse(0);
    return message.table().stream()
        .map(row -> padded(line(row.name()), width) + "  " + line(row.value()))
        .collect(Collectors.joining("\n"));
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  /** A text on one line. */
  public static String line(String text) {
    return clean(text).replaceAll("\\s+", " ").strip();
  }

  /**
   * A text without what no service can show or what could mislead: control characters, characters
   * that turn the direction of writing, and halves of characters. Line feeds and tabs stay.
   */
  public static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n").codePoints().map(Words::clean).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static int clean(int codePoint) {
    return switch (codePoint) {
      case '\n', '\t' -> codePoint;
      case 0x2028, 0x2029 -> '\n';
      default -> {
        boolean turns =
            (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
        if (turns || Character.isISOControl(codePoint)) {
          yield ' ';
        }
        yield Character.getType(codePoint) == Character.SURROGATE ? 0xfffd : codePoint;
      }
    };
  }

  /**
   * An at sign that calls nobody: an invisible character keeps it apart from the name behind it, so
   * that no service sees {@code @everyone}, {@code @all} or {@code @channel}.
   */
  public static String unmentioned(String text) {
    return text.replace("@", "@\u2060");
  }
}
