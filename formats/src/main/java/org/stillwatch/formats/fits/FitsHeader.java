package org.stillwatch.formats.fits;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;

/**
 * The keywords of one part (HDU) of a file. A keyword that is absent, or that stands there without
 * a value, is empty; one of another type than it is asked for is a {@link FitsProblem}.
 */
public final class FitsHeader {
  private final int part;
  private final Header header;

  FitsHeader(int part, Header header) {
    this.part = part;
    this.header = header;
  }

  /** Which part it is; 0 is the primary one. */
  public int part() {
    return part;
  }

  /** A text, without the blanks at its end. */
  public Optional<String> text(String keyword) {
    return card(keyword)
        .map(
            card -> {
              if (!card.isStringValue()) {
                throw wrong(card, "a text");
              }
              return card.getValue().stripTrailing();
            });
  }

  /** A whole number that fits 32 bits. */
  public OptionalInt integer(String keyword) {
    var found = card(keyword);
    if (found.isEmpty()) {
      return OptionalInt.empty();
    }
    var card = found.get();
    if (!card.isIntegerType()) {
      throw wrong(card, "a whole number");
    }
    try {
      return OptionalInt.of(new BigInteger(plain(card)).intValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(card, "a whole number of at most 32 bits");
    }
  }

  /** A finite number, whole or not. */
  public OptionalDouble real(String keyword) {
    var found = card(keyword);
    if (found.isEmpty()) {
      return OptionalDouble.empty();
    }
    var card = found.get();
    if (!card.isIntegerType() && !card.isDecimalType()) {
      throw wrong(card, "a number");
    }
    try {
      double value = Double.parseDouble(plain(card).replace('D', 'E').replace('d', 'e'));
      if (Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      throw wrong(card, "a number");
    }
    throw wrong(card, "a number of at most 64 bits");
  }

  /** True or false. */
  public Optional<Boolean> flag(String keyword) {
    return card(keyword)
        .map(
            card -> {
              if (card.valueType() != Boolean.class) {
                throw wrong(card, "T or F");
              }
              return card.getValue().equals("T");
            });
  }

  /** Bytes of its data without the filling of the last block; 0: there are none. */
  public long dataBytes() {
    long elements = 1;
    int axes = integer("NAXIS").orElse(0);
    for (int i = 1; i <= axes; i++) {
      elements = Math.multiplyExact(elements, length("NAXIS" + i));
    }
    if (axes == 0) {
      return 0;
    }
    long all = Math.addExact(elements, integer("PCOUNT").orElse(0));
    long groups = integer("GCOUNT").orElse(1);
    return Math.multiplyExact(
        Math.multiplyExact(all, groups), Math.abs(integer("BITPIX").orElse(8)) / 8);
  }

  private long length(String keyword) {
    int length =
        integer(keyword)
            .orElseThrow(() -> new FitsProblem("%s: no %s".formatted(place(), keyword)));
    if (length < 0) {
      throw new FitsProblem("%s: %s is %d, expected a length".formatted(place(), keyword, length));
    }
    return length;
  }

  Header cards() {
    return header;
  }

  String place() {
    return part == 0 ? "primary header" : "extension " + part;
  }

  private Optional<HeaderCard> card(String keyword) {
    return Optional.ofNullable(header.findCard(keyword))
        .filter(card -> card.isKeyValuePair() && card.getValue() != null);
  }

  private static String plain(HeaderCard card) {
    var text = card.getValue().strip();
    return text.startsWith("+") ? text.substring(1) : text;
  }

  private FitsProblem wrong(HeaderCard card, String expected) {
    return new FitsProblem(
        "%s: %s is '%s', expected %s"
            .formatted(place(), card.getKey(), card.getValue().strip(), expected));
  }
}
