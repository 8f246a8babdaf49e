package org.stillwatch.web;

import java.util.Locale;

/** What a user may do; each may also do what those before it may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Acknowledges, shelves, takes snapshots, sends test notices. */
  OPERATOR,
  ADMIN;

  /** The word in files and messages: {@code operator}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
