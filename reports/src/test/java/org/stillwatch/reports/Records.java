package org.stillwatch.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.procedure.Curve;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.core.store.StoredSnapshot;

/** Records of runs as a station would have them. */
final class Records {

  static final Instant START = Instant.parse("2026-06-26T13:52:02Z");
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static final Channel PT2 = kelvin("fridge/pt2/temperature", "PT2 Plate");
  static final Channel STILL = kelvin("fridge/still/temperature", "Still");
  static final Channel MXC = kelvin("fridge/mxc/temperature", "MXC");
  static final Channel P1 =
      Channel.number(new ChannelId("fridge/p1/pressure"), Unit.MBAR, "P1", Duration.ofMinutes(1));

  /** How the still is written in its own unit: ohms need a letter that few fonts have. */
  static final Channel HEATER =
      Channel.number(
          new ChannelId("fridge/heater/resistance"),
          Unit.of("k\u03a9"),
          "\u00b5-heater",
          Duration.ofMinutes(1));

  private static final String TITLE = "Full Cooldown";

  private Records() {}

  private static Channel kelvin(String id, String label) {
    return Channel.number(new ChannelId(id), Unit.KELVIN, label, Duration.ofMinutes(1));
  }

  /** A run of 36 hours with an alarm, snapshots, a gap, and five earlier ones. */
  static RunRecord cooldown() {
    var run = run("run1", START, 1.0, Duration.ofHours(40));
    var earlier =
        Stream.of(0.93, 1.04, 1.11, 0.98, 1.2)
            .map(
                pace ->
                    run(
                        "old" + pace,
                        START.minus(Duration.ofDays((long) (40 * pace))),
                        pace,
                        Duration.ofHours(44)))
            .toList();
    var until = START.plus(Duration.ofHours(40));
    var trends =
        List.of(
            trend(PT2, until, falling(300, 3.6, 14, 1)),
            trend(STILL, until, falling(300, 0.82, 19, 1)),
            gap(trend(MXC, until, falling(299, 0.0093, 26, 1)), 8, 10, "sensor off"),
            trend(P1, until, hours -> 1e-3 * Math.exp(-hours / 5) + 2.4e-6));
    return new RunRecord(
        "Blue lab",
        BERLIN,
        until,
        run,
        earlier,
        goals(),
        trends,
        channels(),
        snapshots(3),
        notices());
  }

  /** Temperature over hours: slow to the end of the helium's work, then quickly down. */
  private static DoubleUnaryOperator falling(double from, double to, double knee, double pace) {
    return hours -> {
      double t = hours / pace;
      double log = Math.log10(from) - Math.log10(from / to) / (1 + Math.exp(-(t - knee) / 1.6));
      double noise = 1 + 0.004 * Math.sin(t * 91) + 0.003 * Math.sin(t * 227);
      return Math.pow(10, log) * noise;
    };
  }

  static Map<ChannelId, Channel> channels() {
    return Stream.of(PT2, STILL, MXC, P1, HEATER)
        .collect(Collectors.toMap(Channel::id, Function.identity()));
  }

  static List<Goal> goals() {
    return Stream.of(
            "fridge/pt2/temperature <= 4 K",
            "fridge/still/temperature <= 1 K",
            "fridge/mxc/temperature <= 20 mK")
        .flatMap(text -> Goal.passed(text).stream())
        .toList();
  }

  static RunView run(String id, Instant started, double pace, Duration length) {
    var course =
        Map.of(
            PT2.id(), course(falling(300, 3.6, 14, pace), length),
            STILL.id(), course(falling(300, 0.82, 19, pace), length),
            MXC.id(), course(falling(299, 0.0093, 26, pace), length));
    var passages =
        List.of(
            passage("fridge/pt2/temperature <= 4 K", started, 18.6 * pace),
            passage("fridge/still/temperature <= 1 K", started, 22.2 * pace),
            passage("fridge/mxc/temperature <= 20 mK", started, 31.1 * pace));
    var run =
        new Run(
            id,
            "full-cooldown",
            "fridge",
            Map.of("base", "20 mK", "still", "1 K", "wait", "12 h"),
            "new wiring, before the magnet test",
            "anna",
            started,
            Run.Position.at(9, "", started),
            passages,
            Optional.of(new Run.End(started.plus(length), Run.How.DONE, "", "n-end")));
    return new RunView(
        run, TITLE, List.of("wait fridge/pt2/temperature <= 4 K"), List.of(), course);
  }

  private static Run.Passage passage(String what, Instant started, double hours) {
    return new Run.Passage(what, started.plusSeconds(Math.round(hours * 3600)));
  }

  private static List<Curve.Point> course(DoubleUnaryOperator value, Duration length) {
    var points = new ArrayList<Curve.Point>();
    for (long second = 0; second <= length.toSeconds(); second += 480) {
      points.add(new Curve.Point(second, value.applyAsDouble(second / 3600.0)));
    }
    return points;
  }

  static RunRecord.Trend trend(Channel channel, Instant until, DoubleUnaryOperator value) {
    var buckets = new ArrayList<Bucket>();
    long step = Math.max(1, Duration.between(START, until).toSeconds() / 1000);
    for (var at = START; at.isBefore(until); at = at.plusSeconds(step)) {
      double hours = Duration.between(START, at).toSeconds() / 3600.0;
      double low = value.applyAsDouble(hours);
      double high = value.applyAsDouble(hours + step / 3600.0);
      buckets.add(
          new Bucket(
              at,
              at.plusSeconds(step),
              2,
              0,
              "",
              Math.min(low, high),
              Math.max(low, high),
              low,
              high));
    }
    return new RunRecord.Trend(channel, buckets);
  }

  static RunRecord.Trend gap(RunRecord.Trend trend, double from, double to, String reason) {
    return new RunRecord.Trend(
        trend.channel(),
        trend.buckets().stream()
            .map(
                bucket -> {
                  double hours = Duration.between(START, bucket.start()).toSeconds() / 3600.0;
                  return hours < from || hours >= to
                      ? bucket
                      : new Bucket(
                          bucket.start(),
                          bucket.end(),
                          0,
                          2,
                          reason,
                          Double.NaN,
                          Double.NaN,
                          Double.NaN,
                          Double.NaN);
                })
            .toList());
  }

  static List<StoredSnapshot> snapshots(int count) {
    var snapshots = new ArrayList<StoredSnapshot>();
    for (int i = 0; i < count; i++) {
      var at = START.plus(Duration.ofMinutes(30).plusMinutes(i * 2000L / count));
      snapshots.add(
          new StoredSnapshot(
              at,
              "fridge",
              i == 0 ? "Start" : "Base Temperature " + i,
              List.of(
                  Reading.measured(PT2.id(), at, 0, 3.61),
                  Reading.measured(STILL.id(), at, 0, 0.823),
                  Reading.measured(MXC.id(), at.minus(Duration.ofHours(2)), 0, 0.0093),
                  Reading.missing(P1.id(), at, 0, "over range (> 1000 mbar)"),
                  Reading.measured(HEATER.id(), at, 0, 1.2))));
    }
    return snapshots;
  }

  static List<Notice> notices() {
    return List.of(
        notice(Notice.Kind.PROCEDURE, 0, "Cooldown started", "Pulse tube on."),
        notice(
            Notice.Kind.ALARM,
            6.5,
            "PT water out > 29",
            "fridge/compressor/water-out is 29.4 degC since 22:20:02; the limit is 29 degC."),
        notice(Notice.Kind.CLEARED, 6.9, "PT water out > 29 is over", "It is 27.1 degC."),
        notice(Notice.Kind.SYSTEM, 8.1, "Full Cooldown waits for a value", "MXC: sensor off"),
        notice(Notice.Kind.SNAPSHOT, 31.2, "Base Temperature", "long list of values"));
  }

  static Notice notice(Notice.Kind kind, double hours, String title, String text) {
    return new Notice(
        "n" + hours,
        START.plusSeconds(Math.round(hours * 3600)),
        "Blue lab",
        kind,
        kind == Notice.Kind.ALARM ? Severity.CRITICAL : Severity.INFO,
        title,
        text,
        Optional.of(new Notice.About(PT2.id(), OptionalDouble.of(29.4), "degC")),
        Optional.of("water-out"),
        false);
  }

  /** A run that was stopped after a few minutes, on its first day. */
  static RunRecord brief() {
    var until = START.plusSeconds(23 * 60 + 7);
    var full = cooldown().run();
    var old = full.run();
    var run =
        new Run(
            "brief",
            old.procedure(),
            old.fridge(),
            old.arguments(),
            "",
            "boris",
            START,
            old.at(),
            List.of(),
            Optional.of(
                new Run.End(until, Run.How.STOPPED, "stopped by boris: wrong fridge", "n")));
    return new RunRecord(
        "Blue lab",
        BERLIN,
        until,
        new RunView(run, TITLE, full.steps(), List.of(), Map.of()),
        List.of(),
        goals(),
        List.of(trend(PT2, until, hours -> 297 - hours)),
        channels(),
        List.of(),
        List.of());
  }

  /** A run without any value. */
  static RunRecord blind() {
    var brief = brief();
    return new RunRecord(
        brief.station(),
        brief.zone(),
        brief.until(),
        brief.run(),
        List.of(),
        goals(),
        List.of(new RunRecord.Trend(PT2, List.of())),
        channels(),
        List.of(),
        List.of());
  }

  /** The same with another comment, title, and texts everywhere. */
  static RunRecord saying(String text) {
    var base = cooldown();
    var old = base.run().run();
    var run =
        new Run(
            old.id(),
            old.procedure(),
            old.fridge(),
            Map.of(text, text),
            text,
            text,
            START,
            old.at(),
            List.of(new Run.Passage(text, START.plusSeconds(60))),
            Optional.of(new Run.End(base.until(), Run.How.FAILED, text, "n")));
    return new RunRecord(
        text,
        base.zone(),
        base.until(),
        new RunView(run, text, List.of(text), List.of(), base.run().course()),
        base.earlier(),
        base.goals(),
        List.of(gap(base.trends().getFirst(), 3, 6, text)),
        base.channels(),
        List.of(
            new StoredSnapshot(
                START, text, text, List.of(Reading.missing(PT2.id(), START, 0, text)))),
        List.of(notice(Notice.Kind.ALARM, 1, text, text)));
  }

  /** Many snapshots and messages. */
  static RunRecord crowded(int snapshots, int notices) {
    var base = cooldown();
    var told = new ArrayList<Notice>();
    for (int i = 0; i < notices; i++) {
      told.add(
          notice(Notice.Kind.SYSTEM, i * 36.0 / notices, "message " + i, "words ".repeat(i % 60)));
    }
    return new RunRecord(
        base.station(),
        base.zone(),
        base.until(),
        base.run(),
        base.earlier(),
        base.goals(),
        base.trends(),
        base.channels(),
        snapshots(snapshots),
        told);
  }
}
