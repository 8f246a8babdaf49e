package org.stillwatch.cos.detector;

import java.util.Optional;

/** One of the two halves of the far-ultraviolet detector. */
public enum Segment {
  FUVA('A', "00"),
  FUVB('B', "01");

  private final char letter;
  private final String token;

  Segment(char letter, String token) {
    this.letter = letter;
    this.token = token;
  }

  /** The last letter of keywords that exist once for each segment, such as {@code HVLEVELA}. */
  public char letter() {
    return letter;
  }

  /** How the name of a CCI says it: {@code 00} or {@code 01}. */
  public String token() {
    return token;
  }

  /** The segment that a header calls so. */
  public static Optional<Segment> of(String name) {
    return switch (name.strip()) {
      case "FUVA" -> Optional.of(FUVA);
      case "FUVB" -> Optional.of(FUVB);
      default -> Optional.empty();
    };
  }
}
