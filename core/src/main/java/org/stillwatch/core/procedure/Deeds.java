package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.alarm.Effect;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.reading.ChannelId;

/** Makes effects of what the steps of runs want done. */
final class Deeds {

  private final Watch watch;
  private final RunWords words;
  private final KeptRuns kept;
  private final Runs.Settings settings;

  Deeds(Watch watch, RunWords words, KeptRuns kept, Runs.Settings settings) {
    this.watch = watch;
    this.settings = settings;
    this.words = words;
    this.kept = kept;
  }

  /**
   * @param n tells deeds of one step apart
   */
  void act(Run run, Deed deed, int n, Instant now, List<Effect> effects) {
    switch (deed) {
      case Deed.Tell tell -> effects.add(new Effect.Tell(words.told(run, tell, now, n)));
      case Deed.Snapshot(String label, String set) -> {
        try {
          var snapshot = watch.snapshot(now, set, label);
          effects.add(new Effect.Keep(snapshot));
          effects.add(new Effect.Tell(watch.tell(snapshot, run.procedure())));
        } catch (IllegalArgumentException e) {
          undone(run, "No snapshot: " + label, e, n, now, effects);
        }
      }
      case Deed.Put(ChannelId channel, String value) -> {
        try {
          settings.check(channel, value);
          effects.add(
              new Effect.Put(channel, value, words.title(run), "a step of " + words.title(run)));
        } catch (IllegalArgumentException e) {
          undone(run, channel + " was not set to " + value, e, n, now, effects);
        }
      }
      case Deed.Lost(String said, String why) ->
          tell(watch.raise(lostKey(run), words.lost(run, said, why, now)), effects);
      case Deed.Found found -> tell(watch.clear(lostKey(run), words.found(run, now)), effects);
      case Deed.Stalled stalled ->
          tell(
              watch.raise(
                  stallKey(run),
                  words.stalled(run, stalled, watch::channel, byNow(run, stalled, now), now)),
              effects);
      case Deed.Moving moving -> tell(watch.clear(stallKey(run), words.moving(run, now)), effects);
      case Deed.Late late -> effects.add(new Effect.Tell(words.late(run, late, now, n)));
      case Deed.Start start -> {
        // the runs start it, when this one is kept
      }
    }
  }

  /** The station file was changed since the run started: that must not hold up anything else. */
  private void undone(
      Run run, String what, RuntimeException why, int n, Instant now, List<Effect> effects) {
    var reason = String.valueOf(why.getMessage());
    effects.add(new Effect.Tell(words.undone(run, what, reason, now, n)));
  }

  private static void tell(
      Optional<org.stillwatch.core.notice.Notice> notice, List<Effect> effects) {
    notice.ifPresent(told -> effects.add(new Effect.Tell(told)));
  }

  /** Where earlier runs of the procedure on this fridge were after the same time. */
  private List<Double> byNow(Run run, Deed.Stalled stalled, Instant now) {
    long second = Duration.between(run.started(), now).toSeconds();
    return kept.earlier(run).stream()
        .flatMap(other -> Optional.ofNullable(kept.curvesOf(other).get(stalled.channel())).stream())
        .flatMap(curve -> curve.from(second).stream().limit(1).map(Curve.Point::value))
        .toList();
  }

  /** The problems of a run that goes on or ends are none any more. */
  void settle(Run run, Instant now, List<Effect> effects) {
    if (run.at().lost().filter(Run.Lost::told).isPresent()) {
      act(run, new Deed.Found(), 0, now, effects);
    }
    if (run.at().stalled()) {
      act(run, new Deed.Moving(), 0, now, effects);
    }
  }

  private static String lostKey(Run run) {
    return "procedure " + run.id() + " lost";
  }

  private static String stallKey(Run run) {
    return "procedure " + run.id() + " stalled";
  }
}
