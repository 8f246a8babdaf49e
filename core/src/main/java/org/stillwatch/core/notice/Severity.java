package org.stillwatch.core.notice;

import java.util.Locale;

/** How much a person should care. A route takes its severity and those above. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** The word in files and messages: {@code warning}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
