package org.stillwatch.core.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.condition.Truth;

/**
 * What may be commanded of an instrument. Called by other threads than the turns, one or many: the
 * lane of the port lets them take turns with the polls.
 */
public interface Controls {

  /** The settings known so far. */
  List<Setting> settings();

  /**
   * Commands a value that was checked against the setting's unit and range, and reads it back. What
   * the device's own state forbids is refused before anything is sent.
   *
   * @param value in the unit of the setting; the index of a state
   */
  Outcome set(Setting setting, double value);

  /** What a setting is known to be now, in its unit; empty when that is not known. */
  default Optional<Double> present(Setting setting) {
    return Optional.empty();
  }

  /**
   * Whether a change lets an output rise: further from where it is safe than it is known to be now.
   */
  default boolean raises(Setting setting, double value) {
    if (setting.touches() != Setting.Touches.OUTPUT) {
      return false;
    }
    double safe = setting.safe().orElse(0.0);
    return present(setting)
        .map(now -> Math.abs(value - safe) > Math.abs(now - safe))
        .orElse(!setting.isSafe(value));
  }

  /** One of several changes that belong together. */
  record Change(Setting setting, double value) {}

  /**
   * Several changes, one right after the other: all of them or, as far as the device allows, none.
   * After one that fails, those before it are set back to what they were.
   *
   * @param changes each checked as for {@link #set}
   * @return an outcome for each, in the same order
   */
  default List<Outcome> setAll(List<Change> changes) {
    return AllOrNothing.carryOut(this, changes);
  }

  /**
   * Brings every output to where it is safe, before all other traffic, and reads that back. May be
   * called again and again.
   *
   * @param why for the records of whoever carries it out
   */
  default Outcome makeSafe(String why) {
    var failed = new ArrayList<String>();
    boolean any = false;
    for (var setting : settings()) {
      if (setting.touches() == Setting.Touches.OUTPUT && setting.safe().isPresent()) {
        any = true;
        switch (made(setting, setting.safe().get())) {
          case Outcome.Done _ -> {
            // as it should be
          }
          case Outcome.Refused(String reason) -> failed.add(setting.id() + ": " + reason);
          case Outcome.Failed(String reason) -> failed.add(setting.id() + ": " + reason);
          case Outcome.Unconfirmed(String reason) -> failed.add(setting.id() + ": " + reason);
        }
      }
    }
    if (!any) {
      return new Outcome.Failed("no output is known that could be made safe");
    }
    return failed.isEmpty() ? new Outcome.Done(0) : new Outcome.Failed(String.join("; ", failed));
  }

  /** A driver that fails at one output must not keep the others from being made safe. */
  private Outcome made(Setting setting, double value) {
    try {
      return set(setting, value);
    } catch (RuntimeException e) {
      return new Outcome.Unconfirmed("the driver failed in a way it should not (" + e + ")");
    }
  }

  /**
   * Whether every output is where it is safe, or on its way there; unknown when that is not known.
   */
  default Truth safe() {
    return Truth.UNKNOWN;
  }

  /**
   * The station's interlocks are judged; called several times a second. Where a process of its own
   * guards the outputs, it acts when this is no longer called. Returns at once.
   *
   * @param armed whether an interlock would force this instrument
   */
  default void alive(boolean armed) {}

  /**
   * What is wrong with the process that guards the outputs, one clause; empty when all is well, or
   * there is none.
   */
  default Optional<String> unguarded() {
    return Optional.empty();
  }

  /**
   * Tells from now on what the process that guards the outputs did by itself, also while no station
   * was there.
   */
  default void hear(Consumer<News> news) {}

  /**
   * What the process that guards the outputs did.
   *
   * @param text one sentence, with its time
   * @param own whether it decided that by itself, since the station was lost
   */
  record News(String text, boolean own) {}

  /** What became of a command. */
  sealed interface Outcome {

    /**
     * The device has it.
     *
     * @param readBack what it says it has, in the unit of the setting
     */
    record Done(double readBack) implements Outcome {}

    /**
     * Nothing was changed.
     *
     * @param why one clause
     */
    record Refused(String why) implements Outcome {}

    /**
     * The device did not do it, or says that it did not.
     *
     * @param why one clause
     */
    record Failed(String why) implements Outcome {}

    /**
     * It was sent, and whether the device did it is not known.
     *
     * @param why one clause
     */
    record Unconfirmed(String why) implements Outcome {}
  }
}
