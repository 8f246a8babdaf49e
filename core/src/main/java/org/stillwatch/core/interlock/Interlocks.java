package org.stillwatch.core.interlock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.interlock.Interlock.Kind;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Reading;

/**
 * All interlocks of a station. Nothing in here waits for anything: not for a store, a device or the
 * rules.
 *
 * <p>Times {@code now} are of a clock that never jumps; {@code wall} is the clock on the wall.
 */
public final class Interlocks {

  /** For so long an interlock may be put aside. */
  public static final Duration LONGEST_ASIDE = Duration.ofDays(31);

  private static final String KEY = "interlock ";

  private final Map<String, Machine> machines = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Arming> armings = new HashMap<>();
  private final List<Machine> twins = new ArrayList<>();
  private final Map<ChannelId, Channel> channels = new HashMap<>();
  private final Inputs inputs;
  private final ReentrantLock lock = new ReentrantLock();

  /** Held while something of an arming is made durable, which may take long. */
  private final ReentrantLock changing = new ReentrantLock();

  /** The states as they are durable. */
  private final Map<String, String> kept;

  private Alarms alarms = Alarms.UNKNOWN;

  /**
   * @param all with names that are theirs alone
   * @param stored the states of the station as they were committed
   * @param begun now
   */
  public Interlocks(List<Interlock> all, Map<String, String> stored, Instant begun) {
    var wanted = new HashSet<ChannelId>();
    var windows = new HashMap<ChannelId, Duration>();
    for (var each : all) {
      wanted.addAll(each.good().channels());
      each.good()
          .windows()
          .forEach(
              (id, length) -> windows.merge(id, length, (a, b) -> a.compareTo(b) >= 0 ? a : b));
      names.add(each.name());
      machines.put(
          each.name(),
          new Machine(each, each.instrument(), each.good().bind(id -> Optional.empty())));
      armings.put(each.name(), Arming.decode(stored.getOrDefault(KEY + each.name(), "")));
    }
    inputs = new Inputs(wanted, windows, begun);
    kept = new HashMap<>(stored);
  }

  /** Makes a state durable, or throws. */
  @FunctionalInterface
  public interface Keeper {
    /**
     * @param before what it was
     * @param after what it is to be
     */
    void keep(String key, String before, String after);
  }

  /** What an interlock began or ceased to do. */
  public record Change(Interlock interlock, InterlockState state, String why) {}

  /**
   * Outputs that are to be where they are safe.
   *
   * @param instrument whose outputs
   * @param why one clause
   */
  public record Order(Interlock interlock, String instrument, String why) {}

  /**
   * An interlock as people see it.
   *
   * @param armed whether it works: it was proven, and nobody has put it aside
   * @param why why it permits or not, forces or not; or why it does not work
   * @param proof the newest that passed
   * @param due when it must be proven again
   * @param aside who has put it aside, why and until when; empty: nobody
   */
  public record Shown(
      Interlock interlock,
      InterlockState state,
      boolean armed,
      String why,
      Optional<Proof> proof,
      Optional<Instant> due,
      Optional<String> aside) {}

  private <T extends @Nullable Object> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  /** More channels are known, or known better. */
  public void declare(Collection<Channel> more) {
    lock.lock();
    try {
      boolean news = false;
      for (var channel : more) {
        news |= !channel.equals(channels.put(channel.id(), channel));
      }
      if (news) {
        Stream.concat(machines.values().stream(), twins.stream())
            .forEach(machine -> machine.bind(id -> Optional.ofNullable(channels.get(id))));
      }
    } finally {
      lock.unlock();
    }
  }

  /** New readings, straight from an instrument. */
  public void see(Collection<Reading> readings, Instant wall, Instant now) {
    locked(
        () -> {
          inputs.see(readings, wall, now);
          return readings;
        });
  }

  /** The clock on the wall was set. */
  public void clockSet(Duration by) {
    locked(
        () -> {
          inputs.clockSet(by);
          return by;
        });
  }

  /**
   * Judges all of them.
   *
   * @param alarms whether the alarm of a rule is active
   */
  public List<Change> tick(Alarms alarms, Instant now) {
    return locked(
        () -> {
          this.alarms = alarms;
          twins.forEach(twin -> twin.step(inputs, alarms, now));
          var changes = new ArrayList<Change>();
          for (var name : names) {
            var machine = machine(name);
            boolean was = machine.state().engaged();
            var state = machine.step(inputs, alarms, now);
            if (state.engaged() != was) {
              changes.add(new Change(machine.interlock(), state, machine.why(now)));
            }
          }
          return changes;
        });
  }

  /** What is to be made safe now. */
  public List<Order> orders(Instant wall, Instant now) {
    return locked(
        () ->
            Stream.concat(
                    machines.values().stream().filter(machine -> isArmed(machine, wall)),
                    twins.stream())
                .filter(machine -> machine.interlock().kind() == Kind.FORCE)
                .filter(machine -> machine.state().engaged())
                .map(machine -> new Order(machine.interlock(), machine.target(), machine.why(now)))
                .toList());
  }

  /** Whether one that works would force this instrument. */
  public boolean isArmed(String instrument, Instant wall) {
    return locked(
        () ->
            machines.values().stream()
                .filter(machine -> machine.interlock().kind() == Kind.FORCE)
                .filter(machine -> machine.target().equals(instrument))
                .anyMatch(machine -> isArmed(machine, wall)));
  }

  /** Why outputs of an instrument may not rise; empty when they may. */
  public Optional<String> refusal(String instrument, Instant wall, Instant now) {
    return locked(
        () ->
            Stream.concat(
                    names.stream()
                        .map(this::machine)
                        .filter(machine -> machine.target().equals(instrument))
                        .flatMap(machine -> refusal(machine, wall, now).stream()),
                    twins.stream()
                        .filter(twin -> twin.target().equals(instrument))
                        .flatMap(twin -> refusal(twin, now).stream()))
                .findFirst());
  }

  private Optional<String> refusal(Machine machine, Instant wall, Instant now) {
    var interlock = machine.interlock();
    var arming = arming(interlock);
    if (arming.aside(wall).isPresent()) {
      return Optional.empty();
    }
    if (!arming.isProven(interlock)) {
      return Optional.of(
          "interlock '"
              + interlock.name()
              + "' "
              + arming.unproven(interlock)
              + (arming.works(interlock) ? "" : " and is not armed")
              + "; expected: stillwatch interlock prove "
              + interlock.name());
    }
    return refusal(machine, now);
  }

  private static Optional<String> refusal(Machine machine, Instant now) {
    var named = "interlock '" + machine.interlock().name() + "' ";
    return switch (machine.interlock().kind()) {
      case PERMIT ->
          machine.state().engaged()
              ? Optional.empty()
              : Optional.of(named + "does not permit it: " + machine.why(now));
      case FORCE ->
          machine.state().good() == Truth.TRUE && !machine.state().engaged()
              ? Optional.empty()
              : Optional.of(
                  named
                      + (machine.state().engaged() ? "forces the outputs down: " : "would force: ")
                      + machine.why(now));
    };
  }

  /** All, in the order of the station file. */
  public List<Shown> shown(Instant wall, Instant now) {
    return locked(() -> names.stream().map(name -> shown(machine(name), wall, now)).toList());
  }

  private Shown shown(Machine machine, Instant wall, Instant now) {
    var interlock = machine.interlock();
    var arming = arming(interlock);
    var proof = arming.proof().filter(each -> arming.isProven(interlock));
    var aside = arming.aside(wall);
    return new Shown(
        interlock,
        machine.state(),
        isArmed(machine, wall),
        proof.isEmpty() && !arming.works(interlock)
            ? "not armed: it " + arming.unproven(interlock)
            : aside.map(each -> "put aside; ").orElse("")
                + (proof.isEmpty() ? "it " + arming.unproven(interlock) + "; " : "")
                + machine.why(now),
        proof,
        proof.flatMap(each -> interlock.proveEvery().map(every -> each.at().plus(every))),
        aside.map(each -> each.who() + " until " + each.until() + ": " + each.why()));
  }

  private boolean isArmed(Machine machine, Instant wall) {
    var arming = arming(machine.interlock());
    return arming.works(machine.interlock()) && arming.aside(wall).isEmpty();
  }

  private Arming arming(Interlock interlock) {
    return armings.getOrDefault(interlock.name(), Arming.NEVER);
  }

  private Machine machine(String name) {
    var machine = machines.get(name);
    if (machine == null) {
      throw new IllegalArgumentException(
          "there is no interlock '" + name + "'; " + NearMiss.of(name, names));
    }
    return machine;
  }

  /**
   * An interlock by its name.
   *
   * @throws IllegalArgumentException with one sentence when there is none
   */
  public Interlock interlock(String name) {
    return locked(() -> machine(name).interlock());
  }

  /**
   * Puts an interlock aside for a while, or ends that.
   *
   * @param until {@link Instant#EPOCH}: it works again, at once
   * @param keeper makes the state durable, before an interlock is put aside
   */
  public void aside(String name, String who, String why, Instant until, Keeper keeper) {
    armed(
        name,
        arming -> arming.with(new Arming.Aside(who, why, until)),
        until.equals(Instant.EPOCH),
        keeper);
  }

  /**
   * Notes that it was exercised. When it did not pass, outputs may not rise any more; one that
   * forces and was armed goes on to force as well as it can.
   *
   * @param keeper makes the state durable, before a proof that passed counts; one that failed
   *     counts at once
   */
  public void proven(String name, Proof proof, Keeper keeper) {
    armed(name, arming -> arming.with(proof), !proof.passed(), keeper);
  }

  /**
   * What may take long is not done under the lock, which must never be waited for.
   *
   * @param atOnce it counts also when it cannot be written down, since it makes nothing less safe
   */
  private void armed(String name, UnaryOperator<Arming> step, boolean atOnce, Keeper keeper) {
    if (atOnce) {
      var soon = locked(() -> armings.put(name, step.apply(arming(machine(name).interlock()))));
    }
    changing.lock();
    try {
      var next = locked(() -> step.apply(arming(machine(name).interlock()))).encode();
      keeper.keep(KEY + name, kept.getOrDefault(KEY + name, ""), next);
      kept.put(KEY + name, next);
      var done = locked(() -> armings.put(name, step.apply(arming(machine(name).interlock()))));
    } finally {
      changing.unlock();
    }
  }

  /** Begins to exercise an interlock: a twin of it works on what is simulated. */
  public Exercise exercise(String name) {
    return locked(
        () -> {
          var machine = machine(name);
          if (twins.stream().anyMatch(twin -> twin.interlock().name().equals(name))) {
            throw new IllegalArgumentException(
                "interlock '" + name + "' is being proven already; wait until that is over");
          }
          var twin =
              machine.twin(machine.interlock().shadow().orElse(machine.interlock().instrument()));
          twins.add(twin);
          return new Exercise(twin);
        });
  }

  /** What is tried on is not what works. */
  private record Tried(Machine machine, Inputs inputs, Alarms alarms) {}

  /** A proof under way; to be closed. */
  public final class Exercise implements AutoCloseable {

    private final Machine twin;

    private Exercise(Machine twin) {
      this.twin = twin;
    }

    /** The instrument whose outputs it drives. */
    public String target() {
      return twin.target();
    }

    public InterlockState state() {
      return locked(twin::state);
    }

    public String why(Instant now) {
      return locked(() -> twin.why(now));
    }

    /** What can be simulated so that it is not good any more, each with how long that takes. */
    public List<Stimulus> stimuli(Instant now) {
      // takes long for conditions that look back, and the lock must never be waited for
      var tried = locked(() -> new Tried(twin.twin(twin.target()), inputs.copy(), alarms));
      return Stimuli.of(
          tried.machine(), tried.inputs(), tried.alarms(), locked(() -> Map.copyOf(channels)), now);
    }

    /** Puts that in place of what is read. */
    public void simulate(Stimulus stimulus) {
      locked(
          () -> {
            twin.simulate(stimulus.simulation());
            return stimulus;
          });
    }

    /** Goes by what is read again. */
    public void simulateNothing() {
      locked(
          () -> {
            twin.simulate(Simulation.NONE);
            return twin;
          });
    }

    @Override
    public void close() {
      lock.lock();
      try {
        twins.remove(twin);
      } finally {
        lock.unlock();
      }
    }
  }
}
