package org.stillwatch.core.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.store.Fields;

/**
 * Where a run of a procedure has got to: all that must survive a power cut.
 *
 * @param id a hash of station, procedure, fridge and start
 * @param arguments the value of each parameter
 * @param comment what the person who started it wrote; may be empty
 * @param who started it
 * @param passages the waits that were met, in order
 */
public record Run(
    String id,
    String procedure,
    String fridge,
    Map<String, String> arguments,
    String comment,
    String who,
    Instant started,
    Position at,
    List<Passage> passages,
    Optional<End> end) {

  public Run {
    arguments = Map.copyOf(arguments);
    passages = List.copyOf(passages);
  }

  /**
   * A wait that was met.
   *
   * @param what was waited for
   */
  public record Passage(String what, Instant at) {}

  /**
   * How it ended.
   *
   * @param why one clause; may be empty
   * @param notice id of the notice that told of it; empty when none did
   */
  public record End(Instant at, How how, String why, String notice) {}

  /** How a run may end. */
  public enum How {
    DONE,
    STOPPED,
    /** It could not go on. */
    FAILED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The step that it is at.
   *
   * @param index of the instruction; behind the last one when it ended
   * @param step its text, which finds it again when the procedure was changed meanwhile
   * @param since when it came to this step; moved on by the length of pauses
   * @param memory of the condition that is waited for
   * @param lost that a channel it needs has no value
   * @param late that it takes too long is told
   * @param stalled that it stands still is told
   * @param paused since when it is paused
   */
  public record Position(
      int index,
      String step,
      Instant since,
      ConditionState memory,
      List<Watching> meanwhile,
      Optional<Lost> lost,
      boolean late,
      boolean stalled,
      Optional<Instant> paused) {
    public Position {
      meanwhile = List.copyOf(meanwhile);
    }

    /** The beginning of a step. */
    public static Position at(int index, String step, Instant since) {
      return new Position(
          index,
          step,
          since,
          ConditionState.START,
          List.of(),
          Optional.empty(),
          false,
          false,
          Optional.empty());
    }

    /** The same step, where it stands now that the procedure was changed. */
    Position found(int newIndex) {
      return new Position(newIndex, step, since, memory, meanwhile, lost, late, stalled, paused);
    }

    Position with(ConditionState newMemory) {
      return new Position(index, step, since, newMemory, meanwhile, lost, late, stalled, paused);
    }

    Position watching(List<Watching> now) {
      return new Position(index, step, since, memory, now, lost, late, stalled, paused);
    }

    Position lost(Optional<Lost> now) {
      return new Position(index, step, since, memory, meanwhile, now, late, stalled, paused);
    }

    Position isLate() {
      return new Position(index, step, since, memory, meanwhile, lost, true, stalled, paused);
    }

    Position stalled(boolean now) {
      return new Position(index, step, since, memory, meanwhile, lost, late, now, paused);
    }

    Position paused(Optional<Instant> now) {
      return new Position(index, step, since, memory, meanwhile, lost, late, stalled, now);
    }

    /** Conditions that must hold for a while hold anew. */
    Position afresh() {
      return with(ConditionState.START)
          .watching(
              meanwhile.stream()
                  .map(w -> new Watching(ConditionState.START, w.on(), w.next()))
                  .toList());
    }

    /** All its times later by so much. */
    Position shifted(java.time.Duration by) {
      return new Position(
          index,
          step,
          since.plus(by),
          memory,
          meanwhile.stream()
              .map(w -> new Watching(w.memory(), w.on(), w.next().map(next -> next.plus(by))))
              .toList(),
          lost.map(l -> new Lost(l.since().plus(by), l.told())),
          late,
          stalled,
          paused);
    }
  }

  /**
   * What a watcher remembers.
   *
   * @param on whether its condition was true
   * @param next when it comes next, for one that comes every so often; else until when it is not
   *     told again
   */
  public record Watching(ConditionState memory, boolean on, Optional<Instant> next) {}

  /** A channel has no value since then. */
  public record Lost(Instant since, boolean told) {}

  public boolean isActive() {
    return end.isEmpty();
  }

  Run at(Position position) {
    return new Run(
        id, procedure, fridge, arguments, comment, who, started, position, passages, end);
  }

  Run passed(Passage passage) {
    var more = new ArrayList<>(passages);
    more.add(passage);
    return new Run(id, procedure, fridge, arguments, comment, who, started, at, more, end);
  }

  Run ended(End how) {
    return new Run(
        id, procedure, fridge, arguments, comment, who, started, at, passages, Optional.of(how));
  }

  /** All its times later by so much, as when the wall clock was set: lengths stay what they are. */
  Run shifted(java.time.Duration by) {
    return new Run(
        id,
        procedure,
        fridge,
        arguments,
        comment,
        who,
        started.plus(by),
        at.shifted(by).paused(at.paused().map(since -> since.plus(by))),
        passages.stream().map(p -> new Passage(p.what(), p.at().plus(by))).toList(),
        end);
  }

  /** One line of text, for a store. */
  String encode() {
    var named = new ArrayList<String>();
    new TreeMap<>(arguments).forEach((name, value) -> named.add(Fields.join(name, value)));
    return Fields.join(
        procedure,
        fridge,
        join(named),
        comment,
        who,
        started.toString(),
        Integer.toString(at.index()),
        at.step(),
        at.since().toString(),
        at.memory().encode(),
        join(
            at.meanwhile().stream()
                .map(w -> Fields.join(w.memory().encode(), flag(w.on()), text(w.next())))
                .toList()),
        at.lost().map(l -> Fields.join(l.since().toString(), flag(l.told()))).orElse(""),
        flag(at.late()),
        flag(at.stalled()),
        text(at.paused()),
        join(passages.stream().map(p -> Fields.join(p.what(), p.at().toString())).toList()),
        end.map(e -> Fields.join(e.at().toString(), e.how().name(), e.why(), e.notice()))
            .orElse(""));
  }

  /** What {@link #encode} gave. */
  static Run decode(String id, String line) {
    var f = Fields.split(line);
    var arguments = new TreeMap<String, String>();
    for (var each : list(f.get(2))) {
      var pair = Fields.split(each);
      arguments.put(pair.get(0), pair.get(1));
    }
    var position =
        new Position(
            Integer.parseInt(f.get(6)),
            f.get(7),
            Instant.parse(f.get(8)),
            ConditionState.decode(f.get(9)),
            list(f.get(10)).stream()
                .map(Fields::split)
                .map(
                    w ->
                        new Watching(
                            ConditionState.decode(w.get(0)), isSet(w.get(1)), time(w.get(2))))
                .toList(),
            f.get(11).isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new Lost(
                        Instant.parse(Fields.split(f.get(11)).get(0)),
                        isSet(Fields.split(f.get(11)).get(1)))),
            isSet(f.get(12)),
            isSet(f.get(13)),
            time(f.get(14)));
    var ending = f.get(16).isEmpty() ? List.<String>of() : Fields.split(f.get(16));
    return new Run(
        id,
        f.get(0),
        f.get(1),
        arguments,
        f.get(3),
        f.get(4),
        Instant.parse(f.get(5)),
        position,
        list(f.get(15)).stream()
            .map(Fields::split)
            .map(p -> new Passage(p.get(0), Instant.parse(p.get(1))))
            .toList(),
        ending.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new End(
                    Instant.parse(ending.get(0)),
                    How.valueOf(ending.get(1)),
                    ending.get(2),
                    ending.get(3))));
  }

  private static String join(List<String> texts) {
    return Fields.join(texts.toArray(String[]::new));
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : Fields.split(text);
  }

  private static String flag(boolean set) {
    return set ? "yes" : "no";
  }

  private static boolean isSet(String text) {
    return text.equals("yes");
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }

  private static Optional<Instant> time(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
