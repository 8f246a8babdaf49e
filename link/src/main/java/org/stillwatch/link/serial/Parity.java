package org.stillwatch.link.serial;

import java.util.Locale;

/** The parity bit of a character. */
public enum Parity {
  NONE,
  ODD,
  EVEN;

  /** {@code N}, {@code O} or {@code E}. */
  String letter() {
    return name().substring(0, 1);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
