package org.stillwatch.instruments.logfile;

/** What a row reader remembers between two rows. Immutable; encoded only when it must be kept. */
@FunctionalInterface
public interface RowMemory {
  RowMemory EMPTY = () -> "";

  /** One line of text without line feeds. */
  String encode();
}
