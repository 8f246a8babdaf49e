package org.stillwatch.link.guard;

/** What a guard does when the station is lost. */
public enum OnLoss {
  /** The outputs stay as they are. */
  HOLD,
  /** The outputs are made safe. */
  RAMP_DOWN
}
