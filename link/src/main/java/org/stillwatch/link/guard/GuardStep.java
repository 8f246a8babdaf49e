package org.stillwatch.link.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.link.guard.GuardState.Phase;
import org.stillwatch.link.guard.GuardState.Sign;
import org.stillwatch.link.guard.GuardState.Word;

/**
 * How a guard thinks: {@code (state, event, now) -> (state, effects)}, no sockets and no threads.
 *
 * <ul>
 *   <li>WAITING: to WATCHED with a beat.
 *   <li>WATCHED: to LEFT with a bye.
 *   <li>LEFT: to WATCHED with a beat.
 *   <li>WAITING, WATCHED, LEFT, RETURNED: to ACTING or, when the file says so, to HELD after no
 *       beat came for the loss time.
 *   <li>ACTING: to SAFE, or to RETURNED when beats come, once the outputs are known to be safe;
 *       until then they are made safe again and again.
 *   <li>ASKED: from any phase but ACTING when someone asks; as ACTING, but while the station is not
 *       lost it leads to RETURNED, or back to WAITING or LEFT. To ACTING when the beats stop.
 *   <li>SAFE: to ACTING when the outputs are no longer known to be safe; to RETURNED with a beat.
 *   <li>HELD: to RETURNED with a beat.
 *   <li>RETURNED: to WATCHED when beats came for the loss time.
 * </ul>
 *
 * @param onLoss empty: act when armed
 * @param lossAfter without a beat the station is lost
 * @param leaves whether the guard ends when its station ended in order, or never came
 */
public record GuardStep(Optional<OnLoss> onLoss, Duration lossAfter, boolean leaves) {

  /** So much earlier it acts, so that the device is told within the time that was asked for. */
  static final Duration HASTE = Duration.ofMillis(200);

  /** Outputs that are not safe yet are tried again after so long. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  /** Outputs that are safe are looked at after so long. */
  static final Duration LOOK = Duration.ofSeconds(5);

  /** A guard that nobody needs ends after so long. */
  static final Duration ALONE = Duration.ofSeconds(60);

  /** A beat that is older than this, or a quarter of the loss time, lets nothing rise. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** What comes of an event. */
  public record Result(GuardState state, List<GuardEffect> effects) {}

  /**
   * One step.
   *
   * @param now on the clock of the state; never runs backwards
   */
  public Result step(GuardState state, GuardEvent event, Duration now) {
    return switch (event) {
      case GuardEvent.Beat(boolean armed) -> beat(state, armed, now);
      case GuardEvent.Bye _ -> bye(state, now);
      case GuardEvent.Asked(String why) -> asked(state, why, now);
      case GuardEvent.Tried(Truth safe, String how) -> tried(state, safe, how, now);
      case GuardEvent.Ended _ -> ended(state, now);
      case GuardEvent.Tick _ -> tick(state, now);
    };
  }

  /** Whether a request that may let an output rise is let through. */
  public boolean mayRise(GuardState state, Duration now) {
    var quarter = lossAfter.dividedBy(4);
    var fresh = quarter.compareTo(FRESH) > 0 ? quarter : FRESH;
    return state.phase() == Phase.WATCHED && now.minus(state.sign().at()).compareTo(fresh) < 0;
  }

  private Result beat(GuardState before, boolean armed, Duration now) {
    // too late: it is as if the clock had ticked first
    var late = tick(before, now);
    var state = late.state().heard(new Sign(Word.BEAT, now, armed));
    return switch (state.phase()) {
      case WAITING, LEFT -> also(late, state.in(Phase.WATCHED, now, ""));
      case SAFE, HELD -> also(late, state.in(Phase.RETURNED, now, state.why()), later());
      case WATCHED, RETURNED, ACTING, ASKED -> also(late, state);
    };
  }

  private Result bye(GuardState before, Duration now) {
    var late = tick(before, now);
    var state = late.state().heard(new Sign(Word.BYE, now, late.state().sign().armed()));
    return switch (state.phase()) {
      case WAITING, WATCHED -> also(late, state.in(Phase.LEFT, now, ""));
      case LEFT, ACTING, ASKED, SAFE, HELD, RETURNED -> also(late, state);
    };
  }

  private Result asked(GuardState state, String why, Duration now) {
    var note = new GuardEffect.Note("the outputs are made safe: " + why);
    return switch (state.phase()) {
      case ACTING -> new Result(state, List.of());
      // one try is under way or will come within a second
      case ASKED -> new Result(state, List.of());
      case WAITING, WATCHED, LEFT, SAFE, HELD, RETURNED ->
          new Result(state.in(Phase.ASKED, now, why), List.of(note, new GuardEffect.MakeSafe()));
    };
  }

  private Result tried(GuardState state, Truth safe, String how, Duration now) {
    boolean is = safe == Truth.TRUE;
    return switch (state.phase()) {
      case ACTING, ASKED ->
          is
              ? madeSafe(state, how, now)
              : new Result(state.tryAt(Optional.of(now.plus(AGAIN))), List.of());
      case SAFE ->
          is
              ? new Result(state.tryAt(Optional.of(now.plus(LOOK))), List.of())
              : act(
                  state,
                  "the outputs are no longer known to be safe (" + how + ") and nobody watches",
                  now);
      case WAITING, WATCHED, LEFT, HELD, RETURNED -> new Result(state, List.of());
    };
  }

  private Result madeSafe(GuardState state, String how, Duration now) {
    var safe = new GuardEffect.Note("the outputs are safe, or on their way there: " + how);
    var sign = state.sign();
    if (isLost(state, now)) {
      boolean only = state.phase() == Phase.ASKED && !acts(sign.armed());
      return new Result(
          only ? state.in(Phase.HELD, now, state.why()) : safe(state, now), List.of(safe));
    }
    return switch (sign.word()) {
      case BEAT -> new Result(state.in(Phase.RETURNED, now, state.why()), List.of(safe, later()));
      case NONE, BYE -> {
        var before = sign.word() == Word.NONE ? Phase.WAITING : Phase.LEFT;
        yield new Result(
            state.phase() == Phase.ASKED ? state.in(before, now, "") : safe(state, now),
            List.of(safe));
      }
    };
  }

  private static GuardState safe(GuardState state, Duration now) {
    return state.in(Phase.SAFE, now, state.why()).tryAt(Optional.of(now.plus(LOOK)));
  }

  private GuardEffect.Note later() {
    return new GuardEffect.Note(
        "the station is there; nothing may rise before its heartbeats came for "
            + seconds(lossAfter));
  }

  private Result ended(GuardState state, Duration now) {
    return switch (state.phase()) {
      case ACTING, ASKED, SAFE -> new Result(state, List.of());
      case WAITING, WATCHED, LEFT, HELD, RETURNED -> lose(state, "the guard was told to end", now);
    };
  }

  private Result tick(GuardState state, Duration now) {
    return switch (state.phase()) {
      case WAITING, WATCHED, LEFT ->
          isLost(state, now) ? lose(state, whyLost(state), now) : new Result(state, List.of());
      case RETURNED -> {
        if (isLost(state, now)) {
          yield lose(state, whyLost(state), now);
        }
        boolean steady =
            state.sign().word() == Word.BEAT && now.minus(state.since()).compareTo(lossAfter) >= 0;
        yield steady
            ? new Result(
                state.in(Phase.WATCHED, now, ""),
                List.of(new GuardEffect.Note("the station watches again")))
            : new Result(state, List.of());
      }
      case ASKED -> {
        if (isLost(state, now) && acts(state.sign().armed())) {
          var lost = whyLost(state);
          yield also(
              due(
                  new GuardState(Phase.ACTING, state.since(), state.sign(), state.next(), lost),
                  new GuardEffect.MakeSafe(),
                  now),
              GuardEffect.Note.own(lost + "; the outputs are being made safe already"));
        }
        yield due(state, new GuardEffect.MakeSafe(), now);
      }
      case ACTING -> due(state, new GuardEffect.MakeSafe(), now);
      case SAFE -> alone(state, now).orElseGet(() -> due(state, new GuardEffect.Look(), now));
      case HELD -> alone(state, now).orElseGet(() -> new Result(state, List.of()));
    };
  }

  private Result lose(GuardState state, String why, Duration now) {
    return acts(state.sign().armed())
        ? act(state, why, now)
        : new Result(
            state.in(Phase.HELD, now, why),
            List.of(GuardEffect.Note.own(why + "; the outputs are left as they are")));
  }

  private static Result act(GuardState state, String why, Duration now) {
    return new Result(
        state.in(Phase.ACTING, now, why),
        List.of(
            GuardEffect.Note.own(why + "; the outputs are made safe"), new GuardEffect.MakeSafe()));
  }

  private Optional<Result> alone(GuardState state, Duration now) {
    boolean alone =
        leaves
            && state.sign().word() != Word.BEAT
            && now.minus(state.since()).compareTo(ALONE) >= 0;
    return alone
        ? Optional.of(
            new Result(
                state,
                List.of(
                    new GuardEffect.Note("no station came; the guard ends"),
                    new GuardEffect.End())))
        : Optional.empty();
  }

  private static Result due(GuardState state, GuardEffect effect, Duration now) {
    return state.next().filter(at -> now.compareTo(at) >= 0).isPresent()
        ? new Result(state.tryAt(Optional.empty()), List.of(effect))
        : new Result(state, List.of());
  }

  private boolean isLost(GuardState state, Duration now) {
    return now.minus(state.sign().at()).compareTo(lossAfter.minus(HASTE)) >= 0;
  }

  private boolean acts(boolean armed) {
    return onLoss.map(what -> what == OnLoss.RAMP_DOWN).orElse(armed);
  }

  private String whyLost(GuardState state) {
    return switch (state.sign().word()) {
      case NONE -> "no station came within " + seconds(lossAfter);
      case BEAT -> "the station gave no heartbeat for " + seconds(lossAfter);
      case BYE -> "the station ended and none came within " + seconds(lossAfter);
    };
  }

  private static Result also(Result before, GuardState state, GuardEffect... more) {
    return also(new Result(state, before.effects()), more);
  }

  private static Result also(Result before, GuardEffect... more) {
    var all = new ArrayList<>(before.effects());
    all.addAll(List.of(more));
    return new Result(before.state(), List.copyOf(all));
  }

  private static String seconds(Duration length) {
    return length.toMillis() % 1000 == 0
        ? length.toSeconds() + " s"
        : length.toMillis() / 1000.0 + " s";
  }
}
