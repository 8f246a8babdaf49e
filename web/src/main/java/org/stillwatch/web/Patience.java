package org.stillwatch.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Slows down who tries secrets: so many wrong tries are free, then one is given back after each
 * while. Nobody waits in here; who is out of tries is told how long to stay away.
 */
final class Patience {

  /** Addresses that are remembered; the one that was quiet longest is forgotten first. */
  private static final int MOST_ADDRESSES = 10_000;

  private final int tries;
  private final Duration each;
  private final Supplier<Instant> clock;

  /** By address, when all its tries are back. */
  private final Map<String, Instant> whole = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param tries wrong ones in a row that are free
   * @param each after which one is given back
   */
  Patience(int tries, Duration each, Supplier<Instant> clock) {
    this.tries = tries;
    this.each = each;
    this.clock = clock;
  }

  /**
   * Takes a try before it is known whether it is right, so that many at once cannot slip through.
   *
   * @param what is tried too often: {@code logins}
   * @throws Refusal when there is none left
   */
  synchronized void take(String address, String what) {
    var now = clock.get();
    var due = whole.getOrDefault(address, now);
    var next = (due.isBefore(now) ? now : due).plus(each);
    var wait = Duration.between(now, next).minus(each.multipliedBy(tries));
    if (wait.isPositive()) {
      throw Refusal.tooMany(
          "too many wrong " + what + " from " + address, Math.max(1, wait.toSeconds()));
    }
    whole.put(address, next);
    if (whole.size() > MOST_ADDRESSES) {
      var quietest = whole.keySet().iterator();
      quietest.next();
      quietest.remove();
    }
  }

  /** It was right. */
  synchronized void giveBack(String address) {
    whole.computeIfPresent(address, (who, due) -> due.minus(each));
  }
}
