package org.stillwatch.core.procedure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/** A procedure made ready for one fridge and one set of values: a list of instructions. */
final class Program {

  /** What is known when something is told: see {@link #words}. */
  private static final List<String> LATER = List.of("elapsed", "hours");

  private static final String UNTIL = "until ";
  private static final String FOR_EVER = "for ever";

  private final Procedure procedure;
  private final Fridge fridge;
  private final Map<String, String> values = new TreeMap<>();
  private final List<Instruction> instructions = new ArrayList<>();

  private Program(
      Procedure procedure, Fridge fridge, Map<String, String> arguments, String comment) {
    this.procedure = procedure;
    this.fridge = fridge;
    values.putAll(arguments);
    procedure
        .channels()
        .forEach((role, usually) -> values.put(role, channel(role, usually).text()));
    values.put("fridge", fridge.name());
    values.put("title", procedure.title());
    values.put("comment", comment.isEmpty() ? "" : " - Comment: " + comment);
    LATER.forEach(name -> values.put(name, "{" + name + "}"));
  }

  private ChannelId channel(String role, String usually) {
    return located("channels." + role, () -> fridge.channel(role, usually));
  }

  /**
   * Makes a procedure ready.
   *
   * @param arguments of {@link #arguments}
   * @throws ProcedureProblem with the place and one sentence when a text does not fit
   */
  static Program of(
      Procedure procedure, Fridge fridge, Map<String, String> arguments, String comment) {
    var program = new Program(procedure, fridge, arguments, comment);
    program.compile(procedure.steps(), "steps");
    return program;
  }

  /**
   * The values of all parameters.
   *
   * @param given by name, as people write them
   * @throws IllegalArgumentException with one sentence when one is not known, missing or makes no
   *     sense
   */
  static Map<String, String> arguments(
      Procedure procedure, Fridge fridge, Map<String, String> given) {
    for (var name : given.keySet()) {
      if (procedure.parameter(name).isEmpty()) {
        throw new IllegalArgumentException(
            procedure.title()
                + " has no parameter '"
                + name
                + "'; "
                + org.stillwatch.core.reading.NearMiss.of(
                    name, procedure.parameters().stream().map(Parameter::name).toList()));
      }
    }
    var arguments = new LinkedHashMap<String, String>();
    for (var parameter : procedure.parameters()) {
      var text =
          Optional.ofNullable(given.get(parameter.name()))
              .filter(answer -> !answer.isBlank())
              .or(() -> usual(parameter, fridge))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          procedure.title()
                              + " needs a value for '"
                              + parameter.name()
                              + "' ("
                              + parameter.ask()
                              + ")"));
      arguments.put(parameter.name(), parameter.read(text));
    }
    var program = new Program(procedure, fridge, arguments, "");
    program.require();
    return arguments;
  }

  /** The value of an empty answer. */
  static Optional<String> usual(Parameter parameter, Fridge fridge) {
    return Optional.ofNullable(fridge.usual().get(parameter.name())).or(parameter::usual);
  }

  private void require() {
    for (int i = 0; i < procedure.requires().size(); i++) {
      var requirement = procedure.requires().get(i);
      var path = "require." + i;
      var that = condition(requirement.that(), path);
      var bound = that.bind(id -> Optional.empty());
      if (bound.step(ConditionState.START, Nothing.KNOWN).truth() != Truth.TRUE) {
        throw new ProcedureProblem(path, fill(requirement.otherwise(), path));
      }
    }
  }

  /** No channel is known. */
  private enum Nothing implements Facts {
    KNOWN;

    @Override
    public java.time.Instant now() {
      return java.time.Instant.EPOCH;
    }

    @Override
    public Optional<org.stillwatch.core.reading.Reading> latest(ChannelId channel) {
      return Optional.empty();
    }

    @Override
    public boolean stale(ChannelId channel) {
      return false;
    }

    @Override
    public List<org.stillwatch.core.reading.Reading> window(ChannelId channel, Duration length) {
      return List.of();
    }

    @Override
    public Truth alarm(String rule) {
      return Truth.UNKNOWN;
    }
  }

  private void compile(List<Step> steps, String path) {
    for (int i = 0; i < steps.size(); i++) {
      compile(steps.get(i), path + "." + i);
    }
  }

  private void compile(Step step, String path) {
    switch (step) {
      case Step.Tell(String text, Severity severity) ->
          instructions.add(tell(text, severity, path));
      case Step.Snapshot snapshot -> instructions.add(snapshot(snapshot, path));
      case Step.Put(String channel, String value) ->
          instructions.add(
              new Instruction.Put(channelOf(channel, path), fill(value, path + ".value")));
      case Step.Start(String name, Map<String, String> with) -> {
        var filled = new HashMap<String, String>();
        with.forEach((key, value) -> filled.put(key, fill(value, path + ".with." + key)));
        instructions.add(new Instruction.Start(name, filled));
      }
      case Step.Wait wait -> instructions.add(wait(wait, path));
      case Step.Choose(String when, List<Step> then, List<Step> otherwise) -> {
        int at = instructions.size();
        var condition = condition(when, path + ".choose");
        instructions.add(new Instruction.Jump(at));
        compile(then, path + ".then");
        int jump = instructions.size();
        instructions.add(new Instruction.Jump(jump));
        instructions.set(at, new Instruction.Branch(condition, instructions.size()));
        compile(otherwise, path + ".else");
        instructions.set(jump, new Instruction.Jump(instructions.size()));
      }
    }
  }

  private Instruction.Tell tell(String text, Severity severity, String path) {
    return new Instruction.Tell(fill(text, path), text, severity);
  }

  private Instruction.Snapshot snapshot(Step.Snapshot snapshot, String path) {
    return new Instruction.Snapshot(
        fill(snapshot.label(), path), snapshot.set().orElse(fridge.set()));
  }

  private Instruction.Wait wait(Step.Wait wait, String path) {
    return new Instruction.Wait(
        ending(wait.what(), path + ".wait"),
        wait.within().map(text -> length(text, path + ".within")),
        wait.late(),
        wait.lost().filter(text -> !fill(text, path + ".lost").isEmpty()),
        wait.stall().map(stall -> stall(stall, path + ".stall")),
        watchers(wait.meanwhile(), path + ".meanwhile"));
  }

  private Instruction.Ending ending(String what, String path) {
    var text = fill(what, path).strip();
    if (text.equals(FOR_EVER)) {
      return new Instruction.Ending.Never();
    }
    if (Parameter.isLength(text)) {
      return new Instruction.Ending.After(length(what, path), text);
    }
    if (text.startsWith(UNTIL)) {
      return located(path, () -> new Instruction.Ending.At(clock(text.substring(UNTIL.length()))));
    }
    return new Instruction.Ending.Met(condition(what, path));
  }

  private static LocalTime clock(String text) {
    try {
      return LocalTime.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time of day; expected such as until 08:00", e);
    }
  }

  private Instruction.Stall stall(Step.Stall stall, String path) {
    return new Instruction.Stall(
        channelOf(stall.channel(), path + ".channel"),
        located(path + ".by", () -> Quantity.parse(fill(stall.by(), path + ".by"))),
        length(stall.in(), path + ".in"));
  }

  private List<Instruction.Watcher> watchers(List<Step.Watcher> watchers, String path) {
    var made = new ArrayList<Instruction.Watcher>();
    for (int i = 0; i < watchers.size(); i++) {
      var own = path + "." + i;
      var watcher = watchers.get(i);
      var then = new ArrayList<Instruction>();
      for (int k = 0; k < watcher.then().size(); k++) {
        var there = own + ".then." + k;
        then.add(
            switch (watcher.then().get(k)) {
              case Step.Tell(String text, Severity severity) -> tell(text, severity, there);
              case Step.Snapshot snapshot -> snapshot(snapshot, there);
              case Step other ->
                  throw new ProcedureProblem(
                      there, "expected 'notify', 'warn' or 'snapshot': a wait goes on meanwhile");
            });
      }
      made.add(
          new Instruction.Watcher(
              watcher.when().map(text -> condition(text, own + ".when")),
              watcher.every().map(text -> length(text, own + ".every")),
              then));
    }
    return made;
  }

  private ChannelId channelOf(String text, String path) {
    var role = values.get(text);
    return located(
        path,
        () ->
            new ChannelId(
                role != null && procedure.channels().containsKey(text) ? role : fill(text, path)));
  }

  private Duration length(String text, String path) {
    return located(path, () -> Parameter.lengthOf(fill(text, path).strip()));
  }

  private Condition condition(String text, String path) {
    return located(path, () -> Condition.parse(fill(text, path)));
  }

  private String fill(String text, String path) {
    return located(
        path,
        () -> Template.fill(text, name -> Optional.ofNullable(values.get(name)), values.keySet()));
  }

  private static <T> T located(String path, Supplier<T> made) {
    try {
      return made.get();
    } catch (ProcedureProblem e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ProcedureProblem(path, String.valueOf(e.getMessage()));
    }
  }

  Procedure procedure() {
    return procedure;
  }

  List<Instruction> instructions() {
    return instructions;
  }

  /** How many waits, choices and actions there are for a person. */
  int size() {
    return instructions.size();
  }

  /** Where to go on when a person skips an instruction. */
  int afterSkipped(int index) {
    if (index < instructions.size()
        && instructions.get(index) instanceof Instruction.Branch branch
        && instructions.get(branch.otherwise() - 1) instanceof Instruction.Jump end) {
      // neither way is known to be the right one
      return end.to();
    }
    int next = index + 1;
    boolean wait =
        index < instructions.size() && instructions.get(index) instanceof Instruction.Wait;
    while (wait
        && next < instructions.size()
        && instructions.get(next) instanceof Instruction.Tell) {
      next++;
    }
    return next;
  }

  /** Where an instruction of this text is: at this index, or anywhere else but only once. */
  Optional<Integer> find(int index, String text) {
    if (index < instructions.size() && instructions.get(index).text().equals(text)) {
      return Optional.of(index);
    }
    if (index == instructions.size() && text.isEmpty()) {
      return Optional.of(index);
    }
    var found = new ArrayList<Integer>();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).text().equals(text)) {
        found.add(i);
      }
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** The goals of the waits from an instruction on, in order, none twice. */
  List<Goal> goals(int from) {
    return instructions.stream()
        .skip(from)
        .flatMap(
            each ->
                each instanceof Instruction.Wait wait
                        && wait.ending() instanceof Instruction.Ending.Met(Condition condition)
                    ? Goal.of(condition).stream()
                    : Stream.empty())
        .distinct()
        .toList();
  }

  /** All conditions of an instruction. */
  static List<Condition> conditions(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Branch branch -> List.of(branch.when());
      case Instruction.Wait wait ->
          Stream.concat(
                  wait.ending() instanceof Instruction.Ending.Met(Condition condition)
                      ? Stream.of(condition)
                      : Stream.empty(),
                  wait.meanwhile().stream().flatMap(watcher -> watcher.when().stream()))
              .toList();
      default -> List.of();
    };
  }

  /** All channels that the program asks about. */
  Set<ChannelId> channels() {
    var channels = new LinkedHashSet<ChannelId>();
    for (var instruction : instructions) {
      conditions(instruction).forEach(condition -> channels.addAll(condition.channels()));
      if (instruction instanceof Instruction.Wait wait) {
        wait.stall().ifPresent(stall -> channels.add(stall.channel()));
      }
    }
    return channels;
  }

  /** How far back its conditions look, by channel. */
  Map<ChannelId, Duration> windows() {
    var windows = new HashMap<ChannelId, Duration>();
    for (var instruction : instructions) {
      for (var condition : conditions(instruction)) {
        condition
            .windows()
            .forEach(
                (id, length) -> windows.merge(id, length, (a, b) -> a.compareTo(b) > 0 ? a : b));
      }
    }
    return windows;
  }

  /** The channels whose course is kept: those of goals and stalls. */
  Set<ChannelId> tracked() {
    var channels = new LinkedHashSet<ChannelId>();
    goals(0).forEach(goal -> channels.add(goal.channel()));
    for (var instruction : instructions) {
      if (instruction instanceof Instruction.Wait wait) {
        wait.stall().ifPresent(stall -> channels.add(stall.channel()));
        wait.meanwhile().stream()
            .flatMap(watcher -> watcher.when().stream())
            .flatMap(condition -> Goal.of(condition).stream())
            .forEach(goal -> channels.add(goal.channel()));
      }
    }
    return channels;
  }

  /**
   * The words of a file as they are told. All is filled in at once, so that a comment with braces
   * in it stays as it is.
   *
   * @param elapsed since the start of the run
   */
  String words(String text, Duration elapsed) {
    long minutes = Math.max(0, elapsed.toMinutes());
    var now = new TreeMap<>(values);
    now.put("elapsed", minutes / 60 + " h " + minutes % 60 + " min");
    now.put("hours", String.format(Locale.ROOT, "%.2f", Math.max(0, elapsed.toMillis()) / 3.6e6));
    return Template.fill(text, name -> Optional.ofNullable(now.get(name)), now.keySet());
  }
}
