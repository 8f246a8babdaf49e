package org.stillwatch.core.interlock;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.store.Fields;

/**
 * Whether an interlock works: only one that was proven does, unless an expert has put it aside.
 *
 * @param proof the newest, passed or not
 * @param aside who has put it aside
 * @param worked the {@link Proof#subject} of the newest proof that passed; empty when none did
 */
record Arming(Optional<Proof> proof, Optional<Aside> aside, String worked) {

  static final Arming NEVER = new Arming(Optional.empty(), Optional.empty(), "");

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

  /**
   * Whether it does what it can: one that failed its last proof protects less than it should, but
   * to force nothing at all would protect nothing of what is on.
   */
  boolean works(Interlock interlock) {
    return switch (interlock.kind()) {
      case PERMIT -> isProven(interlock);
      case FORCE -> isProven(interlock) || worked.equals(Proof.subject(interlock));
    };
  }

  /** Why its proof does not count, a clause. */
  String unproven(Interlock interlock) {
    return proof
        .map(
            newest ->
                newest.passed() || !newest.of().equals(Proof.subject(interlock))
                    ? "was changed since it was proven"
                    : "failed its last proof")
        .orElse("was never proven");
  }

  Arming with(Proof newest) {
    return new Arming(Optional.of(newest), aside, newest.passed() ? newest.of() : worked);
  }

  Arming with(Aside other) {
    return new Arming(proof, Optional.of(other), worked);
  }

  /** Who has put it aside now. One that would last longer than any may is of a clock set back. */
  Optional<Aside> aside(Instant wall) {
    return aside
        .filter(each -> each.until().isAfter(wall))
        .filter(each -> !each.until().isAfter(wall.plus(Interlocks.LONGEST_ASIDE)));
  }

  String encode() {
    return Fields.join(
        proof.map(Proof::encode).orElse(""),
        aside.map(each -> Fields.join(each.who(), each.why(), each.until().toString())).orElse(""),
        worked);
  }

  static Arming decode(String text) {
    var fields = Fields.split(text);
    if (fields.size() < 2) {
      return NEVER;
    }
    var proof = Proof.decode(fields.get(0));
    return new Arming(
        proof,
        aside(fields.get(1)),
        fields.size() == 3
            ? fields.get(2)
            : proof.filter(Proof::passed).map(Proof::of).orElse("")); // of an older version
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
