package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.control.CommandDesk;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.interlock.Interlock.Kind;
import org.stillwatch.core.interlock.Interlocks;
import org.stillwatch.core.interlock.Interlocks.Exercise;
import org.stillwatch.core.interlock.Proof;
import org.stillwatch.core.interlock.Stimulus;

/**
 * The proof of an interlock: each thing that must make it act is simulated in turn, at the place
 * where readings come in; the thread that judges all interlocks judges the twin that sees it; what
 * the twin orders goes the way of every order, to the outputs of the shadow or, without one, to the
 * real ones.
 */
final class ProofRun {

  private static final Duration LOOK = Duration.ofMillis(20);

  /** An interlock acts so long after it must, at most. */
  private static final Duration ACTS = Duration.ofSeconds(2);

  /** Outputs are on their way to where they are safe so long after the order, at most. */
  private static final Duration SAFE = Duration.ofSeconds(15);

  private final Interlocks interlocks;
  private final Map<String, Controls> instruments;
  private final Forcing forcing;
  private final Function<String, Optional<String>> mayNotRise;
  private final InstantSource wall;
  private final Supplier<Instant> now;
  private final SteadyClock clock;

  ProofRun(
      Interlocks interlocks,
      Map<String, Controls> instruments,
      Forcing forcing,
      Function<String, Optional<String>> mayNotRise,
      InstantSource wall,
      Supplier<Instant> now,
      SteadyClock clock) {
    this.interlocks = interlocks;
    this.instruments = instruments;
    this.forcing = forcing;
    this.mayNotRise = mayNotRise;
    this.wall = wall;
    this.now = now;
    this.clock = clock;
  }

  /**
   * @throws IllegalArgumentException with one sentence when it cannot be proven now
   */
  Proof run(String name, String who, boolean confirmed) {
    var interlock = interlocks.interlock(name);
    var target = interlock.shadow().orElse(interlock.instrument());
    var controls = instruments.get(target);
    if (controls == null) {
      throw new IllegalArgumentException(
          "interlock '" + name + "' drives '" + target + "', which cannot be commanded");
    }
    if (interlock.kind() == Kind.FORCE && interlock.shadow().isEmpty() && !confirmed) {
      throw new IllegalArgumentException(
          "proving interlock '"
              + name
              + "' brings the outputs of "
              + target
              + " down for real; confirm that, or give it a 'shadow:'");
    }
    var stages = new ArrayList<String>();
    boolean passed = true;
    var stimuli = stimuli(interlock);
    for (var stimulus : stimuli) {
      var failure =
          switch (interlock.kind()) {
            case FORCE -> force(name, stimulus, controls, stages);
            case PERMIT -> permit(name, stimulus, stages);
          };
      passed &= failure.isEmpty();
      failure.ifPresent(stages::add);
    }
    if (stimuli.isEmpty()) {
      passed = false;
      stages.add("nothing was found that could be simulated so that it acts");
    }
    return new Proof(Proof.subject(interlock), wall.instant(), who, passed, stages);
  }

  private List<Stimulus> stimuli(Interlock interlock) {
    try (var exercise = interlocks.exercise(interlock.name())) {
      var idle = interlock.kind() == Kind.PERMIT;
      boolean ready =
          await(
              ACTS,
              () -> exercise.state().good() == Truth.TRUE && exercise.state().engaged() == idle);
      if (!ready) {
        throw new IllegalArgumentException(
            "interlock '"
                + interlock.name()
                + "' can be proven only while it "
                + (idle ? "permits" : "does not force")
                + "; now "
                + exercise.why(now.get()));
      }
      return exercise.stimuli(now.get());
    }
  }

  /** Why it failed; empty when it did not. */
  private Optional<String> force(
      String name, Stimulus stimulus, Controls controls, List<String> stages) {
    try (var exercise = interlocks.exercise(name)) {
      var target = exercise.target();
      if (!await(SAFE, () -> !forcing.isBusy(target))) {
        return Optional.of(target + " is being forced already");
      }
      boolean safeBefore = controls.safe() == Truth.TRUE;
      long began = clock.nanos();
      exercise.simulate(stimulus);
      if (!await(stimulus.after().plus(ACTS), () -> exercise.state().engaged())) {
        return Optional.of(stimulus.what() + ": it did not act");
      }
      var acted = since(began);
      boolean done =
          await(
              SAFE,
              () ->
                  forcing
                      .last(target)
                      .filter(last -> last.nanos() - began > 0)
                      .filter(last -> last.outcome() instanceof Outcome.Done)
                      .isPresent());
      if (!done) {
        return Optional.of(
            stimulus.what()
                + ": it acted after "
                + acted
                + ", but "
                + forcing
                    .last(target)
                    .map(last -> CommandDesk.safety(last.outcome()))
                    .orElse("nothing came of the order"));
      }
      stages.add(
          stimulus.what()
              + ": acted after "
              + acted
              + ", the outputs of "
              + target
              + (safeBefore
                  ? " (safe before) were ordered and read back after "
                  : " were safe or on their way after ")
              + since(began));
      return Optional.empty();
    }
  }

  private Optional<String> permit(String name, Stimulus stimulus, List<String> stages) {
    try (var exercise = interlocks.exercise(name)) {
      var target = exercise.target();
      long began = clock.nanos();
      exercise.simulate(stimulus);
      if (!await(stimulus.after().plus(ACTS), () -> refuses(exercise, target))) {
        return Optional.of(stimulus.what() + ": outputs could still rise");
      }
      stages.add(
          stimulus.what() + ": " + target + " might not rise any more after " + since(began));
      return Optional.empty();
    }
  }

  private boolean refuses(Exercise exercise, String target) {
    return !exercise.state().engaged() && mayNotRise.apply(target).isPresent();
  }

  private String since(long began) {
    return String.format(Locale.ROOT, "%.1f s", (clock.nanos() - began) / 1e9);
  }

  private boolean await(Duration atMost, BooleanSupplier wanted) {
    long until = clock.nanos() + atMost.toNanos();
    while (!wanted.getAsBoolean()) {
      if (clock.nanos() - until >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      clock.rest(LOOK);
    }
    return true;
  }
}
