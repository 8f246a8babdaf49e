package org.stillwatch.core.condition;

import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * A channel that is calculated from others.
 *
 * @param unit of its readings; without one, that of the expression
 * @param label as people call it
 */
public record Derivation(ChannelId id, Expression expression, Optional<Unit> unit, String label) {

  public Derivation {
    if (expression.channels().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + expression.text() + "' has no channel in it; expected at least one");
    }
  }
}
