package org.stillwatch.link.lane;

/** Who is let onto a lane first. Those of one urgency take turns in the order of their coming. */
public enum Urgency {
  /** What makes things safe. */
  SAFETY,
  /** What a person asked for. */
  COMMAND,
  /** What is asked again and again. */
  POLL
}
