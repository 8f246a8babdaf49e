package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.condition.Side;

/**
 * What a rule remembers. Immutable; {@link RuleStep} makes the next one.
 *
 * @param seen a reading of the channel, measured or missing, has been seen
 * @param since when it went to this side; empty when it was set silently or never
 * @param told whether going to this side was told
 * @param pending the side that the value is on now but has not been long enough, and since when
 */
public record RuleState(
    Side side, boolean seen, Optional<Instant> since, boolean told, Optional<Pending> pending) {

  /** A side that has to hold for a while. */
  public record Pending(Side side, Instant since) {}

  static RuleState start(Rule rule) {
    return new RuleState(rule.start(), false, Optional.empty(), false, Optional.empty());
  }

  String encode() {
    return String.join(
        " ",
        side.word(),
        seen ? "seen" : "new",
        since.map(Instant::toString).orElse("-"),
        told ? "told" : "silent",
        pending.map(p -> p.side().word()).orElse("-"),
        pending.map(p -> p.since().toString()).orElse("-"));
  }

  static RuleState decode(String text) {
    var parts = text.split(" ");
    return new RuleState(
        side(parts[0]),
        parts[1].equals("seen"),
        instant(parts[2]),
        parts[3].equals("told"),
        instant(parts[5]).map(since -> new Pending(side(parts[4]), since)));
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
