package org.stillwatch.core.instrument;

import java.util.List;

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
