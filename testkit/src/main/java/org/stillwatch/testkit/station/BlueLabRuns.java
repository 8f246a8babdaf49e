package org.stillwatch.testkit.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.stillwatch.core.procedure.Curve;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.Parameter;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * The procedures of the {@link BlueLab}: a full cooldown runs since 39 hours and has only its base
 * temperature before it; three earlier ones ended, each in its own way.
 */
public final class BlueLabRuns {

  /** The run that is active. */
  public static final String ACTIVE = "a1f00d";

  /** The full cooldown of March, which was done. */
  public static final String DONE = "d03e";

  private static final String FULL = "full-cooldown";
  private static final String TITLE = "Full Cooldown";
  private static final ChannelId STILL = new ChannelId("fridge/still/temperature");
  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  private static final Duration SINCE = Duration.ofHours(39);
  private static final Duration SPACING = Duration.ofMinutes(8);

  /** The texts of its steps, as the programs of the core write them. */
  public static final List<String> STEPS =
      List.of(
          "snapshot \"Before Cooldown\"",
          "tell \"Started full cooldown - Comment: new sample holder\"",
          "wait fridge/still/temperature <= 4 K",
          "tell \"Still reached 4 K after {elapsed}\"",
          "wait fridge/mxc/temperature <= 9 mK",
          "tell \"MXC reached 9 mK after {elapsed}\"",
          "wait 2 h",
          "snapshot \"Base Temperature\"",
          "start circulation");

  private static final List<Goal> GOALS =
      List.of(
          new Goal(STILL, true, Quantity.parse("4 K")),
          new Goal(MXC, true, Quantity.parse("9 mK")));

  private BlueLabRuns() {}

  static void show(ScriptedStation station) {
    station.procedures(book(station));
    station.show(
        ended(
            "5709",
            Instant.parse("2026-01-12T08:40:00Z"),
            Duration.ofHours(19),
            1.15,
            1,
            new Run.End(
                Instant.parse("2026-01-13T03:40:00Z"),
                Run.How.STOPPED,
                "stopped by ben: water leak",
                "")));
    station.show(
        ended(
            DONE,
            Instant.parse("2026-03-03T07:12:00Z"),
            Duration.ofHours(44),
            1.06,
            2,
            new Run.End(Instant.parse("2026-03-05T03:12:00Z"), Run.How.DONE, "", "n0")));
    station.show(
        ended(
            "fa11",
            Instant.parse("2026-07-14T15:00:00Z"),
            Duration.ofHours(33),
            0.93,
            1,
            new Run.End(
                Instant.parse("2026-07-16T00:00:00Z"),
                Run.How.FAILED,
                "the procedure was changed and has no step 'wait 3 h' any more",
                "")));
    station.show(active());
  }

  private static ProcedureBook book(ScriptedStation station) {
    var still = parameter("still_full_cd", Unit.KELVIN, "4 K", "Still threshold");
    var base = parameter("baseT", Unit.of("mK"), "20 mK", "base temperature");
    var warm = parameter("warmup", Unit.KELVIN, "290 K", "temperature that counts as warm");
    var status =
        new Parameter(
            "status",
            Parameter.Kind.TEXT,
            Unit.NONE,
            Optional.of("Base Temperature"),
            "status of the cryostat");
    var procedures =
        List.of(
            procedure(
                FULL, TITLE, "Cools from room temperature to base and stays there.", still, base),
            procedure("warmup", "Warmup", "Tells when the fridge is warm.", warm),
            procedure("reading-snapshot", "Reading Snapshot", "Takes one snapshot.", status),
            procedure("circulation", "Circulation Mode", "Watches the base temperature."));
    var usual = Map.of("baseT", "9 mK");
    return new ProcedureBook(
        station.name(),
        station.zone(),
        procedures,
        3,
        List.of(new Fridge("fridge", "fridge", Map.of(), usual)),
        List.of());
  }

  private static Parameter parameter(String name, Unit unit, String usual, String ask) {
    return new Parameter(name, Parameter.Kind.QUANTITY, unit, Optional.of(usual), ask);
  }

  private static Procedure procedure(
      String name, String title, String about, Parameter... parameters) {
    return new Procedure(
        name, title, about, List.of(parameters), Map.of(), List.of(), List.of(), true, List.of());
  }

  private static RunView active() {
    var started = BlueLab.NOW.minus(SINCE);
    var still = new Run.Passage("fridge/still/temperature <= 4 K", started.plusSeconds(109_980));
    var run =
        new Run(
            ACTIVE,
            FULL,
            "fridge",
            Map.of("still_full_cd", "4 K", "baseT", "9 mK"),
            "new sample holder",
            "anna",
            started,
            Run.Position.at(4, STEPS.get(4), still.at()),
            List.of(still),
            Optional.empty());
    return new RunView(run, TITLE, STEPS, GOALS.subList(1, 2), course(SINCE, 1));
  }

  /** The active run as it would be at another position. */
  public static RunView activeAt(Run.Position position) {
    return ScriptedRuns.with(active(), position, Optional.empty());
  }

  /** The active run as it would be, had it ended. */
  public static RunView activeEnded(Run.End end) {
    var view = active();
    return ScriptedRuns.with(view, view.run().at(), Optional.of(end));
  }

  private static RunView ended(
      String id, Instant started, Duration length, double slower, int passed, Run.End end) {
    var passages =
        List.of(
                new Run.Passage(
                    "fridge/still/temperature <= 4 K",
                    started.plusSeconds((long) (slower * 90_000))),
                new Run.Passage(
                    "fridge/mxc/temperature <= 20 mK",
                    started.plusSeconds((long) (slower * 130_000))))
            .subList(0, passed);
    var run =
        new Run(
            id,
            FULL,
            "fridge",
            Map.of("still_full_cd", "4 K", "baseT", "20 mK"),
            "",
            "ben",
            started,
            Run.Position.at(STEPS.size(), "", end.at()),
            passages,
            Optional.of(end));
    return new RunView(run, TITLE, STEPS, List.of(), course(length, slower));
  }

  private static Map<ChannelId, List<Curve.Point>> course(Duration length, double slower) {
    return Map.of(
        STILL, points(length, slower, BlueLab::still), MXC, points(length, slower, BlueLab::mxc));
  }

  private static List<Curve.Point> points(
      Duration length, double slower, DoubleUnaryOperator valueAtHours) {
    var points = new ArrayList<Curve.Point>();
    for (var at = Duration.ZERO; at.compareTo(length) <= 0; at = at.plus(SPACING)) {
      double value = valueAtHours.applyAsDouble(1 + at.toSeconds() / 3600.0 / slower);
      points.add(new Curve.Point(at.toSeconds(), value));
    }
    return points;
  }
}
