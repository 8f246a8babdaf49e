package org.stillwatch.instruments.caen;

/** How a family names what it is asked about. */
enum Dialect {
  /** Board and channel: N1470, R14xx, DT14xx. */
  CHAIN,
  /** The channel alone: DT55xx. */
  DESKTOP,
  /** Neither: DT54xx, of one channel. */
  SINGLE
}
