package org.stillwatch.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.stillwatch.app.config.ProcedureFile.StepKeys;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.Parameter;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.ProcedureProblem;
import org.stillwatch.core.procedure.Step;
import org.stillwatch.core.reading.Unit;

/** Reads procedures: those that come with Stillwatch, and those that a station adds. */
public final class ProcedureReader {

  /** In the order in which they are offered, as people do them. */
  public static final List<String> BUILT_IN =
      List.of(
          "full-cooldown",
          "cooldown-to-4k",
          "condensing",
          "fse-cold-insert",
          "fse-cold-insert-4k",
          "warmup",
          "fse-warmup",
          "circulation",
          "reading-snapshot");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /** What stands for something in every procedure. */
  private static final Set<String> TAKEN = Set.of("comment", "elapsed", "hours", "fridge", "title");

  private final Source source;
  private final List<Located> all = new ArrayList<>();

  /** A procedure, and where its keys stand. */
  private record Located(Procedure procedure, Binder binder) {}

  ProcedureReader(Source source) {
    this.source = source;
  }

  /**
   * The text of a procedure that comes with Stillwatch, to be copied and changed.
   *
   * @throws IllegalArgumentException with one sentence when there is none of this name
   */
  public static String text(String name) {
    if (!BUILT_IN.contains(name)) {
      throw new IllegalArgumentException(
          "no procedure '" + name + "' comes with Stillwatch; " + Binder.nearest(name, BUILT_IN));
    }
    try (InputStream in = ProcedureReader.class.getResourceAsStream(resource(name))) {
      if (in == null) {
        throw new IllegalStateException(resource(name) + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    return "/procedures/" + name + ".yaml";
  }

  /** Those that come with Stillwatch, in their order. */
  void builtIn() {
    BUILT_IN.forEach(
        name ->
            add(name, Path.of(name + ".yaml"), source.read(Path.of(name + ".yaml"), text(name))));
  }

  /** One of a station; it takes the place of another of that name. */
  void read(Path file) {
    var last = file.getFileName();
    var name = last == null ? "" : last.toString().replaceFirst("\\.ya?ml$", "");
    var keys = source.read(file);
    if (!NAME.matcher(name).matches()) {
      source.problem(
          keys.place(),
          "'"
              + name
              + "' is no name of a procedure; a file is named after its procedure, in lower case"
              + " letters, digits and -, such as my-cooldown.yaml");
      return;
    }
    if (!keys.values().isEmpty()) {
      add(name, file, keys);
    }
  }

  private void add(String name, Path file, Source.Value.Keys keys) {
    var binder = new Binder(source, Secrets.refused(), file);
    binder
        .bind(keys, ProcedureFile.class, "", Set.of())
        .ifPresent(
            found -> {
              all.removeIf(other -> other.procedure().name().equals(name));
              all.add(new Located(procedure(name, found, binder), binder));
            });
  }

  private static Procedure procedure(String name, ProcedureFile file, Binder binder) {
    var taken = new TreeMap<String, String>();
    TAKEN.forEach(word -> taken.put(word, "every procedure"));
    file.channels().keySet().forEach(role -> take(role, "channels." + role, taken, binder));
    var parameters = new ArrayList<Parameter>();
    for (int i = 0; i < file.parameters().size(); i++) {
      var keys = file.parameters().get(i);
      var path = "parameters." + i;
      take(keys.name(), path + ".name", taken, binder);
      parameter(keys, path, binder).ifPresent(parameters::add);
    }
    if (file.steps().isEmpty()) {
      binder.problem("steps", "the procedure has no steps");
    }
    return new Procedure(
        name,
        file.title(),
        file.about().orElse(""),
        parameters,
        file.channels(),
        file.beside(),
        file.require().stream()
            .map(keys -> new Procedure.Requirement(keys.that(), keys.otherwise()))
            .toList(),
        file.report().orElse(true),
        steps(file.steps(), "steps", binder));
  }

  private static void take(String word, String path, Map<String, String> taken, Binder binder) {
    if (!WORD.matcher(word).matches()) {
      binder.problem(path, "'" + word + "' is no name; expected letters, digits, _ and -");
    } else if (taken.putIfAbsent(word, path) != null) {
      binder.problem(path, "'" + word + "' stands for something else already; choose another name");
    }
  }

  private static Optional<Parameter> parameter(
      ProcedureFile.ParameterKeys keys, String path, Binder binder) {
    var unit = keys.unit().flatMap(Unit::known);
    if (keys.unit().isPresent() && unit.isEmpty()) {
      binder.problem(path + ".unit", "'" + keys.unit().get() + "' is no known unit");
      return Optional.empty();
    }
    var parameter =
        new Parameter(
            keys.name(),
            unit.isPresent() ? Parameter.Kind.QUANTITY : Parameter.Kind.TEXT,
            unit.orElse(Unit.NONE),
            keys.usual(),
            keys.ask().orElse(keys.name()));
    try {
      var checked = keys.usual().map(parameter::read);
    } catch (IllegalArgumentException e) {
      binder.problem(path + ".usual", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    return Optional.of(parameter);
  }

  private static List<Step> steps(List<StepKeys> all, String path, Binder binder) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < all.size(); i++) {
      step(all.get(i), path + "." + i, binder).ifPresent(steps::add);
    }
    return steps;
  }

  private static Optional<Step> step(StepKeys keys, String path, Binder binder) {
    var made = new ArrayList<Step>();
    keys.telling().ifPresent(text -> made.add(new Step.Tell(text, Severity.INFO)));
    keys.warn().ifPresent(text -> made.add(new Step.Tell(text, Severity.WARNING)));
    keys.snapshot().ifPresent(label -> made.add(new Step.Snapshot(label, keys.of())));
    keys.waiting().ifPresent(what -> made.add(waiting(what, keys, path, binder)));
    keys.set().forEach((channel, value) -> made.add(new Step.Put(channel, value)));
    keys.start().ifPresent(name -> made.add(new Step.Start(name, keys.with())));
    keys.choose()
        .ifPresent(
            when ->
                made.add(
                    new Step.Choose(
                        when,
                        steps(keys.then(), path + ".then", binder),
                        steps(keys.otherwise(), path + ".else", binder))));
    if (made.size() != 1) {
      binder.problem(
          path,
          (made.isEmpty() ? "this step does nothing" : "this step does more than one thing")
              + "; expected one of notify, warn, snapshot, wait, set, start, choose");
      return Optional.empty();
    }
    astray(keys, made.getFirst(), path, binder);
    return Optional.of(made.getFirst());
  }

  /** Keys that say nothing for this kind of step. */
  private static void astray(StepKeys keys, Step step, String path, Binder binder) {
    boolean waits = step instanceof Step.Wait;
    var unused = new ArrayList<String>();
    if (!waits) {
      keys.within().ifPresent(given -> unused.add("within"));
      keys.late().ifPresent(given -> unused.add("late"));
      keys.lost().ifPresent(given -> unused.add("lost"));
      keys.stall().ifPresent(given -> unused.add("stall"));
      keys.meanwhile().stream().limit(1).forEach(given -> unused.add("meanwhile"));
    }
    if (!(step instanceof Step.Snapshot)) {
      keys.of().ifPresent(given -> unused.add("of"));
    }
    if (!(step instanceof Step.Start) && !keys.with().isEmpty()) {
      unused.add("with");
    }
    if (!(step instanceof Step.Choose)) {
      keys.then().stream().limit(1).forEach(given -> unused.add("then"));
      keys.otherwise().stream().limit(1).forEach(given -> unused.add("else"));
    }
    if (waits && keys.late().isPresent() && keys.within().isEmpty()) {
      unused.add("late");
    }
    unused.forEach(
        key -> binder.problem(path + "." + key, "'" + key + "' says nothing in this step"));
  }

  private static Step waiting(String what, StepKeys keys, String path, Binder binder) {
    var watchers = new ArrayList<Step.Watcher>();
    for (int i = 0; i < keys.meanwhile().size(); i++) {
      var watcher = keys.meanwhile().get(i);
      var own = path + ".meanwhile." + i;
      if (watcher.when().isPresent() == watcher.every().isPresent()) {
        binder.problem(own, "expected either 'when' or 'every'");
      } else {
        watchers.add(
            new Step.Watcher(
                watcher.when(), watcher.every(), steps(watcher.then(), own + ".then", binder)));
      }
    }
    return new Step.Wait(
        what,
        keys.within(),
        keys.late().orElse(Step.Late.WAIT),
        keys.lost(),
        keys.stall().map(stall -> new Step.Stall(stall.channel(), stall.by(), stall.in())),
        watchers);
  }

  /**
   * Checks every procedure as it would run on these fridges with its usual values.
   *
   * @param sets the snapshot sets that the station has
   */
  void check(List<Fridge> fridges, Set<String> sets) {
    var procedures = procedures();
    for (var each : all) {
      for (var fridge : fridges) {
        try {
          each.procedure().check(fridge, procedures, sets);
        } catch (ProcedureProblem e) {
          each.binder()
              .problem(
                  e.path(),
                  String.format(
                      Locale.ROOT,
                      "%s on %s: %s",
                      each.procedure().name(),
                      fridge.name(),
                      e.getMessage()));
          break;
        }
      }
    }
  }

  List<Procedure> procedures() {
    return all.stream().map(Located::procedure).toList();
  }
}
