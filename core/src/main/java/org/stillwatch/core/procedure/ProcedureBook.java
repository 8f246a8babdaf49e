package org.stillwatch.core.procedure;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.reading.NearMiss;

/**
 * All procedures of a station, and what they run on.
 *
 * @param procedures those that are offered first, in the order in which they are offered
 * @param offered how many of them are offered; the others are there to be started by these
 * @param fridges the usual one first; empty: the station runs no procedures
 * @param triggers conditions that start a procedure
 */
public record ProcedureBook(
    String station,
    ZoneId zone,
    List<Procedure> procedures,
    int offered,
    List<Fridge> fridges,
    List<Trigger> triggers) {

  public ProcedureBook {
    procedures = List.copyOf(procedures);
    fridges = List.copyOf(fridges);
    triggers = List.copyOf(triggers);
  }

  /**
   * Starts a procedure each time that its condition becomes true.
   *
   * @param fridge on which
   */
  public record Trigger(String procedure, String fridge, Condition when, Map<String, String> with) {
    public Trigger {
      with = Map.copyOf(with);
    }
  }

  /** A station without procedures. */
  public static ProcedureBook none(String station, ZoneId zone) {
    return new ProcedureBook(station, zone, List.of(), 0, List.of(), List.of());
  }

  Optional<Procedure> find(String name) {
    return procedures.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * @throws IllegalArgumentException with one sentence when there is none
   */
  public Procedure procedure(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no procedure '"
                        + name
                        + "'; "
                        + NearMiss.of(name, procedures.stream().map(Procedure::name).toList())));
  }

  /**
   * The fridge of this name; without a name the usual one.
   *
   * @throws IllegalArgumentException with one sentence when there is none
   */
  public Fridge fridge(Optional<String> name) {
    if (fridges.isEmpty()) {
      throw new IllegalArgumentException(
          "the station has nothing that procedures could run on; add 'procedures:' to the station"
              + " file");
    }
    return name.map(this::fridge).orElse(fridges.getFirst());
  }

  private Fridge fridge(String name) {
    return fridges.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fridge '"
                        + name
                        + "'; "
                        + NearMiss.of(name, fridges.stream().map(Fridge::name).toList())));
  }
}
