package org.stillwatch.core.interlock;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.store.Fields;

/**
 * Whether an interlock works: only one that was proven does, unless an expert has put it aside.
 *
 * @param proof the newest that passed
 * @param aside who has put it aside
 */
record Arming(Optional<Proof> proof, Optional<Aside> aside) {

  static final Arming NEVER = new Arming(Optional.empty(), Optional.empty());

  /**
   * Put aside by an expert, for a while.
   *
   * @param until it ends by itself
   */
  record Aside(String who, String why, Instant until) {}

  boolean isProven(Interlock interlock) {
    return proof
        .filter(each -> each.passed() && each.of().equals(Proof.subject(interlock)))
        .isPresent();
  }

  String encode() {
    return Fields.join(
        proof.map(Proof::encode).orElse(""),
        aside.map(each -> Fields.join(each.who(), each.why(), each.until().toString())).orElse(""));
  }

  static Arming decode(String text) {
    var fields = Fields.split(text);
    return fields.size() == 2
        ? new Arming(Proof.decode(fields.get(0)), aside(fields.get(1)))
        : NEVER;
  }

  private static Optional<Aside> aside(String text) {
    var fields = Fields.split(text);
    try {
      return fields.size() == 3
          ? Optional.of(new Aside(fields.get(0), fields.get(1), Instant.parse(fields.get(2))))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
