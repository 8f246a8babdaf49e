package org.stillwatch.core.instrument;

import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * One quantity that may be commanded.
 *
 * @param id what a command names; often that of the channel that it is read back from
 * @param unit of the value; {@link Unit#STATE} for a choice of states
 * @param states the words of a choice, by value: {@code [off, on]}; else empty
 * @param range that the device allows, when it is a number and the range is known
 * @param safe the value that makes things safe, and is never refused
 * @param confirm a person is asked once more before it moves away from safe
 * @param touches what of the device it changes
 * @param what it does, for a person: {@code switches the filament}
 */
public record Setting(
    ChannelId id,
    Unit unit,
    List<String> states,
    Optional<Range> range,
    Optional<Double> safe,
    boolean confirm,
    Touches touches,
    String what) {

  public Setting {
    states = List.copyOf(states);
  }

  /** What of a device a setting changes; says who may, and what interlocks have to do with it. */
  public enum Touches {
    /** What may hurt, such as a high voltage: it rises only while interlocks permit it. */
    OUTPUT,
    /** What protects people and things, such as the highest voltage: for experts. */
    PROTECTION,
    /** All else. */
    OTHER
  }

  /** A number, both ends allowed. */
  public record Range(double least, double most) {
    public Range {
      if (!(least <= most)) {
        throw new IllegalArgumentException(
            "range: [" + least + ", " + most + "] is empty; expected the lesser value first");
      }
    }

    public boolean holds(double value) {
      return value >= least && value <= most;
    }
  }

  /** A choice of states, the first being safe. */
  public static Setting choice(ChannelId id, boolean confirm, String what, String... states) {
    return new Setting(
        id,
        Unit.STATE,
        List.of(states),
        Optional.empty(),
        Optional.of(0.0),
        confirm,
        Touches.OTHER,
        what);
  }

  /** A number. */
  public static Setting number(ChannelId id, Unit unit, Optional<Range> range, String what) {
    return new Setting(id, unit, List.of(), range, Optional.empty(), false, Touches.OTHER, what);
  }

  /** The same, changing that of the device. */
  public Setting touching(Touches other) {
    return new Setting(id, unit, states, range, safe, confirm, other, what);
  }

  /** The same, safe at this value. */
  public Setting safeAt(double value) {
    return new Setting(id, unit, states, range, Optional.of(value), confirm, touches, what);
  }

  /** The same with another range. */
  public Setting within(Range other) {
    return new Setting(id, unit, states, Optional.of(other), safe, confirm, touches, what);
  }

  public boolean isSafe(double value) {
    return safe.isPresent() && safe.get() == value;
  }
}
