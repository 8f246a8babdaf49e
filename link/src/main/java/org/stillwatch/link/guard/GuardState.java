package org.stillwatch.link.guard;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a guard is. All times are on one steady clock.
 *
 * @param since when the phase began
 * @param sign what was heard of the station last
 * @param next when the outputs are tried or looked at again; empty while that is under way, or when
 *     nothing is to be done
 * @param why what the phase came from, one clause; empty when all is well
 */
public record GuardState(
    Phase phase, Duration since, Sign sign, Optional<Duration> next, String why) {

  /** See {@link GuardStep} for what leads from one to another. */
  public enum Phase {
    /** No station has come yet. */
    WAITING,
    /** Heartbeats come. */
    WATCHED,
    /** The station said that it ends. */
    LEFT,
    /** The station is lost, and the outputs are being made safe. */
    ACTING,
    /** They are being made safe since someone asked for that. */
    ASKED,
    /** The guard made them safe, and looks that they stay so. */
    SAFE,
    /** The station is lost, and the outputs are left as they are. */
    HELD,
    /** Heartbeats come again after the station was lost, not yet for long. */
    RETURNED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the outputs are being made safe. */
    public boolean acts() {
      return this == ACTING || this == ASKED;
    }
  }

  /** What was heard of the station. */
  public enum Word {
    /** Nothing yet. */
    NONE,
    BEAT,
    BYE
  }

  /**
   * What was heard of the station last.
   *
   * @param at when; of nothing, when the guard began
   * @param armed whether an interlock would force the instrument
   */
  public record Sign(Word word, Duration at, boolean armed) {}

  /** Before anything was heard. */
  public static GuardState begin(boolean armed, Duration now) {
    return new GuardState(
        Phase.WAITING, now, new Sign(Word.NONE, now, armed), Optional.empty(), "");
  }

  GuardState heard(Sign other) {
    return new GuardState(phase, since, other, next, why);
  }

  GuardState in(Phase other, Duration now, String reason) {
    return new GuardState(other, now, sign, Optional.empty(), reason);
  }

  GuardState tryAt(Optional<Duration> other) {
    return new GuardState(phase, since, sign, other, why);
  }
}
