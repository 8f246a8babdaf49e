package org.stillwatch.core.notice;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.Numbers;

/**
 * A notice as one JSON object on one line: the default body of a webhook, and an event of {@code
 * replay}. Its keys are {@code id, time, station, kind, severity, title, text, channel, value,
 * unit, rule}, with null where one does not apply; {@code "late":true} follows only when the notice
 * is told late.
 *
 * <p>A message is the object of its notice, followed by what applies of {@code "repeat":true} when
 * it may have come before, {@code "sum"}, the notices that it sums up, {@code "acknowledge"}, the
 * address of a page, and {@code "files"}, the names and addresses of files that can be had.
 */
public final class NoticeJson {

  private NoticeJson() {}

  public static String write(Notice notice) {
    return open(notice).append('}').toString();
  }

  /** A message as one JSON object on one line. */
  public static String write(Message message) {
    var json = open(message.notice());
    if (message.possibleRepeat()) {
      json.append(",\"repeat\":true");
    }
    if (!message.sum().isEmpty()) {
      json.append(",\"sum\":")
          .append(
              message.sum().stream()
                  .map(NoticeJson::write)
                  .collect(Collectors.joining(",", "[", "]")));
    }
    message
        .acknowledge()
        .ifPresent(page -> json.append(",\"acknowledge\":").append(string(page.toString())));
    var files =
        message.files().stream()
            .flatMap(file -> file.address().map(page -> file(file.name(), page)).stream())
            .toList();
    if (!files.isEmpty()) {
      json.append(",\"files\":[").append(String.join(",", files)).append(']');
    }
    return json.append('}').toString();
  }

  private static String file(String name, URI page) {
    return "{\"name\":" + string(name) + ",\"address\":" + string(page.toString()) + "}";
  }

  /** The object without its closing brace. */
  private static StringBuilder open(Notice notice) {
    var json = new StringBuilder(256);
    json.append("{\"id\":").append(string(notice.id()));
    json.append(",\"time\":").append(string(notice.time().toString()));
    json.append(",\"station\":").append(string(notice.station()));
    json.append(",\"kind\":").append(string(notice.kind().word()));
    json.append(",\"severity\":").append(string(notice.severity().word()));
    json.append(",\"title\":").append(string(notice.title()));
    json.append(",\"text\":").append(string(notice.text()));
    json.append(",\"channel\":")
        .append(orNull(notice.about().map(about -> about.channel().text())));
    json.append(",\"value\":").append(value(notice));
    json.append(",\"unit\":").append(orNull(notice.about().map(Notice.About::unit)));
    json.append(",\"rule\":").append(orNull(notice.rule()));
    if (notice.late()) {
      json.append(",\"late\":true");
    }
    return json;
  }

  /** The value as a JSON number; {@code null} when there is none or it is not finite. */
  public static String value(Notice notice) {
    if (notice.about().isEmpty() || notice.about().get().value().isEmpty()) {
      return "null";
    }
    double value = notice.about().get().value().getAsDouble();
    return Double.isFinite(value) ? Numbers.plain(value) : "null";
  }

  /** A text as a JSON string with its quotation marks. */
  public static String string(String text) {
    return '"' + escaped(text) + '"';
  }

  /**
   * A text as it stands between the quotation marks of a JSON string. Control characters, lone
   * surrogates and the line separators U+2028 and U+2029 are written as {@code \}{@code uXXXX}, so
   * that the result is one line and can be encoded as UTF-8 without loss.
   */
  public static String escaped(String text) {
    var json = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          boolean pair =
              Character.isHighSurrogate(c)
                  && i + 1 < text.length()
                  && Character.isLowSurrogate(text.charAt(i + 1));
          if (pair) {
            json.append(c).append(text.charAt(++i));
          } else if (Character.isISOControl(c)
              || Character.isSurrogate(c)
              || c == '\u2028'
              || c == '\u2029') {
            json.append("\\u").append("%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.toString();
  }

  private static String orNull(Optional<String> text) {
    return text.map(NoticeJson::string).orElse("null");
  }
}
