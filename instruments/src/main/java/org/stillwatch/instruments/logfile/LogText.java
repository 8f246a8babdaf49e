package org.stillwatch.instruments.logfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The text of log files: bytes to characters, and the lines of a file's head. */
public final class LogText {

  /**
   * A complete line at the start of a file.
   *
   * @param offset where it starts, bytes
   * @param end where the next line starts, bytes
   * @param text without its end of line
   */
  public record Line(int offset, int end, String text) {}

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  private LogText() {}

  /** The text of a line without its end (LF or CR LF). */
  public static String line(byte[] bytes) {
    return line(bytes, 0, bytes.length);
  }

  /** The lines of a file's head that end with a line feed; a byte order mark is left out. */
  public static List<Line> lines(byte[] head) {
    var lines = new ArrayList<Line>();
    int start = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '\n') {
        lines.add(new Line(start, i + 1, line(head, start, i + 1)));
        start = i + 1;
      }
    }
    return lines;
  }

  /**
   * The number that a field of a log holds. {@code NaN}, {@code Inf} and {@code Infinity} in any
   * case are numbers too; what Java alone takes for one ({@code 1f}, {@code 0x1p3}) is none.
   */
  public static OptionalDouble number(String field) {
    if (!NUMBER.matcher(field).matches()) {
      var word = field.toLowerCase(Locale.ROOT);
      return switch (word) {
        case "nan", "-nan", "+nan" -> OptionalDouble.of(Double.NaN);
        case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
        case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
        default -> OptionalDouble.empty();
      };
    }
    return OptionalDouble.of(Double.parseDouble(field));
  }

  /** A piece of a bad row that is short and safe to show, in quotes. */
  public static String quote(String text) {
    var out = new StringBuilder("'");
    int shown = Math.min(text.length(), 40);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '.' : c);
    }
    return out.append(shown < text.length() ? "...'" : "'").toString();
  }

  private static String line(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    var text = decode(bytes, from, end);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** UTF-8 when the bytes are, else Latin-1, in which every byte is a character. */
  private static String decode(byte[] bytes, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}
