package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** All runs of a station with their programs and courses; every change is text to keep. */
final class KeptRuns {

  private static final String RUN = "run ";
  private static final String CURVE = "curve ";
  private static final String STEPPED = "stepped ";
  private static final Comparator<Run> BY_AGE =
      Comparator.comparing(Run::started).thenComparing(Run::id);

  private final ProcedureBook book;
  private final BiConsumer<String, String> changed;
  private final Map<String, Run> runs = new TreeMap<>();
  private final Map<String, Program> programs = new HashMap<>();
  private final Map<String, Map<ChannelId, Curve>> curves = new HashMap<>();

  /** Up to when each active run was stepped: kept, so that no time is gone through twice. */
  private final Map<String, Instant> stepped = new HashMap<>();

  /** Views of runs that ended; they change no more. */
  private final Map<String, RunView> views = new HashMap<>();

  private List<Run> active = List.of();
  private long version;

  KeptRuns(ProcedureBook book, Map<String, String> restored, BiConsumer<String, String> changed) {
    this.book = book;
    this.changed = changed;
    restored.forEach(this::restore);
    sort();
  }

  private void sort() {
    active = runs.values().stream().filter(Run::isActive).sorted(BY_AGE).toList();
  }

  private void restore(String key, String text) {
    if (key.startsWith(RUN)) {
      var id = key.substring(RUN.length());
      runs.put(id, Run.decode(id, text));
    } else if (key.startsWith(STEPPED)) {
      stepped.put(key.substring(STEPPED.length()), Instant.parse(text));
    } else if (key.startsWith(CURVE)) {
      var names = key.substring(CURVE.length()).split(" ", 2);
      curves
          .computeIfAbsent(names[0], id -> new TreeMap<>())
          .put(new ChannelId(names[1]), Curve.decode(text));
    }
  }

  void put(Run run) {
    runs.put(run.id(), run);
    views.remove(run.id());
    sort();
    version++;
    changed.accept(RUN + run.id(), run.encode());
  }

  /** A run that nobody will ask for again. */
  void forget(Run run) {
    ended(run);
    runs.remove(run.id());
    views.remove(run.id());
    sort();
    version++;
    changed.accept(RUN + run.id(), "");
    curvesOf(run).keySet().forEach(id -> changed.accept(key(run, id), ""));
    curves.remove(run.id());
  }

  Optional<Run> get(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** The runs that have not ended, the oldest first. */
  List<Run> active() {
    return active;
  }

  /** All runs, the newest first. */
  List<Run> all() {
    return runs.values().stream().sorted(BY_AGE.reversed()).toList();
  }

  /** Earlier runs of the same procedure on the same fridge that got anywhere, newest first. */
  List<Run> earlier(Run run) {
    return all().stream()
        .filter(other -> other.procedure().equals(run.procedure()))
        .filter(other -> other.fridge().equals(run.fridge()))
        .filter(other -> other.started().isBefore(run.started()))
        .filter(other -> !other.passages().isEmpty())
        .toList();
  }

  /** The program of a run; empty when the station has none for it any more. */
  Optional<Program> program(Run run) {
    var known = programs.get(run.id());
    if (known == null) {
      try {
        known = made(run);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      if (run.isActive()) {
        programs.put(run.id(), known);
      }
    }
    return Optional.of(known);
  }

  private Program made(Run run) {
    var procedure = book.procedure(run.procedure());
    var fridge = book.fridge(Optional.of(run.fridge()));
    return Program.of(procedure, fridge, withUsual(procedure, fridge, run), run.comment());
  }

  /** Why a run has no program any more. */
  String whyNone(Run run) {
    try {
      throw new IllegalStateException(made(run).procedure().name() + " is there");
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A parameter that the procedure has got since it started takes its usual value. */
  private static Map<String, String> withUsual(Procedure procedure, Fridge fridge, Run run) {
    var all = new HashMap<>(run.arguments());
    for (var parameter : procedure.parameters()) {
      if (!all.containsKey(parameter.name())) {
        Program.usual(parameter, fridge)
            .ifPresent(text -> all.put(parameter.name(), parameter.read(text)));
      }
    }
    return all;
  }

  /** Its program is not needed any more. */
  void ended(Run run) {
    programs.remove(run.id());
    stepped.remove(run.id());
    changed.accept(STEPPED + run.id(), "");
  }

  /** Up to when a run was stepped. */
  Instant stepped(Run run) {
    var last = stepped.getOrDefault(run.id(), run.at().since());
    return last.isBefore(run.at().since()) ? run.at().since() : last;
  }

  void stepped(Run run, Instant now) {
    if (!now.equals(stepped.put(run.id(), now))) {
      changed.accept(STEPPED + run.id(), now.toString());
    }
  }

  /**
   * Takes the values of now into the course of a run.
   *
   * @return whether any was kept
   */
  boolean track(Run run, Set<ChannelId> tracked, Facts facts, Instant now) {
    boolean any = false;
    for (var id : tracked) {
      if (!facts.stale(id) && facts.latest(id).orElse(null) instanceof Reading.Measured latest) {
        var curve =
            curves
                .computeIfAbsent(run.id(), key -> new TreeMap<>())
                .computeIfAbsent(id, key -> new Curve());
        if (curve.add(Duration.between(run.started(), now), latest.value())) {
          any = true;
          version++;
          changed.accept(key(run, id), curve.encode());
        }
      }
    }
    return any;
  }

  private static String key(Run run, ChannelId channel) {
    return CURVE + run.id() + " " + channel;
  }

  /** The course of the channels of a run. */
  Map<ChannelId, Curve> curvesOf(Run run) {
    return curves.getOrDefault(run.id(), Map.of());
  }

  /**
   * The run as others may see it.
   *
   * @param channels the channels that have been declared
   */
  RunView view(Run run, Function<ChannelId, Optional<Channel>> channels) {
    return run.isActive()
        ? viewNow(run, channels)
        : views.computeIfAbsent(run.id(), id -> viewNow(run, channels));
  }

  private RunView viewNow(Run run, Function<ChannelId, Optional<Channel>> channels) {
    var program = program(run);
    var goals =
        run.isActive()
            ? program.map(p -> p.goals(run.at().index())).orElse(List.of())
            : List.<Goal>of();
    return new RunView(
        run,
        book.find(run.procedure()).map(Procedure::title).orElse(run.procedure()),
        program
            .map(p -> p.instructions().stream().map(Instruction::text).toList())
            .orElse(List.of()),
        goals,
        course(run),
        forecasts(run, goals, channels));
  }

  private Map<ChannelId, List<Curve.Point>> course(Run run) {
    var course = new TreeMap<ChannelId, List<Curve.Point>>();
    curvesOf(run).forEach((id, curve) -> course.put(id, curve.points()));
    return course;
  }

  private List<Forecast> forecasts(
      Run run, List<Goal> goals, Function<ChannelId, Optional<Channel>> channels) {
    var targets = new ArrayList<Prediction.Target>();
    for (var goal : goals) {
      var unit = channels.apply(goal.channel()).map(Channel::unit).filter(goal.threshold()::fits);
      if (unit.isEmpty()) {
        break;
      }
      targets.add(new Prediction.Target(goal, goal.threshold().in(unit.get())));
    }
    return targets.isEmpty()
        ? List.of()
        : Prediction.of(
            run.started(), past(run), targets, earlier(run).stream().map(this::past).toList());
  }

  private Prediction.Past past(Run run) {
    var passed = new HashMap<String, Double>();
    for (var passage : run.passages()) {
      var after = Duration.between(run.started(), passage.at());
      passed.putIfAbsent(passage.what(), (double) after.toSeconds());
    }
    return new Prediction.Past(course(run), passed);
  }

  /** Grows with every change. */
  long version() {
    return version;
  }
}
