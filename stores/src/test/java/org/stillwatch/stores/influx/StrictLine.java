package org.stillwatch.stores.influx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A line of line protocol, read as InfluxData's reference tells, and strictly: what servers differ
 * in is refused.
 *
 * @param field its only one
 * @param value a {@code Double} or a {@code String}
 */
record StrictLine(
    String measurement, Map<String, String> tags, String field, Object value, long nanos) {

  static StrictLine read(String line) {
    return new Reader(line).line();
  }

  private static final class Reader {
    private final String line;
    private int at;

    Reader(String line) {
      this.line = line;
    }

    StrictLine line() {
      check(!line.startsWith("#"), "a comment");
      check(line.chars().noneMatch(Character::isISOControl), "a control character");
      var measurement = name(", ");
      check(!measurement.isEmpty() && !measurement.startsWith("_"), "no measurement");
      var tags = new LinkedHashMap<String, String>();
      while (peek() == ',') {
        at++;
        var key = key();
        expect('=');
        var value = name(",= ");
        check(!value.isEmpty(), "an empty tag");
        check(tags.put(key, value) == null, "a tag twice");
      }
      expect(' ');
      var field = key();
      expect('=');
      Object value = peek() == '"' ? text() : number();
      expect(' ');
      return new StrictLine(measurement, tags, field, value, Long.parseLong(line.substring(at)));
    }

    private String key() {
      var key = name(",= ");
      check(!key.isEmpty() && !key.startsWith("_") && !Set.of("time").contains(key), "no key");
      return key;
    }

    private String name(String ends) {
      var name = new StringBuilder();
      while (ends.indexOf(peek()) < 0) {
        if (peek() == '\\' && ",= ".indexOf(peekNext()) >= 0) {
          check(ends.indexOf(peekNext()) >= 0, "an escape that is none here");
          at++;
        } else {
          check(peek() != '\\' || "\\\"".indexOf(peekNext()) < 0, "servers differ in this");
        }
        name.append(peek());
        at++;
      }
      return name.toString();
    }

    private String text() {
      at++;
      var text = new StringBuilder();
      while (peek() != '"') {
        if (peek() == '\\') {
          at++;
          check("\"\\".indexOf(peek()) >= 0, "servers differ in this");
        }
        text.append(peek());
        at++;
      }
      at++;
      return text.toString();
    }

    private Double number() {
      int end = line.indexOf(' ', at);
      var text = line.substring(at, end);
      check(text.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?"), "no float: " + text);
      at = end;
      return Double.valueOf(text);
    }

    private char peek() {
      check(at < line.length(), "the line ends early");
      return line.charAt(at);
    }

    private char peekNext() {
      return at + 1 < line.length() ? line.charAt(at + 1) : 0;
    }

    private void expect(char c) {
      check(peek() == c, "expected '" + c + "' at " + at);
      at++;
    }

    private void check(boolean good, String otherwise) {
      if (!good) {
        throw new IllegalArgumentException(otherwise + ": " + line);
      }
    }
  }
}
