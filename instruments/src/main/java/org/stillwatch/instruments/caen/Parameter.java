package org.stillwatch.instruments.caen;

import java.util.List;
import java.util.regex.Pattern;

/** What can be asked of a board or a channel, and what its value looks like. */
@SuppressWarnings("ImmutableEnumChecker") // the list is never changed
enum Parameter {
  VMON(Shape.POINT),
  IMON(Shape.POINT),
  VSET(Shape.POINT),
  ISET(Shape.POINT),
  STAT(Shape.BITS),
  MAXV(Shape.NUMBER),
  RUP(Shape.NUMBER),
  RDW(Shape.NUMBER),
  TRIP(Shape.NUMBER),
  PDWN("RAMP", "KILL"),
  IMRANGE("LOW", "HIGH"),
  POL("+", "-"),
  VMIN(Shape.NUMBER),
  VMAX(Shape.NUMBER),
  VDEC(Shape.WHOLE),
  IMIN(Shape.NUMBER),
  IMAX(Shape.NUMBER),
  ISDEC(Shape.WHOLE),
  IMDEC(Shape.WHOLE),
  MVMIN(Shape.NUMBER),
  MVMAX(Shape.NUMBER),
  RUPMIN(Shape.NUMBER),
  RUPMAX(Shape.NUMBER),
  RDWMIN(Shape.NUMBER),
  RDWMAX(Shape.NUMBER),
  TRIPMIN(Shape.NUMBER),
  TRIPMAX(Shape.NUMBER),
  BDNAME(Shape.NAME),
  BDNCH(Shape.WHOLE),
  BDFREL(Shape.TEXT),
  BDSNUM(Shape.TEXT),
  BDILK("NO", "YES"),
  BDCTR("REMOTE", "LOCAL"),
  BDALARM(Shape.BITS);

  /** TRIP with this value never trips (s). */
  static final double NEVER_TRIPS = 1000;

  /** What a value looks like. */
  enum Shape {
    /** With a point: so it cannot be taken for bits. */
    POINT("-?[0-9]{1,6}\\.[0-9]{1,6}", "a number such as 0250.1"),
    NUMBER("-?[0-9]{1,6}(\\.[0-9]{1,6})?", "a number such as 0250.1"),
    BITS("[0-9]{5}", "five digits such as 00001"),
    WHOLE("[0-9]{1,4}", "a whole number"),
    NAME("(?=.*[0-9])[A-Z][A-Za-z0-9 ._/-]{1,30}", "a name such as N1470"),
    TEXT("[A-Za-z0-9 ._/-]{1,30}", "a text"),
    WORD("", "a word");

    private final Pattern pattern;
    private final String expected;

    Shape(String pattern, String expected) {
      this.pattern = Pattern.compile(pattern);
      this.expected = expected;
    }
  }

  private final Shape shape;
  private final List<String> words;

  Parameter(Shape shape) {
    this.shape = shape;
    this.words = List.of();
  }

  Parameter(String first, String second) {
    this.shape = Shape.WORD;
    this.words = List.of(first, second);
  }

  /** The words of a choice, by value. */
  List<String> words() {
    return words;
  }

  boolean isWord() {
    return shape == Shape.WORD;
  }

  /**
   * @param whole whether a number that has a point elsewhere is whole on this board
   */
  boolean isValue(String text, boolean whole) {
    if (isWord()) {
      return words.contains(text);
    }
    return (whole && shape == Shape.POINT ? Shape.NUMBER : shape).pattern.matcher(text).matches();
  }

  /** For a person. */
  String expected() {
    return isWord() ? String.join(" or ", words) : shape.expected;
  }
}
