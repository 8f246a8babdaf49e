package org.stillwatch.core.interlock;

import java.time.Duration;

/**
 * Something to simulate in a proof.
 *
 * @param after so long after it begins the interlock must act
 */
public record Stimulus(Simulation simulation, Duration after) {

  /** For a person: {@code gas/air/humidity is 46 %}. */
  public String what() {
    return simulation.what();
  }
}
