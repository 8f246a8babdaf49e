package org.stillwatch.cos.figure;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/**
 * How regions that are too small to see are marked.
 *
 * @param symbol its form
 * @param colour of the symbol, and of the outline of a region that is big enough to see
 * @param size in sizes of a usual mark: one set lies under another when its marks are bigger
 */
record Mark(Symbol symbol, Color colour, double size) {

  /** What is new, or the only set. */
  static final Mark RED_PLUS = new Mark(Symbol.PLUS, Ink.RED, 1);

  /** What is used so far; below red ones of the same place and around them. */
  static final Mark GREEN_PLUS = new Mark(Symbol.PLUS, Ink.GREEN, 1.7);

  static final Mark GREEN_CROSS = new Mark(Symbol.CROSS, Ink.GREEN, 1.2);
  static final Mark MAGENTA_PLUS = new Mark(Symbol.PLUS, Ink.MAGENTA, 1);
  static final Mark BLUE_CROSS = new Mark(Symbol.CROSS, Ink.BLUE, 1);

  /** The form of a mark. */
  enum Symbol {
    PLUS,
    CROSS;

    Shape at(double x, double y, double radius) {
      var strokes = new Path2D.Double();
      switch (this) {
        case PLUS -> {
          strokes.moveTo(x - radius, y);
          strokes.lineTo(x + radius, y);
          strokes.moveTo(x, y - radius);
          strokes.lineTo(x, y + radius);
        }
        case CROSS -> {
          double arm = radius * Math.sqrt(0.5);
          strokes.moveTo(x - arm, y - arm);
          strokes.lineTo(x + arm, y + arm);
          strokes.moveTo(x - arm, y + arm);
          strokes.lineTo(x + arm, y - arm);
        }
      }
      return strokes;
    }
  }
}
