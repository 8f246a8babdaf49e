package org.stillwatch.instruments.bluefors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The comma-separated fields of one line, blanks around them left out. One object serves all lines
 * of a file: a line is not copied.
 */
final class Fields {

  /** More than any line of a real log; the longest has 77. */
  static final int MOST = 1000;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private byte[] bytes = {};
  private int[] from = new int[128];
  private int[] to = new int[128];
  private int count;

  /**
   * Cuts a line. A comma at its end begins no field.
   *
   * @throws BadField when there are more than {@link #MOST}
   */
  void split(byte[] line) throws BadField {
    bytes = line;
    count = 0;
    int end = line.length;
    while (end > 0 && isBlank(line[end - 1])) {
      end--;
    }
    int start = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || line[i] == ',') {
        if (i < end || i > start) {
          add(start, i);
        }
        start = i + 1;
      }
    }
  }

  private void add(int start, int end) throws BadField {
    if (count == from.length) {
      if (count >= MOST) {
        throw new BadField("a line of more than " + MOST + " fields is none of this log");
      }
      from = Arrays.copyOf(from, Math.min(MOST, count * 2));
      to = Arrays.copyOf(to, from.length);
    }
    int first = start;
    int last = end;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    from[count] = first;
    to[count] = last;
    count++;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  int count() {
    return count;
  }

  int length(int field) {
    return to[field] - from[field];
  }

  byte at(int field, int index) {
    return bytes[from[field] + index];
  }

  boolean is(int field, byte[] text) {
    return Arrays.equals(bytes, from[field], to[field], text, 0, text.length);
  }

  String text(int field) {
    return new String(bytes, from[field], length(field), StandardCharsets.ISO_8859_1);
  }

  byte[] copy(int field) {
    return Arrays.copyOfRange(bytes, from[field], to[field]);
  }

  /** The field in quotes for a message, short and printable. */
  String shown(int field) {
    return shown(text(field));
  }

  static String shown(String text) {
    var out = new StringBuilder("'");
    for (int i = 0; i < Math.min(30, text.length()); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c == '\'' || (c >= 0x7f && c < 0xa0) ? '?' : c);
    }
    return out.append(text.length() > 30 ? "...'" : "'").toString();
  }

  /**
   * The number of a field; -0 is 0. Not finite when the field says so ({@code nan}, {@code inf}) or
   * the number is too great.
   *
   * @param expected what the field should be, with its unit
   */
  double number(int field, String expected) throws BadField {
    int i = from[field];
    int end = to[field];
    boolean negative = false;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i] == '-';
      i++;
    }
    long digits = 0;
    int significant = 0;
    int scale = 0;
    boolean any = false;
    boolean point = false;
    for (; i < end; i++) {
      byte c = bytes[i];
      if (c >= '0' && c <= '9') {
        any = true;
        if (significant < 18) {
          digits = digits * 10 + (c - '0');
          significant += digits == 0 ? 0 : 1;
          scale += point ? 1 : 0;
        } else {
          return slow(field, expected);
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (!any) {
      return word(field, expected);
    }
    int exponent = 0;
    if (i < end) {
      if (bytes[i] != 'e' && bytes[i] != 'E') {
        throw noNumber(field, expected);
      }
      i++;
      boolean down = false;
      if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
        down = bytes[i] == '-';
        i++;
      }
      if (i == end || end - i > 4) {
        throw noNumber(field, expected);
      }
      for (; i < end; i++) {
        if (bytes[i] < '0' || bytes[i] > '9') {
          throw noNumber(field, expected);
        }
        exponent = exponent * 10 + (bytes[i] - '0');
      }
      exponent = down ? -exponent : exponent;
    }
    int power = exponent - scale;
    if (digits == 0) {
      return 0;
    }
    // exact: both factors are, so the one division or product is rounded once
    if (digits < 1L << 53 && power >= -22 && power <= 22) {
      double value = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
      return negative ? -value : value;
    }
    return slow(field, expected);
  }

  private double slow(int field, String expected) throws BadField {
    var text = text(field);
    for (int i = 0; i < text.length(); i++) {
      if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
        throw noNumber(field, expected);
      }
    }
    try {
      return Double.parseDouble(text) + 0.0;
    } catch (NumberFormatException e) {
      throw noNumber(field, expected);
    }
  }

  private double word(int field, String expected) throws BadField {
    int skip = length(field) > 0 && (at(field, 0) == '-' || at(field, 0) == '+') ? 1 : 0;
    if (length(field) - skip >= 3 && length(field) < 12) {
      var word = text(field).substring(skip);
      if (word.equalsIgnoreCase("nan")
          || word.equalsIgnoreCase("inf")
          || word.equalsIgnoreCase("infinity")) {
        return Double.NaN;
      }
    }
    throw noNumber(field, expected);
  }

  private BadField noNumber(int field, String expected) {
    return new BadField(shown(field) + " is no number; expected " + expected);
  }
}
