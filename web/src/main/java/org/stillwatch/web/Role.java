package org.stillwatch.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a user may do; each may also do what those before it may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Acknowledges, shelves, takes snapshots, sends test notices, commands within the limits. */
  OPERATOR,
  /** Also changes limits and interlocks. */
  EXPERT;

  /** What the highest role was called before. */
  private static final String FORMER_EXPERT = "admin";

  /**
   * The role of a word in a station file: its own, or {@code admin} for an expert.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static Role of(String word) {
    if (word.equals(FORMER_EXPERT)) {
      return EXPERT;
    }
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

  /** The word in files and messages: {@code operator}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word with its article, for sentences: {@code an operator}. */
  String one() {
    return (this == VIEWER ? "a " : "an ") + word();
  }

  boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
