package org.stillwatch.core.procedure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named program of waits and actions, as its file says. Texts in it may hold {@code {name}}: see
 * {@link Template}.
 *
 * @param name as people start it: {@code full-cooldown}
 * @param title as people read it: {@code Full Cooldown}
 * @param about one sentence: what it does
 * @param parameters asked for at start, in this order
 * @param channels the channels that it speaks of, by role: {@code still} is {@code
 *     still/temperature} of the fridge; an id with its instrument stands for itself
 * @param beside procedures that may run on the same fridge at the same time; {@code *} is any
 * @param requires what the values must fulfil before it starts
 * @param report whether a report is made when a run ends
 */
public record Procedure(
    String name,
    String title,
    String about,
    List<Parameter> parameters,
    Map<String, String> channels,
    List<String> beside,
    List<Requirement> requires,
    boolean report,
    List<Step> steps) {

  /** Stands for every procedure in {@code beside}. */
  public static final String ANY = "*";

  public Procedure {
    parameters = List.copyOf(parameters);
    channels = Map.copyOf(channels);
    beside = List.copyOf(beside);
    requires = List.copyOf(requires);
    steps = List.copyOf(steps);
  }

  /**
   * What the values must fulfil.
   *
   * @param that a condition without channels: {@code {baseT} < {still_full_cd}}
   * @param otherwise why it does not start: one clause
   */
  public record Requirement(String that, String otherwise) {}

  public Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Whether a run of this and one of the other may be on one fridge at the same time. */
  boolean goesBeside(Procedure other) {
    return allows(other) || other.allows(this);
  }

  private boolean allows(Procedure other) {
    return beside.contains(ANY) || beside.contains(other.name);
  }
}
