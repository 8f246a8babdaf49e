package org.stillwatch.reports.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.reports.page.Drawing;
import org.stillwatch.reports.page.Drawing.Anchor;
import org.stillwatch.reports.page.Drawing.Colour;
import org.stillwatch.reports.page.Drawing.Point;
import org.stillwatch.reports.page.Drawing.Shape;
import org.stillwatch.reports.page.Drawing.Stroke;

/**
 * The course of a run over its length: a panel for each unit, earlier runs pale behind it,
 * thresholds dashed, and an upright line with its number where a wait was met.
 */
public final class CourseChart {

  private static final Colour INK = Colour.of(0x26323a);
  private static final Colour PALE = Colour.of(0x66737a);
  private static final Colour GRID = Colour.of(0xe3e7e9);
  private static final Colour LESSER = Colour.of(0xf1f3f4);
  private static final Colour FRAME = Colour.of(0xb4bec4);
  private static final Colour EARLIER = Colour.of(0xb9c0c4);

  /** Told apart also by those who do not see red and green as different. */
  private static final List<Colour> PALETTE =
      List.of(
          Colour.of(0x1f6f8b),
          Colour.of(0xd0651f),
          Colour.of(0x5b4a9e),
          Colour.of(0x4d7c2a),
          Colour.of(0xb3264f),
          Colour.of(0x8a6a14));

  private static final double WIDTH = 700;
  private static final double LEFT = 58;
  private static final double RIGHT = 56;
  private static final double ALONE = 300;
  private static final double AMONG = 205;
  private static final double AXIS = 32;
  private static final double LEGEND = 16;
  private static final double NUMBERS = 14;
  private static final double SIZE = 10;

  /** A letter is about so wide, in sizes of the letters. */
  private static final double LETTER = 0.53;

  private final RunRecord record;
  private final List<Panel> panels;
  private final Scale times;
  private final TimeUnit unit;
  private final List<Shape> shapes = new ArrayList<>();

  private record TimeUnit(String name, double seconds) {
    static TimeUnit of(Duration length) {
      if (length.compareTo(Duration.ofHours(3)) < 0) {
        return new TimeUnit("minutes", 60);
      }
      return length.compareTo(Duration.ofDays(6)) < 0
          ? new TimeUnit("hours", 3600)
          : new TimeUnit("days", 86400);
    }
  }

  private CourseChart(RunRecord record, List<Panel> panels) {
    this.record = record;
    this.panels = panels;
    this.unit = TimeUnit.of(record.length());
    double length = Math.max(60, record.length().toMillis() / 1000.0);
    this.times = new Scale(0, length / unit.seconds(), false);
  }

  /** Empty when no channel had a value. */
  public static Optional<Drawing> of(RunRecord record) {
    var panels = Panel.of(record);
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(new CourseChart(record, panels).draw());
  }

  private Drawing draw() {
    double top = 0;
    double height = panels.size() == 1 ? ALONE : AMONG;
    boolean first = true;
    for (var panel : panels) {
      double plot = legend(panel, top) + (first ? NUMBERS : 4);
      draw(panel, plot, plot + height, first);
      top = plot + height + AXIS;
      first = false;
    }
    return new Drawing(WIDTH, top, shapes);
  }

  /**
   * @return where it ends
   */
  private double legend(Panel panel, double top) {
    double x = LEFT;
    double y = top + LEGEND - 5;
    var symbol = panel.unit().symbol();
    label(symbol.isEmpty() ? "number" : symbol, LEFT - 6, y, Anchor.END, INK);
    for (int i = 0; i < panel.series().size(); i++) {
      var name = panel.series().get(i).channel().id().name();
      double width = 18 + (name.length() + 3) * SIZE * LETTER;
      if (x > LEFT && x + width > WIDTH - RIGHT) {
        x = LEFT;
        y += LEGEND;
      }
      entry(name, x, y, new Stroke(colour(i), 2, 0));
      x += width;
    }
    if (panel.series().stream().anyMatch(series -> !series.earlier().isEmpty())) {
      if (x + 90 > WIDTH - RIGHT) {
        x = LEFT;
        y += LEGEND;
      }
      entry("earlier runs", x, y, new Stroke(EARLIER, 1, 0));
    }
    return y + 5;
  }

  private void entry(String name, double x, double y, Stroke stroke) {
    line(x, y - 3.5, x + 14, y - 3.5, stroke);
    label(name, x + 18, y, Anchor.START, INK);
  }

  private static Colour colour(int series) {
    return PALETTE.get(series % PALETTE.size());
  }

  private void draw(Panel panel, double top, double bottom, boolean first) {
    var frame = new Frame(panel.values(), top, bottom);
    axes(panel, frame);
    for (int i = 0; i < panel.series().size(); i++) {
      var stroke = new Stroke(colour(i).faint(0.66), 0.8, 0);
      for (var line : panel.series().get(i).earlier()) {
        line(line, frame, stroke);
      }
    }
    passages(panel, frame, first);
    thresholds(panel, frame);
    for (int i = 0; i < panel.series().size(); i++) {
      line(panel.series().get(i).line(), frame, new Stroke(colour(i), 1.6, 0));
    }
    dots(panel, frame);
  }

  /** Where values and times are on the paper. */
  private static final class Frame {
    private final Scale values;
    private final double top;
    private final double bottom;

    Frame(Scale values, double top, double bottom) {
      this.values = values;
      this.top = top;
      this.bottom = bottom;
    }

    double y(double value) {
      return bottom - values.at(value) * (bottom - top);
    }

    boolean holds(double value) {
      return value >= values.from() && value <= values.to();
    }
  }

  private double x(double second) {
    return LEFT + Math.clamp(times.at(second / unit.seconds()), 0, 1) * (WIDTH - LEFT - RIGHT);
  }

  private void axes(Panel panel, Frame frame) {
    var ticks = panel.values().ticks();
    boolean anyNamed = ticks.stream().anyMatch(tick -> !tick.label().isEmpty());
    for (var tick : ticks) {
      double y = frame.y(tick.value());
      boolean named = !tick.label().isEmpty();
      line(LEFT, y, WIDTH - RIGHT, y, new Stroke(named ? GRID : LESSER, 0.7, 0));
      if (named || !anyNamed) {
        label(tick.label(), LEFT - 6, y + 3.5, Anchor.END, PALE);
      }
    }
    for (var tick : times.ticks()) {
      double x = x(tick.value() * unit.seconds());
      line(x, frame.top, x, frame.bottom, new Stroke(GRID, 0.7, 0));
      label(tick.label(), x, frame.bottom + 13, Anchor.MIDDLE, PALE);
    }
    label(
        unit.name() + " since the start",
        (LEFT + WIDTH - RIGHT) / 2,
        frame.bottom + 26,
        Anchor.MIDDLE,
        PALE);
    var edge = new Stroke(FRAME, 0.8, 0);
    line(LEFT, frame.top, LEFT, frame.bottom, edge);
    line(LEFT, frame.bottom, WIDTH - RIGHT, frame.bottom, edge);
  }

  private void line(Line line, Frame frame, Stroke stroke) {
    for (var piece : line.pieces()) {
      var points =
          piece.stream()
              .filter(point -> frame.holds(point.value()))
              .map(point -> new Point(x(point.second()), frame.y(point.value())))
              .toList();
      if (points.size() == 1) {
        shapes.add(new Shape.Dot(points.getFirst(), stroke.width(), stroke.colour()));
      } else if (!points.isEmpty()) {
        shapes.add(new Shape.Path(points, stroke));
      }
    }
  }

  private void passages(Panel panel, Frame frame, boolean numbered) {
    double free = 0;
    int number = 0;
    for (var passage : record.run().run().passages()) {
      number++;
      double x = x(second(passage));
      line(x, frame.top, x, frame.bottom, new Stroke(PALE, 0.7, 1.5));
      if (numbered) {
        var text = Integer.toString(number);
        double half = text.length() * SIZE * LETTER / 2;
        double at = Math.max(x, free + half);
        free = at + half + 2;
        label(text, at, frame.top - 4, Anchor.MIDDLE, INK);
      }
    }
  }

  private double second(Run.Passage passage) {
    return Duration.between(record.run().run().started(), passage.at()).toMillis() / 1000.0;
  }

  private void thresholds(Panel panel, Frame frame) {
    record Named(String text, double y, Colour colour) {}
    var named = new ArrayList<Named>();
    for (int i = 0; i < panel.series().size(); i++) {
      for (var threshold : panel.series().get(i).thresholds()) {
        if (frame.holds(threshold.value())) {
          double y = frame.y(threshold.value());
          line(LEFT, y, WIDTH - RIGHT, y, new Stroke(colour(i).faint(0.25), 0.8, 4));
          named.add(new Named(threshold.text(), y, colour(i)));
        }
      }
    }
    named.sort(Comparator.comparingDouble(Named::y));
    Map<Integer, Boolean> taken = new HashMap<>();
    double free = frame.top;
    for (var each : named) {
      double y = Math.max(each.y() + 3.5, free);
      free = y + SIZE;
      if (taken.put((int) each.y(), true) == null) {
        label(each.text(), WIDTH - RIGHT + 5, y, Anchor.START, each.colour());
      }
    }
  }

  /** Where a curve met its threshold. */
  private void dots(Panel panel, Frame frame) {
    for (var passage : record.run().run().passages()) {
      var goal = Goal.passed(passage.what());
      for (int i = 0; goal.isPresent() && i < panel.series().size(); i++) {
        var channel = panel.series().get(i).channel();
        if (channel.id().equals(goal.get().channel())) {
          var threshold = Panel.threshold(goal.get(), channel);
          if (threshold.isPresent() && frame.holds(threshold.get().value())) {
            var at = new Point(x(second(passage)), frame.y(threshold.get().value()));
            shapes.add(new Shape.Dot(at, 3.2, Colour.of(0xffffff)));
            shapes.add(new Shape.Dot(at, 2.3, colour(i)));
          }
        }
      }
    }
  }

  private void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    shapes.add(new Shape.Path(List.of(new Point(x1, y1), new Point(x2, y2)), stroke));
  }

  private void label(String text, double x, double y, Anchor anchor, Colour colour) {
    shapes.add(new Shape.Label(text, new Point(x, y), SIZE, anchor, colour));
  }
}
