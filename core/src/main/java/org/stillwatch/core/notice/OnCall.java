package org.stillwatch.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * People who take turns being called.
 *
 * @param people in the order of their turns
 * @param from when the first turn began, by the wall clock of the station's zone
 * @param every the length of a turn; hand-over stays at the same time of day when it is whole days
 * @param swaps who stands in, whatever the turns say
 */
public record OnCall(
    String name, List<String> people, LocalDateTime from, Duration every, List<Swap> swaps) {

  /** Someone stands in from a time on, until another. */
  public record Swap(LocalDateTime from, LocalDateTime to, String person) {}

  public OnCall {
    if (people.isEmpty()) {
      throw new IllegalArgumentException("the on-call list '" + name + "' has nobody on it");
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "the on-call list '" + name + "' has turns of no length; expected such as 7d");
    }
    people = List.copyOf(people);
    swaps = List.copyOf(swaps);
  }

  /** Whose turn it is. */
  public String at(Instant now, ZoneId zone) {
    var wall = now.atZone(zone).toLocalDateTime();
    for (var swap : swaps) {
      if (!wall.isBefore(swap.from()) && wall.isBefore(swap.to())) {
        return swap.person();
      }
    }
    long turn = Math.floorDiv(Duration.between(from, wall).toMillis(), every.toMillis());
    return people.get((int) Math.floorMod(turn, (long) people.size()));
  }
}
