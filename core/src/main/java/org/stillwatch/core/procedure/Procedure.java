package org.stillwatch.core.procedure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.reading.NearMiss;

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

  /**
   * Checks that it could run on a fridge with its usual values.
   *
   * @param all that it may start
   * @param sets the snapshot sets of the station
   * @throws ProcedureProblem with the place and one sentence
   */
  public void check(Fridge fridge, List<Procedure> all, Set<String> sets) {
    var instructions = usual(fridge).instructions();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i) instanceof Instruction.Start start) {
        starts(start, i == instructions.size() - 1, all);
      }
    }
    sets(steps, "steps", sets);
  }

  /**
   * The program of its usual values; where there is none, an example takes its place.
   *
   * @throws ProcedureProblem with the place and one sentence
   */
  Program usual(Fridge fridge) {
    var arguments = new LinkedHashMap<String, String>();
    for (var parameter : parameters) {
      arguments.put(parameter.name(), Program.usual(parameter, fridge).orElse(parameter.example()));
    }
    Map<String, String> values;
    try {
      values = Program.arguments(this, fridge, arguments);
    } catch (ProcedureProblem e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ProcedureProblem("parameters", String.valueOf(e.getMessage()));
    }
    return Program.of(this, fridge, values, "");
  }

  private static void sets(List<Step> steps, String path, Set<String> known) {
    for (int i = 0; i < steps.size(); i++) {
      var own = path + "." + i;
      switch (steps.get(i)) {
        case Step.Snapshot(String label, Optional<String> set) when set.isPresent() -> {
          if (!known.contains(set.get())) {
            throw new ProcedureProblem(
                own + ".of",
                "there is no snapshot set '" + set.get() + "'; " + NearMiss.of(set.get(), known));
          }
        }
        case Step.Choose choose -> {
          sets(choose.then(), own + ".then", known);
          sets(choose.otherwise(), own + ".else", known);
        }
        case Step.Wait wait -> {
          for (int k = 0; k < wait.meanwhile().size(); k++) {
            sets(wait.meanwhile().get(k).then(), own + ".meanwhile." + k + ".then", known);
          }
        }
        default -> {}
      }
    }
  }

  private void starts(Instruction.Start start, boolean last, List<Procedure> all) {
    var other =
        all.stream()
            .filter(each -> each.name.equals(start.procedure()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProcedureProblem(
                        "steps",
                        "there is no procedure '"
                            + start.procedure()
                            + "' to start; "
                            + NearMiss.of(
                                start.procedure(), all.stream().map(Procedure::name).toList())));
    if (!last && !goesBeside(other)) {
      throw new ProcedureProblem(
          "steps",
          "'start: "
              + other.name
              + "' is not the last step, and "
              + other.name
              + " does not go beside this procedure; start it last, or name it under 'beside'");
    }
  }

  /** Whether a run of this and one of the other may be on one fridge at the same time. */
  boolean goesBeside(Procedure other) {
    return allows(other) || other.allows(this);
  }

  private boolean allows(Procedure other) {
    return beside.contains(ANY) || beside.contains(other.name);
  }
}
