package org.stillwatch.instruments.ppms;

import java.util.ArrayList;
import java.util.List;

/** Fields between commas; a field that begins with a double quote ends at the next one. */
final class CommaFields {

  private CommaFields() {}

  static List<String> split(String line) {
    var fields = new ArrayList<String>();
    int at = 0;
    while (true) {
      int end = -1;
      if (at < line.length() && line.charAt(at) == '"') {
        int close = closing(line, at + 1);
        if (close >= 0) {
          fields.add(line.substring(at + 1, close).replace("\"\"", "\"").strip());
          end = close + 1;
        }
      }
      if (end < 0) {
        int comma = line.indexOf(',', at);
        end = comma < 0 ? line.length() : comma;
        fields.add(line.substring(at, end).strip());
      }
      if (end >= line.length()) {
        return fields;
      }
      at = end + 1;
    }
  }

  /** The quote that ends a field: a comma or the end follows it; a doubled quote is a character. */
  private static int closing(String line, int from) {
    int at = line.indexOf('"', from);
    while (at >= 0) {
      if (at + 1 == line.length() || line.charAt(at + 1) == ',') {
        return at;
      }
      at = line.indexOf('"', at + (line.charAt(at + 1) == '"' ? 2 : 1));
    }
    return -1;
  }
}
