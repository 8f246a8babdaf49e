package org.stillwatch.cos.sag;

/** Which measurements prove that a flagged superpixel recovered. */
public enum RecoveryRule {
  /**
   * The newest at the flag's level of high voltage or a lower one: a higher one raises the gain,
   * and so proves nothing for a lower one.
   */
  STRICT,

  /** The newest at whatever level, as published tables have it. */
  LEGACY
}
