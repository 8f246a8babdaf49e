package org.stillwatch.core.station;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.outbox.Pace;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.store.ReadingStore;

/**
 * All that makes up a station, ready to run.
 *
 * @param notifiers by name
 * @param keepers by name; no notifier has that name
 * @param reporter makes the reports of runs
 * @param sinks by name, in the order in which they are shown
 * @param safety limits of commands, and interlocks
 */
public record StationPlan(
    RuleBook rules,
    ProcedureBook procedures,
    List<Slot> instruments,
    Switchboard switchboard,
    Map<String, Way> notifiers,
    Map<String, Keeper> keepers,
    AckLinks links,
    Guards guards,
    Reporter reporter,
    Map<String, Sink.Opening> sinks,
    Safety safety) {

  public StationPlan {
    instruments = List.copyOf(instruments);
    notifiers =
        notifiers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().safe()));
    keepers = Map.copyOf(keepers);
    sinks = Collections.unmodifiableMap(new LinkedHashMap<>(sinks));
  }

  /** All that an outbox is emptied into: notifiers, and keepers opened on the store. */
  Map<String, Way> ways(ReadingStore store) {
    var ways = new HashMap<>(notifiers);
    keepers.forEach(
        (name, keeper) ->
            ways.put(
                name,
                new Way(keeper.open(store), Optional.empty(), Optional.empty(), Pace.IN_ORDER)));
    return Map.copyOf(ways);
  }

  /** What may be commanded, by instrument. */
  Map<String, Controls> controls() {
    var controls = new HashMap<String, Controls>();
    for (var slot : instruments) {
      slot.instrument().controls().ifPresent(each -> controls.put(slot.id(), each));
    }
    return Map.copyOf(controls);
  }

  /** Without sinks, limits and interlocks. */
  public StationPlan(
      RuleBook rules,
      ProcedureBook procedures,
      List<Slot> instruments,
      Switchboard switchboard,
      Map<String, Way> notifiers,
      Map<String, Keeper> keepers,
      AckLinks links,
      Guards guards,
      Reporter reporter) {
    this(
        rules,
        procedures,
        instruments,
        switchboard,
        notifiers,
        keepers,
        links,
        guards,
        reporter,
        Map.of(),
        Safety.NONE);
  }

  /** The same with limits and interlocks. */
  public StationPlan with(Safety other) {
    return new StationPlan(
        rules,
        procedures,
        instruments,
        switchboard,
        notifiers,
        keepers,
        links,
        guards,
        reporter,
        sinks,
        other);
  }

  /** Without reports. */
  public StationPlan(
      RuleBook rules,
      ProcedureBook procedures,
      List<Slot> instruments,
      Switchboard switchboard,
      Map<String, Way> notifiers,
      Map<String, Keeper> keepers,
      AckLinks links,
      Guards guards) {
    this(
        rules,
        procedures,
        instruments,
        switchboard,
        notifiers,
        keepers,
        links,
        guards,
        Reporter.NONE);
  }

  /** Without procedures, and keeping no records outside its store. */
  public StationPlan(
      RuleBook rules,
      List<Slot> instruments,
      Switchboard switchboard,
      Map<String, Way> notifiers,
      AckLinks links,
      Guards guards) {
    this(
        rules,
        ProcedureBook.none(rules.station(), rules.zone()),
        instruments,
        switchboard,
        notifiers,
        Map.of(),
        links,
        guards);
  }

  /**
   * A notifier with what goes with its messages.
   *
   * @param plot how much of the channel's past, as a picture
   * @param table the snapshot set whose latest readings go with an alarm
   * @param pace how fast it is given messages
   */
  public record Way(Notifier notifier, Optional<Duration> plot, Optional<String> table, Pace pace) {

    /** At the usual pace. */
    public Way(Notifier notifier, Optional<Duration> plot, Optional<String> table) {
      this(notifier, plot, table, Pace.STANDARD);
    }

    /** The same, fit to be called by several threads. */
    private Way safe() {
      return notifier instanceof OneAtATime
          ? this
          : new Way(new OneAtATime(notifier), plot, table, pace);
    }
  }

  /**
   * An instrument in its place.
   *
   * @param every from the start of one turn to the start of the next
   */
  public record Slot(String id, String kind, Instrument instrument, Duration every) {}
}
