package org.stillwatch.core.station;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.control.CommandDesk;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.interlock.Interlocks.Order;

/**
 * Brings outputs to where they are safe as long as interlocks order it: at once, again until it is
 * done, and again when somebody switches them on by hand. Each instrument has a thread of its own,
 * so that one whose cable is cut delays no other.
 */
final class Forcing {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Map<String, Controls> instruments;
  private final CommandDesk commands;
  private final SteadyClock clock;
  private final Map<String, Busy> busy = new ConcurrentHashMap<>();
  private final Map<String, Done> last = new ConcurrentHashMap<>();
  private volatile Map<String, List<Order>> orders = Map.of();
  private volatile boolean stopping;

  private record Busy(Thread thread) {}

  /**
   * How the last attempt went.
   *
   * @param nanos when it ended, by the steady clock
   */
  record Done(Outcome outcome, long nanos) {}

  Forcing(Map<String, Controls> instruments, CommandDesk commands, SteadyClock clock) {
    this.instruments = instruments;
    this.commands = commands;
    this.clock = clock;
  }

  /** What is ordered now; in place of what was ordered before. Returns at once. */
  void orders(List<Order> all) {
    orders = all.stream().collect(Collectors.groupingBy(Order::instrument));
    for (var instrument : orders.keySet()) {
      if (instruments.containsKey(instrument)) {
        busy.computeIfAbsent(instrument, this::begin);
      }
    }
  }

  /** Until it is done, by nobody's order: a lease was lost, whose owner wanted it so. */
  void once(String instrument, String who, String why) {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("make " + instrument + " safe")
            .start(() -> untilDone(instrument, who, why));
  }

  private void untilDone(String instrument, String who, String why) {
    Optional<Outcome> before = Optional.empty();
    while (!stopping && before.filter(Outcome.Done.class::isInstance).isEmpty()) {
      if (before.isPresent()) {
        clock.rest(AGAIN);
      }
      var outcome = commands.makeSafe(instrument, who, why, before);
      keep(instrument, outcome);
      before = Optional.of(outcome);
    }
  }

  // a serial line blocks in native code, which a virtual thread should not
  private Busy begin(String instrument) {
    return new Busy(
        Thread.ofPlatform().daemon().name("force " + instrument).start(() -> force(instrument)));
  }

  private void force(String instrument) {
    try {
      Optional<Outcome> before = Optional.empty();
      while (!stopping && orders.containsKey(instrument)) {
        var order = orders.getOrDefault(instrument, List.of()).stream().findFirst();
        boolean done = before.filter(Outcome.Done.class::isInstance).isPresent();
        if (order.isPresent() && !(done && safe(instrument) == Truth.TRUE)) {
          var outcome = commands.makeSafe(instrument, who(order.get()), order.get().why(), before);
          keep(instrument, outcome);
          before = Optional.of(outcome);
        }
        clock.rest(AGAIN);
      }
    } finally {
      busy.remove(instrument);
    }
  }

  private Truth safe(String instrument) {
    try {
      return Optional.ofNullable(instruments.get(instrument))
          .map(Controls::safe)
          .orElse(Truth.UNKNOWN);
    } catch (RuntimeException e) {
      return Truth.UNKNOWN; // so it is made safe again
    }
  }

  private static String who(Order order) {
    return "interlock '" + order.interlock().name() + "'";
  }

  private void keep(String instrument, Outcome outcome) {
    last.put(instrument, new Done(outcome, clock.nanos()));
  }

  /** Whether an order is carried out, or was a moment ago. */
  boolean isBusy(String instrument) {
    return busy.containsKey(instrument);
  }

  /** How the last attempt on an instrument went. */
  Optional<Done> last(String instrument) {
    return Optional.ofNullable(last.get(instrument));
  }

  void stop() {
    stopping = true;
    busy.values().forEach(each -> each.thread().interrupt());
  }
}
