package org.stillwatch.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.procedure.Step;

/** The keys of a procedure's file. */
record ProcedureFile(
    String title,
    Optional<String> about,
    Map<String, String> channels,
    List<ParameterKeys> parameters,
    List<String> beside,
    List<RequireKeys> require,
    Optional<Boolean> report,
    List<StepKeys> steps) {

  /**
   * One of {@code parameters:}.
   *
   * @param unit of a plain number; without one it is a text
   */
  record ParameterKeys(
      String name, Optional<String> unit, Optional<String> usual, Optional<String> ask) {}

  /** One of {@code require:}. */
  record RequireKeys(String that, @Named("else") String otherwise) {}

  /** One of {@code steps:}: one of the actions, with the keys that go with it. */
  record StepKeys(
      @Named("notify") Optional<String> telling,
      Optional<String> warn,
      Optional<String> snapshot,
      Optional<String> of,
      @Named("wait") Optional<String> waiting,
      Optional<String> within,
      Optional<Step.Late> late,
      Optional<String> lost,
      Optional<StallKeys> stall,
      List<WatcherKeys> meanwhile,
      Map<String, String> set,
      Optional<String> start,
      Map<String, String> with,
      Optional<String> choose,
      List<StepKeys> then,
      @Named("else") List<StepKeys> otherwise) {}

  /** {@code stall:} of a wait. */
  record StallKeys(String channel, String by, String in) {}

  /** One of {@code meanwhile:} of a wait. */
  record WatcherKeys(Optional<String> when, Optional<String> every, List<StepKeys> then) {}
}
