package org.stillwatch.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /**
   * @throws IllegalArgumentException with one sentence when the word is no role
   */
  public static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + word
                        + "' is no role; expected "
                        + Arrays.stream(values())
                            .map(Role::word)
                            .collect(Collectors.joining(", "))));
  }

  boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
