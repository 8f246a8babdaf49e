package org.stillwatch.instruments.value;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Unit;

/**
 * What a quantity is that may be commanded, whatever the way to the device: a number in a range, or
 * a choice of states.
 *
 * @param states what is sent for each state, and its word
 * @param readStates what is read back for each state, when that differs
 * @param scale the value is the device's number times this
 * @param tolerance how far what is read back may be off, in the unit
 * @param within how long the device may take to show it
 */
public record SettingShape(
    Optional<Unit> unit,
    List<Double> range,
    Map<String, String> states,
    Map<String, String> readStates,
    Optional<Double> scale,
    Optional<Double> tolerance,
    Optional<Duration> within,
    Optional<Boolean> confirm,
    Optional<String> safe,
    Optional<String> what) {

  private static final Duration USUAL_WITHIN = Duration.ofSeconds(2);
  private static final Duration LONGEST_WITHIN = Duration.ofMinutes(1);

  /** Devices keep a value as a 32-bit float: seven digits. */
  private static final double USUAL_TOLERANCE = 1e-6;

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public SettingShape {
    range = List.copyOf(range);
    if (states.isEmpty()) {
      if (range.size() != 2 || !(range.get(0) <= range.get(1))) {
        throw new IllegalArgumentException(
            "range: is needed for a number that may be commanded; expected [least, most], such as"
                + " [0, 350]");
      }
      if (!readStates.isEmpty()) {
        throw new IllegalArgumentException("read-states: is for a choice; expected states: too");
      }
    } else if (unit.isPresent() || !range.isEmpty() || scale.isPresent() || tolerance.isPresent()) {
      throw new IllegalArgumentException(
          "a setting with states: is no number; expected no unit, range, scale or tolerance");
    }
    for (var word : readStates.isEmpty() ? Set.<String>of() : Set.copyOf(states.values())) {
      if (!readStates.containsValue(word)) {
        throw new IllegalArgumentException(
            "read-states: none of them is '"
                + word
                + "', so it could never be read back; "
                + NearMiss.of(word, readStates.values()));
      }
    }
    if (scale.isPresent() && !(Double.isFinite(scale.get()) && scale.get() != 0)) {
      throw new IllegalArgumentException("scale: expected a number other than 0");
    }
    if (tolerance.isPresent() && !(tolerance.get() >= 0)) {
      throw new IllegalArgumentException("tolerance: expected 0 or more");
    }
    if (within.isPresent()
        && (within.get().isNegative() || within.get().compareTo(LONGEST_WITHIN) > 0)) {
      throw new IllegalArgumentException("within: expected up to a minute, such as 2s");
    }
    if (safe.isPresent()) {
      checkSafe(safe.get(), states, range);
    }
  }

  private static void checkSafe(String safe, Map<String, String> states, List<Double> range) {
    if (!states.isEmpty()) {
      if (!states.containsValue(safe)) {
        throw new IllegalArgumentException(
            "safe: '" + safe + "' is none of " + String.join(", ", states.values()));
      }
      return;
    }
    var number = DecimalNumber.parse(safe);
    if (number.isEmpty()
        || !(number.getAsDouble() >= range.get(0) && number.getAsDouble() <= range.get(1))) {
      throw new IllegalArgumentException("safe: '" + safe + "' is no number of the range");
    }
  }

  private List<String> words() {
    return states.values().stream().distinct().toList();
  }

  public Setting setting(String instrument, String name) {
    var words = words();
    return new Setting(
        ChannelId.of(instrument, name),
        words.isEmpty() ? unit.orElse(Unit.NONE) : Unit.STATE,
        words,
        words.isEmpty()
            ? Optional.of(new Setting.Range(range.get(0), range.get(1)))
            : Optional.empty(),
        safe.map(
            text ->
                words.isEmpty()
                    ? DecimalNumber.parse(text).orElseThrow()
                    : (double) words.indexOf(text)),
        confirm.orElse(false),
        safe.isPresent() ? Setting.Touches.OUTPUT : Setting.Touches.OTHER,
        what.orElse("sets " + name));
  }

  /** Why a value may not be sent at all. */
  public Optional<String> refused(double value) {
    if (!Double.isFinite(value)) {
      return Optional.of(value + " is no number that can be sent");
    }
    if (states.isEmpty()) {
      return value >= range.get(0) && value <= range.get(1)
          ? Optional.empty()
          : Optional.of(
              Numbers.plain(value)
                  + unitText()
                  + " is outside "
                  + Numbers.plain(range.get(0))
                  + " to "
                  + Numbers.plain(range.get(1))
                  + unitText());
    }
    return value >= 0 && value < words().size() && value == Math.rint(value)
        ? Optional.empty()
        : Optional.of("there is no state " + Numbers.plain(value));
  }

  /** The unit of its channel. */
  public Unit channelUnit() {
    return isChoice() ? Unit.STATE : unit.orElse(Unit.NONE);
  }

  /**
   * What is commanded and what is measured under one id must be one quantity.
   *
   * @param values what is measured
   * @throws IllegalArgumentException with one sentence
   */
  public void checkUnit(String name, Stream<ValueKeys> values) {
    values
        .flatMap(value -> value.unitOf(name).stream())
        .filter(measured -> !measured.equals(channelUnit()))
        .findFirst()
        .ifPresent(
            measured -> {
              throw new IllegalArgumentException(
                  "settings: "
                      + name
                      + " is in '"
                      + channelUnit().symbol()
                      + "', and the channel of that name in '"
                      + measured.symbol()
                      + "'; expected the same");
            });
  }

  private String unitText() {
    return unit.map(Unit::symbol).filter(symbol -> !symbol.isEmpty()).map(s -> " " + s).orElse("");
  }

  /** What is sent for a state. */
  public String sentState(double index) {
    var word = words().get((int) index);
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().equals(word))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  public boolean isChoice() {
    return !states.isEmpty();
  }

  /** The device's number for a value. */
  public double number(double value) {
    return scale.isPresent() ? DecimalNumber.unscaled(value, scale.get()) : value;
  }

  /** The value of the device's number. */
  public double value(double number) {
    return scale.isPresent() ? DecimalNumber.scaled(number, scale.get(), 0) : number;
  }

  /**
   * The value that a read-back says.
   *
   * @return empty when it says none
   */
  public OptionalDouble readBack(String text) {
    if (!isChoice()) {
      var number = DecimalNumber.parse(text);
      return number.isEmpty() ? number : OptionalDouble.of(value(number.getAsDouble()));
    }
    var said = readStates.isEmpty() ? states : readStates;
    var asNumber = DecimalNumber.parse(text);
    return said.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().equals(text.strip())
                    || (asNumber.isPresent()
                        && asNumber.equals(DecimalNumber.parse(entry.getKey()))))
        .map(entry -> words().indexOf(entry.getValue()))
        .filter(index -> index >= 0)
        .mapToDouble(Integer::doubleValue)
        .findFirst();
  }

  /** Whether what was read back is what was commanded. */
  public boolean agree(double commanded, double readBack) {
    double most =
        isChoice() ? 0 : tolerance.orElse(USUAL_TOLERANCE * Math.max(1e-9, Math.abs(commanded)));
    return Math.abs(commanded - readBack) <= most;
  }

  public Duration patience() {
    return within.orElse(USUAL_WITHIN);
  }

  /** A value for a person. */
  public String shown(double value) {
    return isChoice() ? words().get((int) value) : Numbers.plain(value) + unitText();
  }
}
