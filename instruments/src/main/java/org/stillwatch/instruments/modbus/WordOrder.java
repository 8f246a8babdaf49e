package org.stillwatch.instruments.modbus;

/** Which word of a number of several words comes first. */
public enum WordOrder {
  HIGH_FIRST,
  LOW_FIRST
}
