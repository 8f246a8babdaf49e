package org.stillwatch.core.store;

import java.time.Instant;
import java.util.Locale;
import org.stillwatch.core.notice.Notice;

/**
 * One notice on its way to one recipient.
 *
 * @param number grows with every entry; entries of one notifier are sent in this order
 * @param attempts made so far
 * @param next not to be tried before; long past until the first attempt. Once delivered or parked:
 *     when that was.
 * @param lastAnswer receipt or reason of the last attempt, without secrets; empty before the first
 */
public record OutboxEntry(
    long number,
    Notice notice,
    String notifier,
    State state,
    int attempts,
    Instant next,
    String lastAnswer) {

  /** Where an entry is on its way. */
  public enum State {
    WAITING,
    DELIVERED,
    /** Refused for good; kept and shown until someone looks. */
    PARKED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
