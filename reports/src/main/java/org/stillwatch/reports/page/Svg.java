package org.stillwatch.reports.page;

import java.util.Locale;
import java.util.stream.Collectors;
import org.stillwatch.reports.page.Drawing.Anchor;
import org.stillwatch.reports.page.Drawing.Shape;

/** A drawing as an element of an HTML page. */
final class Svg {

  private Svg() {}

  /**
   * @param words escaped
   */
  static String of(Drawing drawing, String words) {
    return "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(number(drawing.width()), number(drawing.height()), words)
        + drawing.shapes().stream().map(Svg::element).collect(Collectors.joining("\n"))
        + "\n</svg>";
  }

  private static String element(Shape shape) {
    return switch (shape) {
      case Shape.Path path -> path(path);
      case Shape.Dot dot ->
          "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>"
              .formatted(
                  number(dot.centre().x()),
                  number(dot.centre().y()),
                  number(dot.radius()),
                  dot.colour().hex());
      case Shape.Box box ->
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
              .formatted(
                  number(box.x()),
                  number(box.y()),
                  number(box.width()),
                  number(box.height()),
                  box.colour().hex());
      case Shape.Label label ->
          "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
              .formatted(
                  number(label.at().x()),
                  number(label.at().y()),
                  number(label.size()),
                  anchor(label.anchor()),
                  label.colour().hex(),
                  HtmlFile.escaped(Letters.line(label.text())));
    };
  }

  private static String path(Shape.Path path) {
    var points =
        path.points().stream()
            .map(point -> number(point.x()) + "," + number(point.y()))
            .collect(Collectors.joining(" "));
    var stroke = path.stroke();
    var dash = stroke.dash() > 0 ? " stroke-dasharray=\"" + number(stroke.dash()) + "\"" : "";
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\" stroke-linecap=\"%s\"%s/>"
        .formatted(
            points,
            stroke.colour().hex(),
            number(stroke.width()),
            stroke.dash() > 0 ? "butt" : "round",
            dash);
  }

  private static String anchor(Anchor anchor) {
    return anchor.name().toLowerCase(Locale.ROOT);
  }

  /** To a hundredth of a point. */
  private static String number(double value) {
    var text = String.format(Locale.ROOT, "%.2f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
