package org.stillwatch.core.station;

import java.util.List;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.condition.Derivation;

/**
 * Rules that are being written.
 *
 * @param derivations channels that go with them; they take the place of the station's own of the
 *     same id
 */
public record DraftRules(List<Rule> rules, List<Derivation> derivations) {
  public DraftRules {
    rules = List.copyOf(rules);
    derivations = List.copyOf(derivations);
  }

  /** Reads the text of a file with {@code rules:}. */
  @FunctionalInterface
  public interface Reader {
    /**
     * @throws RuntimeException whose message tells every problem of the text, one a line
     */
    DraftRules read(String text);
  }
}
