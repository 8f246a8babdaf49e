package org.stillwatch.formats.fits;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a header as they stand in it (4.1 and 4.2 of the standard), by keyword. Of a
 * keyword that comes twice the first counts. Commentary cards are not kept.
 */
public final class StreamedHeader {
  static final int CARD = 80;
  private static final int VALUE = 10;

  private final Map<String, String> values = new HashMap<>();

  /** Adds a card; returns false when it is the one that ends the header. */
  boolean add(String card) throws FitsFormatException {
    var keyword = card.substring(0, 8).stripTrailing();
    if (keyword.equals("END")) {
      return false;
    }
    if (card.startsWith("= ", 8)) {
      values.putIfAbsent(keyword, value(keyword, card.substring(VALUE)));
    }
    return true;
  }

  /** The value's letters: text in its quotes, all else without blanks and comment. */
  private static String value(String keyword, String field) throws FitsFormatException {
    var stripped = field.stripLeading();
    if (!stripped.startsWith("'")) {
      int slash = stripped.indexOf('/');
      return (slash < 0 ? stripped : stripped.substring(0, slash)).strip();
    }
    int at = 1;
    while (true) {
      int quote = stripped.indexOf('\'', at);
      if (quote < 0) {
        throw new FitsFormatException("the text of " + keyword + " has no closing quote");
      }
      if (!stripped.startsWith("'", quote + 1)) {
        return stripped.substring(0, quote + 1);
      }
      at = quote + 2;
    }
  }

  /** The keyword is there, with or without a value. */
  public boolean has(String keyword) {
    return values.containsKey(keyword);
  }

  /** What stands in the card, as an error shows it; empty when there is no such card. */
  public String shown(String keyword) {
    return values.getOrDefault(keyword, "");
  }

  /** A text without its quotes and without blanks at its end. */
  public Optional<String> text(String keyword) {
    return Optional.ofNullable(values.get(keyword))
        .filter(value -> value.startsWith("'"))
        .map(value -> value.substring(1, value.length() - 1).replace("''", "'").stripTrailing());
  }

  /** A finite number, in any way that FITS writes one. */
  public Optional<Double> real(String keyword) {
    return number(keyword).map(BigDecimal::doubleValue).filter(Double::isFinite);
  }

  /** A number without fraction that a {@code long} can hold. */
  public Optional<Long> whole(String keyword) {
    return number(keyword)
        .filter(number -> number.precision() - number.scale() <= 19 && number.scale() <= 400)
        .flatMap(
            number -> {
              try {
                return Optional.of(number.longValueExact());
              } catch (ArithmeticException e) {
                return Optional.empty();
              }
            });
  }

  private Optional<BigDecimal> number(String keyword) {
    return Optional.ofNullable(values.get(keyword))
        .filter(value -> value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([EeDd][+-]?\\d{1,3})?"))
        .map(value -> new BigDecimal(value.replace('D', 'E').replace('d', 'e')));
  }

  /** True or false, as {@code T} or {@code F}. */
  public Optional<Boolean> logical(String keyword) {
    return switch (shown(keyword)) {
      case "T" -> Optional.of(true);
      case "F" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * How many bytes of data follow, without filling (4.4.1.1 and 4.4.1.2).
   *
   * @throws FitsFormatException when the header does not say so in numbers that make sense
   */
  long dataBytes() throws FitsFormatException {
    long bitpix = required("BITPIX");
    if (!(bitpix == 8
        || bitpix == 16
        || bitpix == 32
        || bitpix == 64
        || bitpix == -32
        || bitpix == -64)) {
      throw new FitsFormatException("BITPIX is " + bitpix + "; expected 8, 16, 32, 64, -32 or -64");
    }
    long axes = required("NAXIS");
    if (axes > 999) {
      throw new FitsFormatException("NAXIS is " + axes + "; expected 0 to 999");
    }
    if (axes == 0) {
      return 0;
    }
    try {
      long pixels = 1;
      for (int axis = 1; axis <= axes; axis++) {
        pixels = Math.multiplyExact(pixels, required("NAXIS" + axis));
      }
      pixels = Math.addExact(pixels, has("PCOUNT") ? required("PCOUNT") : 0);
      pixels = Math.multiplyExact(pixels, has("GCOUNT") ? required("GCOUNT") : 1);
      return Math.multiplyExact(pixels, Math.abs(bitpix) / Byte.SIZE);
    } catch (ArithmeticException e) {
      throw new FitsFormatException("the axes make more bytes than there can be");
    }
  }

  private long required(String keyword) throws FitsFormatException {
    long value =
        whole(keyword)
            .orElseThrow(
                () ->
                    new FitsFormatException(
                        has(keyword)
                            ? "%s is %s; expected a whole number".formatted(keyword, shown(keyword))
                            : keyword + " is missing"));
    if (value < 0 && !keyword.equals("BITPIX")) {
      throw new FitsFormatException(keyword + " is " + value + "; expected 0 or more");
    }
    return value;
  }
}
