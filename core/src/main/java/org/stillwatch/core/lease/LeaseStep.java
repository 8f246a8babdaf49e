package org.stillwatch.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a lease: pure, the same state, input and time give the same.
 *
 * <p>At most one has the instrument. It goes to the next in the queue as soon as its holder gives
 * it back, has had it for as long as was asked, has not shown for too long that it lives, or is
 * broken off by somebody with a reason. Who waits must show that it lives as well, so that nothing
 * is given to somebody who went home.
 *
 * @param changes what happened, in order
 */
public record LeaseStep(LeaseState state, List<Change> changes) {

  /** Who waits, and who was just given what it waited for, shows within so long that it lives. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public LeaseStep {
    changes = List.copyOf(changes);
  }

  /** What happened to a lease. */
  public sealed interface Change {
    Lease lease();

    record Given(Lease lease) implements Change {}

    record Queued(Lease lease) implements Change {}

    /** It is over. */
    record Ended(Lease lease, How how) implements Change {}

    /** Somebody took it away from its holder. */
    record Broken(Lease lease, String by, String why) implements Change {}
  }

  /** How a lease ended by itself. */
  public enum How {
    GIVEN_BACK,
    /** A long run is over. */
    OVER,
    /** Its owner did not show in time that it lives. */
    LOST,
    /** One that waited did not. */
    STOPPED_WAITING
  }

  /**
   * Somebody wants it.
   *
   * @param id of the new lease, which nobody can guess
   * @throws IllegalArgumentException with one sentence when somebody else has it and the request
   *     does not wait
   */
  public static LeaseStep take(LeaseState before, String id, LeaseRequest request, Instant now) {
    var tidied = tick(before, now);
    var state = tidied.state();
    var changes = new ArrayList<>(tidied.changes());
    if (state.held().isEmpty()) {
      var lease = made(id, request, now, now.plus(request.length()), true);
      changes.add(new Change.Given(lease));
      return new LeaseStep(new LeaseState(Optional.of(lease), List.of()), changes);
    }
    if (!request.queue()) {
      throw new IllegalArgumentException(
          state.held().get().shown() + " has it; wait for it, ask them, or break it with a reason");
    }
    var lease = made(id, request, now, now.plus(PATIENCE), false);
    var waiting = new ArrayList<>(state.waiting());
    waiting.add(lease);
    changes.add(new Change.Queued(lease));
    return new LeaseStep(new LeaseState(state.held(), waiting), changes);
  }

  private static Lease made(
      String id, LeaseRequest request, Instant now, Instant deadline, boolean taken) {
    return new Lease(
        id,
        request.owner(),
        request.purpose(),
        request.mode(),
        request.length(),
        request.ifLost(),
        now,
        deadline,
        taken);
  }

  /**
   * The owner shows that it lives. That of a long run, once taken, needs not to.
   *
   * @throws IllegalArgumentException with one sentence when the lease is over
   */
  public static LeaseStep beat(LeaseState before, String id, Instant now) {
    var tidied = tick(before, now);
    var state = tidied.state();
    var mine = found(state, id);
    Lease next;
    if (!state.isHeldBy(id)) {
      next = mine.until(now.plus(PATIENCE));
    } else if (mine.mode() == Lease.Mode.HEARTBEAT) {
      next = mine.given(mine.since(), now.plus(mine.length()), true);
    } else {
      next = mine.given(mine.since(), mine.since().plus(mine.length()), true);
    }
    return new LeaseStep(replaced(state, next), tidied.changes());
  }

  private static LeaseState replaced(LeaseState state, Lease next) {
    return new LeaseState(
        state.held().map(lease -> lease.id().equals(next.id()) ? next : lease),
        state.waiting().stream()
            .map(lease -> lease.id().equals(next.id()) ? next : lease)
            .toList());
  }

  /**
   * The owner gives it back, or waits no longer.
   *
   * @throws IllegalArgumentException with one sentence when the lease is over already
   */
  public static LeaseStep release(LeaseState before, String id, Instant now) {
    var tidied = tick(before, now);
    var state = tidied.state();
    var mine = found(state, id);
    var changes = new ArrayList<>(tidied.changes());
    boolean held = state.isHeldBy(id);
    changes.add(new Change.Ended(mine, held ? How.GIVEN_BACK : How.STOPPED_WAITING));
    var rest =
        new LeaseState(
            state.held().filter(lease -> !held),
            state.waiting().stream().filter(lease -> !lease.id().equals(id)).toList());
    return new LeaseStep(next(rest, now, changes), changes);
  }

  /**
   * Somebody takes it away from its holder, with a reason; those who wait go on waiting.
   *
   * @param request of the one who breaks it, who has it then
   * @throws IllegalArgumentException with one sentence when there is no reason
   */
  public static LeaseStep breakGlass(
      LeaseState before, String id, LeaseRequest request, String why, Instant now) {
    if (why.isBlank()) {
      throw new IllegalArgumentException(
          "nobody said why the lease is to be broken; expected a reason");
    }
    var tidied = tick(before, now);
    var state = tidied.state();
    var changes = new ArrayList<>(tidied.changes());
    state.held().ifPresent(lease -> changes.add(new Change.Broken(lease, request.owner(), why)));
    var lease = made(id, request, now, now.plus(request.length()), true);
    changes.add(new Change.Given(lease));
    return new LeaseStep(new LeaseState(Optional.of(lease), state.waiting()), changes);
  }

  /** Lets time pass: what is over ends, and goes to the next. */
  public static LeaseStep tick(LeaseState before, Instant now) {
    var changes = new ArrayList<Change>();
    var waiting = new ArrayList<Lease>();
    for (var lease : before.waiting()) {
      if (isOver(lease, now)) {
        changes.add(new Change.Ended(lease, How.STOPPED_WAITING));
      } else {
        waiting.add(lease);
      }
    }
    var held = before.held();
    if (held.isPresent() && isOver(held.get(), now)) {
      boolean over = held.get().mode() == Lease.Mode.LONG_RUN && held.get().taken();
      changes.add(new Change.Ended(held.get(), over ? How.OVER : How.LOST));
      held = Optional.empty();
    }
    return new LeaseStep(next(new LeaseState(held, waiting), now, changes), changes);
  }

  private static boolean isOver(Lease lease, Instant now) {
    return !lease.deadline().isAfter(now);
  }

  /** Gives what is free to the first in the queue. */
  private static LeaseState next(LeaseState state, Instant now, List<Change> changes) {
    if (state.held().isPresent() || state.waiting().isEmpty()) {
      return state;
    }
    var first = state.waiting().getFirst().given(now, now.plus(PATIENCE), false);
    changes.add(new Change.Given(first));
    return new LeaseState(Optional.of(first), state.waiting().subList(1, state.waiting().size()));
  }

  /**
   * After the station was away, for which no owner is to blame: all have their whole time to show
   * that they live. A long run ends when it was to end.
   */
  public static LeaseState restored(LeaseState before, Instant now) {
    return new LeaseState(
        before.held().map(lease -> patient(lease, now)),
        before.waiting().stream().map(lease -> lease.until(now.plus(PATIENCE))).toList());
  }

  private static Lease patient(Lease lease, Instant now) {
    if (!lease.taken()) {
      return lease.until(now.plus(PATIENCE));
    }
    return lease.mode() == Lease.Mode.HEARTBEAT ? lease.until(now.plus(lease.length())) : lease;
  }

  private static Lease found(LeaseState state, String id) {
    return state
        .find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this lease is over"
                        + state.held().map(held -> "; " + held.shown() + " has it now").orElse("")
                        + "; take a new one"));
  }
}
