package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.store.Fields;

/**
 * What a rule remembers. Immutable; {@link RuleStep} makes the next one.
 *
 * @param side where it is
 * @param seen an answer, or a reading of its channel, has been seen
 * @param since when it went to this side; empty when it was set silently or never
 * @param told whether going to this side was told
 * @param pending the side that the value is on now but has not been long enough, and since when
 * @param question what it was asked, so that a changed question is asked afresh
 * @param afresh the question was changed: the next answer counts as if it were the first, but is
 *     told
 */
public record RuleState(
    Side side,
    boolean seen,
    Optional<Instant> since,
    boolean told,
    Optional<Pending> pending,
    String question,
    boolean afresh) {

  /** A side that has to hold for a while. */
  public record Pending(Side side, Instant since) {}

  static RuleState start(Rule rule) {
    return new RuleState(
        rule.start(), false, Optional.empty(), false, Optional.empty(), rule.questionText(), false);
  }

  /** This state for a rule that may have been changed since. */
  RuleState under(Rule rule) {
    return question.isEmpty() || question.equals(rule.questionText())
        ? new RuleState(side, seen, since, told, pending, rule.questionText(), afresh)
        : new RuleState(side, seen, since, told, Optional.empty(), rule.questionText(), seen);
  }

  /** Whether an answer on the same side leaves it as it is. */
  boolean isSettled() {
    return seen && pending.isEmpty() && !afresh;
  }

  RuleState withSeen() {
    return seen ? this : new RuleState(side, true, since, told, pending, question, afresh);
  }

  RuleState withPending(Optional<Pending> now) {
    return new RuleState(side, true, since, told, now, question, afresh);
  }

  /** It stays where it is, and nothing is open. */
  RuleState confirmed() {
    return pending.isEmpty() && !afresh
        ? this
        : new RuleState(side, true, since, told, Optional.empty(), question, false);
  }

  RuleState at(Side to, Instant when, boolean isTold) {
    return new RuleState(to, true, Optional.of(when), isTold, Optional.empty(), question, false);
  }

  String encode() {
    return Fields.join(
        String.join(
            " ",
            side.word(),
            seen ? "seen" : "new",
            since.map(Instant::toString).orElse("-"),
            told ? "told" : "silent",
            pending.map(p -> p.side().word()).orElse("-"),
            pending.map(p -> p.since().toString()).orElse("-")),
        question,
        afresh ? "afresh" : "");
  }

  /** Takes back what {@link #encode} gave, also in its first form, which had no question. */
  static RuleState decode(String text) {
    var fields = Fields.split(text);
    var parts = fields.getFirst().split(" ");
    return new RuleState(
        side(parts[0]),
        parts[1].equals("seen"),
        instant(parts[2]),
        parts[3].equals("told"),
        instant(parts[5]).map(since -> new Pending(side(parts[4]), since)),
        fields.size() > 1 ? fields.get(1) : "",
        fields.size() > 2 && fields.get(2).equals("afresh"));
  }

  private static Side side(String word) {
    for (var side : Side.values()) {
      if (side.word().equals(word)) {
        return side;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no side");
  }

  private static Optional<Instant> instant(String text) {
    return text.equals("-") ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
