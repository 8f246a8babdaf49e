package org.stillwatch.stores.influx;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where points of a channel go: measurement, tags and the field of their value. What no server
 * could keep apart is made fit here, so that a series can always be written:
 *
 * <ul>
 *   <li>line breaks and other control characters become a blank,
 *   <li>a backslash becomes a slash where servers read it in different ways: at the end, before
 *       another one, and before a comma, an equals sign or a blank,
 *   <li>{@code #} and {@code _} at the beginning are left out: the one begins a comment, names with
 *       the other belong to the server,
 *   <li>a tag without a value is left out.
 * </ul>
 *
 * @param tags by key
 */
record Series(String measurement, Map<String, String> tags, String field) {

  /** Keys that servers keep for themselves; a point that has one is discarded. */
  static final Set<String> RESERVED = Set.of("time", "_field", "_measurement");

  /**
   * @throws IllegalArgumentException with one sentence when nothing is left of a name, or a key is
   *     reserved
   */
  Series {
    measurement = name("measurement", measurement);
    field = key("field", field);
    var fit = new TreeMap<String, String>();
    tags.forEach(
        (key, value) -> {
          var text = clean(value);
          if (!text.isEmpty()) {
            fit.put(key("tag", key), text);
          }
        });
    tags = Collections.unmodifiableMap(fit);
  }

  private static String key(String what, String text) {
    var key = name(what, text);
    if (RESERVED.contains(text) || RESERVED.contains(key)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no name for a " + what + ": InfluxDB keeps it for itself");
    }
    return key;
  }

  private static String name(String what, String text) {
    var clean = clean(text);
    int start = 0;
    while (start < clean.length() && "#_".indexOf(clean.charAt(start)) >= 0) {
      start++;
    }
    if (start == clean.length()) {
      throw new IllegalArgumentException("'" + text + "' is no name for a " + what);
    }
    return clean.substring(start);
  }

  /** One line, without a backslash that changes what comes after it, and without blanks around. */
  private static String clean(String text) {
    var out = new StringBuilder(text.length());
    var plain = text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
    var line = new String(plain, 0, plain.length).strip();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean swallows =
          c == '\\' && (i + 1 == line.length() || "\\,= \"".indexOf(line.charAt(i + 1)) >= 0);
      out.append(swallows ? '/' : c);
    }
    return out.toString();
  }
}
