package org.stillwatch.core.procedure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Severity;

/** One step of a procedure, as its file says; texts may hold {@code {name}}. */
public sealed interface Step {

  /** Tell people. */
  record Tell(String text, Severity severity) implements Step {}

  /**
   * Take a snapshot.
   *
   * @param set which; empty: that of the fridge
   */
  record Snapshot(String label, Optional<String> set) implements Step {}

  /**
   * Wait.
   *
   * @param what a condition, a length of time ({@code 3 h}), {@code until 08:00}, or {@code for
   *     ever}
   * @param within how long it is waited at most before that is told
   * @param late what happens then
   * @param lost the words for a channel that has no value; empty: the usual ones
   * @param stall what counts as standing still
   * @param meanwhile what is watched while it waits
   */
  record Wait(
      String what,
      Optional<String> within,
      Late late,
      Optional<String> lost,
      Optional<Stall> stall,
      List<Watcher> meanwhile)
      implements Step {
    public Wait {
      meanwhile = List.copyOf(meanwhile);
    }
  }

  /** Set a value: a setting of an instrument, or the mode of the station. */
  record Put(String channel, String value) implements Step {}

  /** Start another procedure; values that both have are handed on. */
  record Start(String procedure, Map<String, String> with) implements Step {
    public Start {
      with = Map.copyOf(with);
    }
  }

  /** Choose by a condition; waits while it is unknown. */
  record Choose(String when, List<Step> then, List<Step> otherwise) implements Step {
    public Choose {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** What happens when a wait takes too long; it is told in any case. */
  enum Late {
    /** It waits on. */
    WAIT,
    /** The next step. */
    SKIP,
    /** The run ends. */
    STOP
  }

  /**
   * A channel that moved less than {@code by} within {@code in} stands still.
   *
   * @param channel a role
   */
  record Stall(String channel, String by, String in) {}

  /**
   * Watched during a wait: each time that {@code when} becomes true, or every so often.
   *
   * @param every a length of time; empty with {@code when}
   * @param when a condition; empty with {@code every}
   * @param then told and snapshots taken
   */
  record Watcher(Optional<String> when, Optional<String> every, List<Step> then) {
    public Watcher {
      then = List.copyOf(then);
    }
  }
}
