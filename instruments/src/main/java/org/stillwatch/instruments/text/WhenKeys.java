package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code when:} of a poll: it is only asked while something asked before it says so, such as which
 * channel a scanner is on.
 *
 * @param group of a reply asked before
 * @param is one of these, as text or number
 * @param held for at least so long
 */
public record WhenKeys(String group, List<String> is, Optional<Duration> held) {

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public WhenKeys {
    is = List.copyOf(is);
    if (is.isEmpty()) {
      throw new IllegalArgumentException("when: has no is:; expected such as is: [\"06\"]");
    }
    if (held.isPresent() && held.get().isNegative()) {
      throw new IllegalArgumentException("when: held: " + held.get() + " is no time");
    }
  }

  boolean holds(String text) {
    return is.stream().anyMatch(each -> InvalidKeys.same(each, text));
  }
}
