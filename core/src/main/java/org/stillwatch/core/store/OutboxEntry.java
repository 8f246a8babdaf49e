package org.stillwatch.core.store;

import java.time.Instant;
import java.util.Locale;
import org.stillwatch.core.notice.Notice;

/**
 * One notice on its way to one recipient.
 *
 * @param number grows with every entry
 * @param recipient the person it is for; the notifier's name when it is for no one in particular
 * @param attempts made so far
 * @param next not to be tried before; long past until the first attempt, unless it is held back.
 *     Once it waits no more: when that was.
 * @param lastAnswer receipt or reason of the last attempt, without secrets; empty before the first
 * @param unsure an earlier attempt may have arrived: it was begun, and how it ended is not known
 */
public record OutboxEntry(
    long number,
    Notice notice,
    String notifier,
    String recipient,
    State state,
    int attempts,
    Instant next,
    String lastAnswer,
    boolean unsure) {

  /** Where an entry is on its way. */
  public enum State {
    WAITING,
    DELIVERED,
    /** Refused for good; kept and shown until someone looks. */
    PARKED,
    /** Was parked, and someone has looked. */
    DISMISSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it is held back since its recipient is not to be disturbed. */
  public boolean isHeld(Instant now) {
    return state == State.WAITING && attempts == 0 && next.isAfter(now);
  }
}
