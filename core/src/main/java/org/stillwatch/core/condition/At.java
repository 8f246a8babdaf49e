package org.stillwatch.core.condition;

/**
 * Where a part of an expression stands. All places are equal, so that trees compare by what they
 * say.
 *
 * @param column from 1
 */
public record At(int column) {

  /** The place of what was not written as text. */
  public static final At NOWHERE = new At(1);

  @Override
  public boolean equals(Object other) {
    return other instanceof At;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
