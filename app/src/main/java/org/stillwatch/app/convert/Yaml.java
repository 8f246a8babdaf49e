package org.stillwatch.app.convert;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.Numbers;

/** Values as a station file has them. */
final class Yaml {

  /** What is one word in any place of a file, and neither a number nor a truth. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");

  private static final Pattern SPECIAL = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

  private Yaml() {}

  /** A text, in quotes where it must be. */
  static String text(String text) {
    return WORD.matcher(text).matches() && !SPECIAL.matcher(text).matches() ? text : quoted(text);
  }

  static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                  boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                  if (surrogate) {
                    out.append('?');
                  } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0xfeff || c > 0xfffd) {
                    out.append(c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }

  static String number(double value) {
    return Numbers.plain(value);
  }

  static String list(List<String> values) {
    return values.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Keys on one line; values as they are to stand there. */
  static String keys(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(entry -> text(entry.getKey()) + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Keys on a line each. */
  static String block(String indent, Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(entry -> indent + text(entry.getKey()) + ": " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
