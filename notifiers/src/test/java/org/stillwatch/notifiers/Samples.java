package org.stillwatch.notifiers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillwatch.core.notice.Curve;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/** Messages and curves for the tests of the notifiers. */
public final class Samples {

  public static final Instant START = Instant.parse("2026-06-26T08:00:00Z");

  private static final Duration STEP = Duration.ofMinutes(1);

  private Samples() {}

  /** That it is over. */
  public static Message cleared(Notice notice) {
    return Message.of(
        new Notice(
            notice.id(),
            notice.time(),
            notice.station(),
            Notice.Kind.CLEARED,
            notice.severity(),
            notice.title(),
            notice.text(),
            notice.about(),
            notice.rule(),
            notice.late()));
  }

  public static Message withCurve(Notice notice) {
    return new Message(
        notice,
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(temperature()));
  }

  /** Six hours of a temperature that rises over its limit, with an hour of missing readings. */
  public static Curve temperature() {
    var points = new ArrayList<Curve.Point>();
    for (int minute = 0; minute <= 360; minute++) {
      double value =
          24 + 5.6 / (1 + Math.exp(-(minute - 250) / 25.0)) + 0.12 * Math.sin(minute * 0.7);
      var time = START.plus(STEP.multipliedBy(minute));
      if (minute > 120 && minute < 180) {
        if (minute == 121) {
          points.add(new Curve.Point(time, OptionalDouble.empty(), OptionalDouble.empty()));
        }
      } else {
        points.add(point(time, value - 0.05, value + 0.05));
      }
    }
    return new Curve(
        Channel.number(
            new ChannelId("fridge/compressor/water-out"), Unit.CELSIUS, "PT water out", STEP),
        START,
        START.plus(STEP.multipliedBy(360)),
        points,
        List.of(27.0, 29.0));
  }

  /** A vessel that is pumped down over seven decades. */
  public static Curve pressure() {
    var points = new ArrayList<Curve.Point>();
    for (int minute = 0; minute <= 360; minute++) {
      double value = 900 * Math.exp(-minute / 22.0) + 3e-5 * (1 + 0.2 * Math.sin(minute * 0.3));
      points.add(point(START.plus(STEP.multipliedBy(minute)), value, value));
    }
    return new Curve(
        Channel.number(new ChannelId("fridge/p1"), Unit.MBAR, "P1", STEP),
        START,
        START.plus(STEP.multipliedBy(360)),
        points,
        List.of(1e-3));
  }

  /** A valve that opened, closed and opened again. */
  public static Curve valve() {
    var points = new ArrayList<Curve.Point>();
    for (int minute = 0; minute <= 360; minute += 2) {
      double value = (minute >= 60 && minute < 150) || minute >= 290 ? 1 : 0;
      points.add(point(START.plus(STEP.multipliedBy(minute)), value, value));
    }
    return new Curve(
        Channel.states(
            new ChannelId("fridge/valve/v1"), "V1", STEP.multipliedBy(2), "closed", "open"),
        START,
        START.plus(STEP.multipliedBy(360)),
        points,
        List.of());
  }

  private static Curve.Point point(Instant time, double low, double high) {
    return new Curve.Point(time, OptionalDouble.of(low), OptionalDouble.of(high));
  }
}
