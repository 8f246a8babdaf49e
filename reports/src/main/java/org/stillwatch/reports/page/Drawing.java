package org.stillwatch.reports.page;

import java.util.List;

/**
 * A picture of lines and words, in points of 1/72 inch; x grows to the right and y downwards.
 *
 * @param shapes later ones are above earlier ones
 */
public record Drawing(double width, double height, List<Shape> shapes) {
  public Drawing {
    shapes = List.copyOf(shapes);
  }

  /** What a drawing is made of. */
  public sealed interface Shape {

    /** A line through points, in their order. */
    record Path(List<Point> points, Stroke stroke) implements Shape {
      public Path {
        points = List.copyOf(points);
      }
    }

    /** A filled circle. */
    record Dot(Point centre, double radius, Colour colour) implements Shape {}

    /** A filled rectangle. */
    record Box(double x, double y, double width, double height, Colour colour) implements Shape {}

    /**
     * Words on one line.
     *
     * @param at the beginning, middle or end of their base line
     */
    record Label(String text, Point at, double size, Anchor anchor, Colour colour)
        implements Shape {}
  }

  public record Point(double x, double y) {}

  /** Which part of a label is where it is said to be. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * @param width in points
   * @param dash length of dashes and pauses in points; 0: none
   */
  public record Stroke(Colour colour, double width, double dash) {}

  /** In sRGB, each part 0 to 255. */
  public record Colour(int red, int green, int blue) {

    /** {@code 0x1f6f8b}. */
    public static Colour of(int rgb) {
      return new Colour(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /**
     * Nearer to white.
     *
     * @param share of white, 0 to 1
     */
    public Colour faint(double share) {
      return new Colour(fade(red, share), fade(green, share), fade(blue, share));
    }

    private static int fade(int part, double share) {
      return (int) Math.round(part + (255 - part) * share);
    }

    /** {@code #1f6f8b}. */
    public String hex() {
      return "#%02x%02x%02x".formatted(red, green, blue);
    }
  }
}
