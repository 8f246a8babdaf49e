package org.stillwatch.link.modbus;

/** The four tables of a unit: two of words, two of bits; two that may be written. */
public enum Table {
  INPUT,
  HOLDING,
  COIL,
  DISCRETE;

  /** Whether it has bits, not words. */
  public boolean hasBits() {
    return this == COIL || this == DISCRETE;
  }

  public boolean mayBeWritten() {
    return this == HOLDING || this == COIL;
  }
}
