package org.stillwatch.cos.figure;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Mjd;

/** Gain over time as an SVG: a form and a colour for each high-voltage level. */
final class HotSpotPlot {
  private static final double WIDTH = 960;
  private static final double LEFT = 70;
  private static final double RIGHT = WIDTH - 60;
  private static final double TOP = 28;
  private static final double BOTTOM = 344;

  /** Base line of the legend's first row. */
  private static final double LEGEND = BOTTOM + 80;

  private static final double ROW = 22;
  private static final double ITEM = 82;
  private static final int ITEMS_OF_ROW = 10;

  /** When each lifetime position was first used (MJD): 2012-07-23, 2015-02-09, 2017-10-02. */
  private static final SortedMap<Double, String> POSITIONS =
      new TreeMap<>(Map.of(56131.0, "LP2", 57062.0, "LP3", 58028.0, "LP4"));

  /** How a level looks; colours that are apart for every kind of colour vision. */
  private enum Look {
    HV_163(163, "#0072b2", "M-4.4 0A4.4 4.4 0 1 1 4.4 0A4.4 4.4 0 1 1 -4.4 0Z"),
    HV_167(167, "#e69f00", "M-4 -4H4V4H-4Z"),
    HV_169(169, "#009e73", "M0 -5.2L5 4H-5Z"),
    HV_171(171, "#56b4e9", "M0 -5.8L5.8 0L0 5.8L-5.8 0Z"),
    HV_173(173, "#d55e00", "M0 5.2L5 -4H-5Z"),
    HV_175(175, "#cc79a7", "M-1.6 -5H1.6V-1.6H5V1.6H1.6V5H-1.6V1.6H-5V-1.6H-1.6Z"),
    HV_178(178, "#000000", "M-5 -3H5V3H-5Z"),
    OTHER(-1, "#7b868c", "M-3 -5H3V5H-3Z");

    private final int hv;
    private final String colour;
    private final String form;

    Look(int hv, String colour, String form) {
      this.hv = hv;
      this.colour = colour;
      this.form = form;
    }

    static Look of(int hv) {
      for (var look : values()) {
        if (look.hv == hv) {
          return look;
        }
      }
      return OTHER;
    }
  }

  private final List<Measurement> points;
  private final double first;
  private final double last;
  private final double most;

  HotSpotPlot(HotSpot hotSpot) {
    points = hotSpot.measurements().stream().filter(HotSpotPlot::drawn).toList();
    double from = POSITIONS.firstKey();
    double to = POSITIONS.lastKey();
    double gain = 4;
    for (var point : points) {
      from = Math.min(from, point.expstart());
      to = Math.max(to, point.expstart());
      gain = Math.max(gain, point.gain());
    }
    double margin = (to - from) * 0.03;
    first = from - margin;
    last = to + margin;
    most = Math.floor(gain + 0.5) + 1;
  }

  /** It has a time and a gain; what has not is no point of a plot. */
  static boolean drawn(Measurement measurement) {
    return Double.isFinite(measurement.expstart())
        && Double.isFinite(measurement.gain())
        && measurement.gain() > 0;
  }

  static boolean sagged(Measurement measurement) {
    return drawn(measurement) && measurement.gain() <= Regions.MODAL_GAIN_LIMIT;
  }

  String svg() {
    var svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"plot\""
                + " font-family=\"sans-serif\" font-size=\"13\" fill=\"#1d2529\">\n",
            number(WIDTH),
            number(row(levels().size() - 1) + 16)));
    svg.append(
        String.format(
            Locale.ROOT,
            "<title id=\"plot\">Modal gain against MJD, %d points; the table below has all"
                + " values</title>\n",
            points.size()));
    gains(svg);
    days(svg);
    years(svg);
    lines(svg);
    points.forEach(point -> point(svg, point));
    legend(svg);
    return svg.append("</svg>\n").toString();
  }

  private void gains(StringBuilder svg) {
    for (double gain = 0; gain <= most; gain += most > 12 ? 2 : 1) {
      line(svg, LEFT, y(gain), RIGHT, y(gain), "stroke=\"#dfe4e6\"");
      text(svg, LEFT - 8, y(gain) + 4.5, "text-anchor=\"end\"", number(gain));
    }
    text(
        svg,
        0,
        0,
        String.format(
            Locale.ROOT,
            "text-anchor=\"middle\" transform=\"translate(18 %s) rotate(-90)\"",
            number((TOP + BOTTOM) / 2)),
        ColourBar.LABEL);
  }

  private void days(StringBuilder svg) {
    double step = step((last - first) / 8);
    for (double day = Math.ceil(first / step) * step; day <= last; day += step) {
      line(svg, x(day), BOTTOM, x(day), BOTTOM + 5, "stroke=\"#6d787e\"");
      text(svg, x(day), BOTTOM + 20, "text-anchor=\"middle\"", number(day));
    }
    text(svg, 4, BOTTOM + 20, "", "MJD");
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"none\""
                + " stroke=\"#6d787e\"/>\n",
            number(LEFT),
            number(TOP),
            number(RIGHT - LEFT),
            number(BOTTOM - TOP)));
  }

  /** 1, 2 or 5 of a power of ten, not less than that. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double times : new double[] {1, 2, 5}) {
      if (times * power >= least) {
        return times * power;
      }
    }
    return 10 * power;
  }

  private void years(StringBuilder svg) {
    int from = new Mjd(first).instant().atOffset(ZoneOffset.UTC).getYear() + 1;
    int to = new Mjd(last).instant().atOffset(ZoneOffset.UTC).getYear();
    int every = 1 + (to - from) / 16;
    for (int year = from; year <= to; year += every) {
      double day = Mjd.of(LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC)).days();
      line(svg, x(day), BOTTOM, x(day), BOTTOM - 6, "stroke=\"#6d787e\"");
      text(svg, x(day), BOTTOM + 40, "text-anchor=\"middle\"", Integer.toString(year));
    }
    text(svg, 4, BOTTOM + 40, "", "Year");
  }

  /** Their names stand outside the frame, where no point can be. */
  private void lines(StringBuilder svg) {
    var dashed = "stroke=\"#1d2529\" stroke-dasharray=\"7 5\"";
    double limit = y(Regions.MODAL_GAIN_LIMIT);
    line(svg, LEFT, limit, RIGHT, limit, dashed);
    text(svg, RIGHT + 7, limit + 4.5, "", "gain 3");
    POSITIONS.forEach(
        (day, name) -> {
          line(svg, x(day), TOP, x(day), BOTTOM, dashed);
          text(svg, x(day), TOP - 8, "text-anchor=\"middle\"", name);
        });
  }

  private void point(StringBuilder svg, Measurement point) {
    var look = Look.of(point.hv());
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"%s\" transform=\"translate(%s %s)\" fill=\"%s\""
                + " fill-opacity=\".85\"><title>%s</title></path>\n",
            look.form,
            number(x(point.expstart())),
            number(y(point.gain())),
            look.colour,
            Html.escaped(
                String.format(
                    Locale.ROOT,
                    "HV %d, MJD %.5f, gain %.3f, %s",
                    point.hv(),
                    point.expstart(),
                    point.gain(),
                    point.source()))));
  }

  /** Base line of an item of the legend. */
  private static double row(int item) {
    int row = item / ITEMS_OF_ROW;
    return LEGEND + row * ROW;
  }

  private List<Integer> levels() {
    return points.stream().map(Measurement::hv).distinct().sorted().toList();
  }

  private void legend(StringBuilder svg) {
    var levels = levels();
    for (int i = 0; i < levels.size(); i++) {
      double x = LEFT + 8 + i % ITEMS_OF_ROW * ITEM;
      double y = row(i);
      var look = Look.of(levels.get(i));
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"%s\" transform=\"translate(%s %s)\" fill=\"%s\"/>\n",
              look.form,
              number(x),
              number(y - 4.5),
              look.colour));
      text(svg, x + 11, y, "", "HV " + levels.get(i));
    }
  }

  private double x(double day) {
    return LEFT + (day - first) / (last - first) * (RIGHT - LEFT);
  }

  private double y(double gain) {
    return BOTTOM - gain / most * (BOTTOM - TOP);
  }

  private static void line(
      StringBuilder svg, double x0, double y0, double x1, double y1, String style) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%s %sL%s %s\" %s/>\n",
            number(x0),
            number(y0),
            number(x1),
            number(y1),
            style));
  }

  private static void text(StringBuilder svg, double x, double y, String style, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%s\" y=\"%s\" %s>%s</text>\n",
            number(x),
            number(y),
            style,
            Html.escaped(words)));
  }

  /** At most two decimals. */
  private static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
