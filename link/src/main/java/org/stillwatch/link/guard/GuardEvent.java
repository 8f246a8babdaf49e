package org.stillwatch.link.guard;

import org.stillwatch.core.condition.Truth;

/** What a guard hears of. */
public sealed interface GuardEvent {

  /**
   * The station judges its interlocks.
   *
   * @param armed whether one of them would force the instrument
   */
  record Beat(boolean armed) implements GuardEvent {}

  /** The station ends in order; a reload is this and a beat soon after. */
  record Bye() implements GuardEvent {}

  /** Someone wants the outputs safe now. */
  record Asked(String why) implements GuardEvent {}

  /**
   * The outputs were made safe, or looked at.
   *
   * @param safe what is known of them now
   * @param how what became of it, one clause
   */
  record Tried(Truth safe, String how) implements GuardEvent {}

  /** The guard itself is to end. */
  record Ended() implements GuardEvent {}

  /** Time has passed; comes several times a second. */
  record Tick() implements GuardEvent {}
}
