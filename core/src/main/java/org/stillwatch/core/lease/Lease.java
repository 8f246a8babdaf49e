package org.stillwatch.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The right to change an instrument, or a place in the queue for it.
 *
 * @param id who knows it may use the lease; told to its owner alone
 * @param owner a person or a program, for people to read
 * @param purpose why they need the instrument
 * @param length of {@link Mode#HEARTBEAT} within how long it must show that it lives; of {@link
 *     Mode#LONG_RUN} how long it lasts
 * @param since when it was given, or joined the queue
 * @param deadline it ends then, unless it shows that it lives before
 * @param taken whether the owner knows that they have it; not before one that waited has asked
 */
public record Lease(
    String id,
    String owner,
    String purpose,
    Mode mode,
    Duration length,
    IfLost ifLost,
    Instant since,
    Instant deadline,
    boolean taken) {

  /** How its owner shows that the lease is still needed. */
  public enum Mode {
    /** The owner shows again and again that it lives; for programs, and for a page that is open. */
    HEARTBEAT,
    /** It lasts so long, whether its owner is there or not; for a measurement over night. */
    LONG_RUN;

    /** The word in files and messages: {@code long-run}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What becomes of the instrument when the owner of a lease vanishes. */
  public enum IfLost {
    /** It stays as it is. */
    HOLD,
    /** Its outputs are brought to where they are safe. */
    RAMP_DOWN;

    /** The word in files and messages: {@code ramp-down}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Lease until(Instant later) {
    return new Lease(id, owner, purpose, mode, length, ifLost, since, later, taken);
  }

  /** Given now; one that waited has a while to find out. */
  Lease given(Instant now, Instant until, boolean known) {
    return new Lease(id, owner, purpose, mode, length, ifLost, now, until, known);
  }

  /** As people read it: {@code anna (long run)}. */
  public String shown() {
    return owner + (purpose.isEmpty() ? "" : " (" + purpose + ")");
  }
}
