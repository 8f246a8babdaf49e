package org.stillwatch.core.alarm;

/**
 * The measured values that would change nothing for the rules of a channel as they are now, however
 * many come. What need not be looked at need not be read.
 *
 * @param least in the unit of the channel; above {@code greatest} when every reading counts, also a
 *     missing one
 */
public record Standstill(double least, double greatest) {

  /** Nothing counts. */
  public static final Standstill ANY =
      new Standstill(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Every reading counts. */
  public static final Standstill NONE =
      new Standstill(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** The values that neither minds. */
  public Standstill and(Standstill other) {
    return new Standstill(Math.max(least, other.least), Math.min(greatest, other.greatest));
  }

  /** Whether every reading counts. */
  public boolean isEmpty() {
    return !(least <= greatest);
  }

  /** Whether values between these change nothing. */
  public boolean holds(double from, double to) {
    return least <= from && to <= greatest;
  }
}
