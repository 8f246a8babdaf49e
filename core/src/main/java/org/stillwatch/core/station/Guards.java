package org.stillwatch.core.station;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillwatch.core.alarm.Schedule;
import org.stillwatch.core.notice.Delivery;

/**
 * How the watching itself is watched.
 *
 * @param lifelines services outside that call when they hear nothing from this station
 * @param peers other stations that this one listens to
 * @param drills when people are asked to confirm that they can be reached
 * @param freeBytes what is left on the disk of the store
 */
public record Guards(
    List<Lifeline> lifelines, List<Peer> peers, List<Drill> drills, LongSupplier freeBytes) {

  public Guards {
    lifelines = List.copyOf(lifelines);
    peers = List.copyOf(peers);
    drills = List.copyOf(drills);
  }

  /** Nothing but what a station watches by itself. */
  public static Guards none() {
    return new Guards(List.of(), List.of(), List.of(), () -> Long.MAX_VALUE);
  }

  /** Signs of life for someone outside. */
  @FunctionalInterface
  public interface Signal {

    /**
     * Must return within its own deadline and must not throw.
     *
     * @param well whether all is well with the watching
     * @param text what is not
     */
    Delivery send(boolean well, String text);
  }

  /**
   * A service outside, such as healthchecks.
   *
   * @param every from one sign of life to the next
   */
  public record Lifeline(String name, Duration every, Signal signal) {}

  /** Looks whether another station is well. */
  @FunctionalInterface
  public interface Look {

    /** What is wrong with it; empty when it is well. Returns within its own deadline. */
    Optional<String> trouble();
  }

  /**
   * Another station.
   *
   * @param within it may be out of reach or not well for so long
   */
  public record Peer(String name, Duration within, Look look) {}

  /**
   * A fire drill: everyone is asked through every route, and someone must confirm.
   *
   * @param within as long as this
   * @param escalate who is told when nobody does
   */
  public record Drill(String name, Schedule at, Duration within, List<String> escalate) {
    public Drill {
      escalate = List.copyOf(escalate);
    }
  }
}
