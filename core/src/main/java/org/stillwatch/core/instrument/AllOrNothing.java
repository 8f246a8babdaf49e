package org.stillwatch.core.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Controls.Change;
import org.stillwatch.core.instrument.Controls.Outcome;

/** Several changes, of which none stays when one fails, as far as that can be had. */
final class AllOrNothing {

  private static final String NOT_TRIED = "it was not tried, since one before it failed";

  private AllOrNothing() {}

  static List<Outcome> carryOut(Controls controls, List<Change> changes) {
    var before = changes.stream().map(change -> controls.present(change.setting())).toList();
    var outcomes = new ArrayList<Outcome>();
    for (var change : changes) {
      var outcome = controls.set(change.setting(), change.value());
      outcomes.add(outcome);
      if (!(outcome instanceof Outcome.Done)) {
        setBack(controls, changes, before, outcomes);
        break;
      }
    }
    while (outcomes.size() < changes.size()) {
      outcomes.add(new Outcome.Refused(NOT_TRIED));
    }
    return outcomes;
  }

  /**
   * Those that were done, the last first; what was safe stays so. The one that failed may have been
   * done in part.
   */
  private static void setBack(
      Controls controls,
      List<Change> changes,
      List<Optional<Double>> before,
      List<Outcome> outcomes) {
    for (int i = outcomes.size() - 1; i >= 0; i--) {
      var change = changes.get(i);
      boolean done = outcomes.get(i) instanceof Outcome.Done;
      if (outcomes.get(i) instanceof Outcome.Refused || change.setting().isSafe(change.value())) {
        continue;
      }
      var old = before.get(i);
      if (old.isEmpty()) {
        if (done) {
          outcomes.set(
              i, new Outcome.Unconfirmed("it stays changed, since it is not known what it was"));
        }
        continue;
      }
      if (controls.raises(change.setting(), old.get())) {
        if (done) {
          outcomes.set(
              i,
              new Outcome.Unconfirmed("it stays lower, since setting it back would let it rise"));
        }
        continue;
      }
      var back = controls.set(change.setting(), old.get());
      if (done) {
        outcomes.set(
            i,
            back instanceof Outcome.Done
                ? new Outcome.Failed("it was set back, since another change failed")
                : new Outcome.Unconfirmed("setting it back failed after another change failed"));
      }
    }
  }
}
