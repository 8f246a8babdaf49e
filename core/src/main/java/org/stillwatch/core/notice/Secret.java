package org.stillwatch.core.notice;

/** A text that must not be shown: a token, or an address that holds one. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "***";
  }
}
