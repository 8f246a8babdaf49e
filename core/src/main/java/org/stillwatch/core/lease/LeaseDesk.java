package org.stillwatch.core.lease;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * The leases of a station's instruments. What is given or given back is durable before anybody is
 * told of it; what ends by itself ends also while nothing can be written.
 */
public final class LeaseDesk {

  private static final String KEY = "lease ";

  /** Makes what happened to leases durable. */
  @FunctionalInterface
  public interface Keeper {
    /**
     * @param key of the state
     * @param before what it was
     * @param after what it is to be
     * @throws StoreUnavailable when that cannot be written; then the state is as before
     */
    void keep(
        String instrument, String key, String before, String after, List<LeaseStep.Change> changes);
  }

  private final Map<String, LeaseState> states = new TreeMap<>();
  private final Keeper keeper;
  private final Supplier<String> ids;
  private final BiConsumer<String, LeaseStep.Change> happened;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param instruments that may be commanded
   * @param stored the states of the station as they were committed
   * @param ids gives ids that nobody can guess
   * @param happened is told of what happened to a lease of an instrument, once it is durable; or at
   *     once when it ended by itself
   * @param clock never jumps while the station runs
   */
  public LeaseDesk(
      Collection<String> instruments,
      Map<String, String> stored,
      Keeper keeper,
      Supplier<String> ids,
      BiConsumer<String, LeaseStep.Change> happened,
      InstantSource clock) {
    this.keeper = keeper;
    this.ids = ids;
    this.happened = happened;
    this.clock = clock;
    for (var instrument : instruments) {
      var text = stored.getOrDefault(KEY + instrument, "");
      states.put(instrument, LeaseStep.restored(LeaseState.decode(text), clock.instant()));
    }
  }

  /** A lease of an instrument as its owner sees it: given, or a place in the queue from 1. */
  public record Ticket(String instrument, Lease lease, boolean given, int place) {}

  /** The leases of an instrument as all see them. */
  public record Shown(String instrument, LeaseState state) {}

  /** One step, given the state and the time. */
  private interface Step {
    LeaseStep step(LeaseState state, Instant now);
  }

  /**
   * Asks for an instrument.
   *
   * @throws IllegalArgumentException with one sentence when it is not to be had
   * @throws StoreUnavailable when that cannot be written down; then nothing was given
   */
  public Ticket take(String instrument, LeaseRequest request) {
    var id = ids.get();
    return change(instrument, (state, now) -> LeaseStep.take(state, id, request, now), id);
  }

  /**
   * Takes it from whoever has it.
   *
   * @throws IllegalArgumentException with one sentence when there is no reason
   * @throws StoreUnavailable when that cannot be written down; then nothing was given
   */
  public Ticket breakGlass(String instrument, LeaseRequest request, String why) {
    var id = ids.get();
    return change(
        instrument, (state, now) -> LeaseStep.breakGlass(state, id, request, why, now), id);
  }

  /**
   * Its owner lives.
   *
   * @throws IllegalArgumentException with one sentence when the lease is over
   */
  public Ticket beat(String instrument, String id) {
    return change(instrument, (state, now) -> LeaseStep.beat(state, id, now), id);
  }

  /**
   * Its owner gives it back.
   *
   * @throws IllegalArgumentException with one sentence when the lease is over already
   */
  public void release(String instrument, String id) {
    var given = step(instrument, (state, now) -> LeaseStep.release(state, id, now));
  }

  private Ticket change(String instrument, Step step, String id) {
    var state = step(instrument, step);
    var mine =
        state
            .find(id)
            .orElseThrow(() -> new IllegalStateException("a lease vanished as it was given"));
    return new Ticket(
        instrument, mine, state.isHeldBy(id), 1 + Math.max(0, state.waiting().indexOf(mine)));
  }

  private LeaseState step(String instrument, Step step) {
    LeaseStep done;
    lock.lock();
    try {
      var before = state(instrument);
      done = step.step(before, clock.instant());
      // that somebody lives is not worth a commit: after a restart all have their time anew
      if (!done.changes().isEmpty() || isTaken(before) != isTaken(done.state())) {
        keep(instrument, before, done);
      }
      states.put(instrument, done.state());
    } finally {
      lock.unlock();
    }
    done.changes().forEach(change -> happened.accept(instrument, change));
    return done.state();
  }

  private static boolean isTaken(LeaseState state) {
    return state.held().filter(Lease::taken).isPresent();
  }

  private LeaseState state(String instrument) {
    var state = states.get(instrument);
    if (state == null) {
      throw new IllegalArgumentException(
          "'"
              + instrument
              + "' is no instrument that can be commanded; "
              + NearMiss.of(instrument, states.keySet()));
    }
    return state;
  }

  /** Lets time pass. */
  public void tick() {
    var ended = new ArrayList<Runnable>();
    lock.lock();
    try {
      states.replaceAll(
          (instrument, state) -> {
            var done = LeaseStep.tick(state, clock.instant());
            if (!done.changes().isEmpty()) {
              ended.add(() -> ended(instrument, state, done));
            }
            return done.state();
          });
    } finally {
      lock.unlock();
    }
    ended.forEach(Runnable::run);
  }

  /** What ends by itself has ended, whether that can be written now or not. */
  private void ended(String instrument, LeaseState before, LeaseStep done) {
    done.changes().forEach(change -> happened.accept(instrument, change));
    try {
      keep(instrument, before, done);
    } catch (StoreUnavailable e) {
      // after a restart it ends once more
    }
  }

  private void keep(String instrument, LeaseState before, LeaseStep done) {
    keeper.keep(
        instrument, KEY + instrument, before.encode(), done.state().encode(), done.changes());
  }

  /**
   * Why an instrument may not be changed with this lease; empty when it may.
   *
   * @param id of the lease that the command brings; without any it may as long as nobody has it
   */
  public Optional<String> refusal(String instrument, Optional<String> id) {
    lock.lock();
    try {
      var held = LeaseStep.tick(state(instrument), clock.instant()).state().held();
      if (held.isEmpty()) {
        return id.map(mine -> "its lease is over; take a new one, or leave it out");
      }
      return id.filter(mine -> held.get().id().equals(mine)).isPresent()
          ? Optional.empty()
          : Optional.of(
              held.get().shown()
                  + " has "
                  + instrument
                  + "; wait, ask them, or break the lease with a reason");
    } finally {
      lock.unlock();
    }
  }

  /** All leases, by instrument. */
  public List<Shown> shown() {
    lock.lock();
    try {
      return states.entrySet().stream()
          .map(entry -> new Shown(entry.getKey(), entry.getValue()))
          .toList();
    } finally {
      lock.unlock();
    }
  }
}
