package org.stillwatch.cos.gain;

/** What came of the fit of a superpixel. */
public enum Verdict {
  /** Fewer than 30 counts: not fitted. */
  TOO_FEW_COUNTS,
  /** The mean is its gain. */
  ACCEPTED,
  /** The fit found no peak. */
  REJECTED,
  /** A low peak that was background in front of another one. */
  DROPPED,
  /** A low peak, and no other one. */
  LOW_GAIN_CONFIRMED;

  /** The superpixel has a gain. */
  public boolean measured() {
    return this == ACCEPTED || this == LOW_GAIN_CONFIRMED;
  }
}
