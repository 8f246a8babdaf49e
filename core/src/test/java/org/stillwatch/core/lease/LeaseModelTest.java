package org.stillwatch.core.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every state that three clients can bring a lease into, in every order of what they do: ask, wait,
 * show that they live, give back, break, vanish at any point, also before they hear that they have
 * it; while time passes and the station is started again. Time goes in steps of half a minute.
 * Clients are alike, so that states which differ only in who is who are one.
 */
class LeaseModelTest {

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration BEAT = Duration.ofMinutes(1);
  private static final Duration RUN = Duration.ofSeconds(90);
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final int CLIENTS = 3;

  /** Three who live and two places of some who have vanished. */
  private static final int MOST_WAITING = 4;

  /** A while after which everything that nobody cares for is over. */
  private static final int SOON = 30;

  /** What a client knows: of no lease, or of one that is over without its having heard. */
  private static final int NONE = -1;

  private static final int OVER = -2;

  /**
   * @param lease its ids are the places: 0 has it, 1 waits first
   * @param knows what each client knows, sorted: a place, or {@link #NONE} or {@link #OVER}
   */
  private record World(LeaseState lease, List<Integer> knows) {

    Optional<String> id(int client) {
      int place = knows.get(client);
      return place >= 0 ? Optional.of(String.valueOf(place)) : Optional.empty();
    }
  }

  private static LeaseRequest request(Lease.Mode mode, boolean queue) {
    return new LeaseRequest(
        "client",
        "test",
        mode,
        mode == Lease.Mode.HEARTBEAT ? BEAT : RUN,
        Lease.IfLost.HOLD,
        queue);
  }

  @Test
  void thereAreNeverTwoWhoMayWriteAndNobodyIsEverStuck() {
    Set<World> seen = new HashSet<>();
    Set<LeaseState> judged = new HashSet<>();
    var open = new ArrayDeque<World>();
    var start = new World(LeaseState.FREE, List.of(NONE, NONE, NONE));
    seen.add(start);
    open.add(start);
    while (!open.isEmpty()) {
      var world = open.remove();
      long writers = world.knows().stream().filter(place -> place == 0).count();
      assertTrue(writers <= 1, () -> "two may write: " + world);
      if (judged.add(world.lease())) {
        check(world.lease());
      }
      for (var next : successors(world)) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    assertTrue(judged.size() > 3_000, "only " + judged.size() + " states of a lease");
    assertTrue(seen.size() > 80_000, "only " + seen.size() + " states");
  }

  private static List<World> successors(World world) {
    var next = new ArrayList<World>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      var id = world.id(client);
      if (id.isPresent()) {
        step(() -> LeaseStep.beat(world.lease(), id.get(), NOW))
            .ifPresent(state -> next.add(world(world, state, NOW)));
        step(() -> LeaseStep.release(world.lease(), id.get(), NOW))
            .ifPresent(state -> next.add(world(told(world, client, NONE), state, NOW)));
        next.add(told(world, client, NONE)); // it vanishes, and another comes
      } else if (world.knows().get(client) == OVER) {
        // the next time it shows that it lives it hears that the lease is over
        next.add(told(world, client, NONE));
      } else if (world.lease().waiting().size() < MOST_WAITING) {
        asks(world, client, next);
      }
    }
    next.add(later(world));
    var stored = LeaseState.decode(world.lease().encode());
    next.add(world(world, LeaseStep.restored(stored, NOW), NOW));
    return next;
  }

  private static void asks(World world, int client, List<World> next) {
    var fresh = "fresh";
    for (var mode : Lease.Mode.values()) {
      for (boolean queue : List.of(true, false)) {
        step(() -> LeaseStep.take(world.lease(), fresh, request(mode, queue), NOW))
            .ifPresent(
                state -> {
                  next.add(hears(world, client, state));
                  next.add(world(world, state, NOW)); // the answer is lost
                });
      }
      step(() -> LeaseStep.breakGlass(world.lease(), fresh, request(mode, false), "fire", NOW))
          .ifPresent(state -> next.add(hears(world, client, state)));
    }
  }

  private static Optional<LeaseState> step(Supplier<LeaseStep> step) {
    try {
      return Optional.of(step.get().state());
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /** The client is told the id of its new lease. */
  private static World hears(World world, int client, LeaseState state) {
    var places = leases(state).map(Lease::id).toList();
    return told(world(world, state, NOW), world, client, places.indexOf("fresh"));
  }

  private static World told(World world, int client, int what) {
    return told(world, world, client, what);
  }

  /** The client may have moved among the sorted ones: one that knows what it knew stands for it. */
  private static World told(World now, World before, int client, int what) {
    var knows = new ArrayList<>(now.knows());
    knows.set(knows.indexOf(before.knows().get(client)), what);
    return new World(now.lease(), knows.stream().sorted().toList());
  }

  /** Half a minute later, told as if that were now again. */
  private static World later(World world) {
    var at = NOW.plus(STEP);
    var ticked = LeaseStep.tick(world.lease(), at).state();
    var held = world.lease().held().filter(lease -> lease.deadline().isAfter(at));
    if (held.isPresent()) {
      assertEquals(held, ticked.held(), "it was taken for no reason");
    }
    return world(world, ticked, at);
  }

  private static Stream<Lease> leases(LeaseState state) {
    return Stream.concat(state.held().stream(), state.waiting().stream());
  }

  /** The world with another lease: ids become places, times relative to {@code now}. */
  private static World world(World before, LeaseState state, Instant now) {
    var ids = leases(state).map(Lease::id).toList();
    assertEquals(ids.size(), new HashSet<>(ids).size(), "one id is there twice");
    var knows =
        before.knows().stream()
            .map(
                place -> {
                  int at = place < 0 ? place : ids.indexOf(String.valueOf(place));
                  return place >= 0 && at < 0 ? OVER : at;
                })
            .sorted()
            .toList();
    return new World(canonical(state, now), knows);
  }

  private static LeaseState canonical(LeaseState state, Instant now) {
    var ids = leases(state).map(Lease::id).toList();
    return new LeaseState(
        state.held().map(lease -> canonical(lease, 0, now)),
        state.waiting().stream()
            .map(lease -> canonical(lease, ids.indexOf(lease.id()), now))
            .toList());
  }

  private static Lease canonical(Lease lease, int place, Instant now) {
    var shift = Duration.between(now, NOW);
    // since when it is held matters of a long run that has it alone
    boolean counts = lease.mode() == Lease.Mode.LONG_RUN && place == 0;
    var since = lease.since().plus(shift);
    var longAgo = NOW.minus(RUN);
    return new Lease(
        String.valueOf(place),
        lease.owner(),
        lease.purpose(),
        lease.mode(),
        lease.length(),
        lease.ifLost(),
        !counts ? NOW : since.isAfter(longAgo) ? since : longAgo,
        lease.deadline().plus(shift),
        lease.taken());
  }

  private static void check(LeaseState lease) {
    assertTrue(
        lease.held().isPresent() || lease.waiting().isEmpty(),
        () -> "somebody waits for what is free: " + lease);
    assertTrue(endsWithNobody(lease), () -> "it is stuck: " + lease);
    for (int place = 1; place <= lease.waiting().size(); place++) {
      int waits = place;
      assertTrue(comesTo(lease, waits), () -> waits + " never has it: " + lease);
    }
  }

  /** Whether it is free a while after all have vanished. */
  private static boolean endsWithNobody(LeaseState lease) {
    var world = new World(lease, List.of(NONE, NONE, NONE));
    for (int i = 0; i < SOON; i++) {
      world = later(world);
    }
    return world.lease().equals(LeaseState.FREE);
  }

  /** Whether one that waits, and shows that it lives, has it in the end when all others vanish. */
  private static boolean comesTo(LeaseState lease, int place) {
    var world = new World(lease, List.of(NONE, NONE, place));
    for (int i = 0; i < SOON; i++) {
      int mine = world.knows().getLast();
      if (mine <= 0) {
        return mine == 0;
      }
      var beaten = LeaseStep.beat(world.lease(), String.valueOf(mine), NOW).state();
      world = later(world(world, beaten, NOW));
    }
    return false;
  }
}
