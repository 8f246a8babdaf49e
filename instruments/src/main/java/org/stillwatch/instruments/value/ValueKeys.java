package org.stillwatch.instruments.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stillwatch.core.reading.Unit;

/**
 * The keys of one value. What the device gives is first looked up in {@code missing}, {@code
 * sentinels} and {@code states}; a number then becomes {@code number * scale + offset}, which must
 * be within {@code range}.
 *
 * @param id of the channel without the instrument, one or two parts: {@code mxc/temperature}
 * @param unit of the channel, so after scale and offset
 * @param scale 1 unless given
 * @param offset 0 unless given, in the unit of the channel
 * @param missing numbers or texts that stand for no value
 * @param sentinels the same, each with its reason: {@code 9.9E37: over range}
 * @param states what the device says, and the word for it: {@code 0: off}
 * @param range least and most that can be true, in the unit of the channel
 * @param bits of a mask, by value, and a word for each: {@code 4: coolant-out-high}; each becomes a
 *     channel {@code id/word} that is off or on
 * @param label what people call it; the id unless given
 */
public record ValueKeys(
    String id,
    Optional<Unit> unit,
    Optional<Double> scale,
    Optional<Double> offset,
    List<String> missing,
    Map<String, String> sentinels,
    Map<String, String> states,
    List<Double> range,
    Map<String, String> bits,
    Optional<String> label) {

  private static final String PART = "[a-z0-9][a-z0-9._+-]*";
  private static final Pattern ID = Pattern.compile(PART + "(/" + PART + ")?");
  private static final Pattern WORD = Pattern.compile(PART);

  /** Whole numbers are exact in a reading up to this, 2^52. */
  private static final long LARGEST_BIT = 1L << 52;

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public ValueKeys {
    missing = List.copyOf(missing);
    range = List.copyOf(range);
    if (!ID.matcher(id.replaceAll("\\{[0-9]}", "x")).matches()) {
      throw new IllegalArgumentException(
          "id: '"
              + id
              + "' is no channel of an instrument; expected quantity or thing/quantity in lower"
              + " case, such as mxc/temperature");
    }
    if (scale.isPresent() && !(Double.isFinite(scale.get()) && scale.get() != 0)) {
      throw new IllegalArgumentException(
          "scale: " + scale.get() + " is none; expected a number other than 0");
    }
    if (offset.isPresent() && !Double.isFinite(offset.get())) {
      throw new IllegalArgumentException("offset: " + offset.get() + " is none; expected a number");
    }
    if (!range.isEmpty() && !(range.size() == 2 && range.get(0) <= range.get(1))) {
      throw new IllegalArgumentException(
          "range: " + range + " is none; expected [least, most], such as [0, 400]");
    }
    if (!states.isEmpty()) {
      checkStates(unit, scale, offset, range, bits, states);
    }
    if (!bits.isEmpty()) {
      checkBits(id, unit, scale, offset, bits);
    }
  }

  private static void checkStates(
      Optional<Unit> unit,
      Optional<Double> scale,
      Optional<Double> offset,
      List<Double> range,
      Map<String, String> bits,
      Map<String, String> states) {
    if (unit.isPresent()
        || scale.isPresent()
        || offset.isPresent()
        || !range.isEmpty()
        || !bits.isEmpty()) {
      throw new IllegalArgumentException(
          "a value with states: is no number; expected no unit, scale, offset, range or bits");
    }
    if (states.values().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a word of states: is empty; expected such as 0: off");
    }
  }

  private static void checkBits(
      String id,
      Optional<Unit> unit,
      Optional<Double> scale,
      Optional<Double> offset,
      Map<String, String> bits) {
    if (unit.isPresent() || scale.isPresent() || offset.isPresent()) {
      throw new IllegalArgumentException(
          "a value with bits: is a mask; expected no unit, scale or offset");
    }
    if (id.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "id: '" + id + "' has bits, which become " + id + "/WORD; expected an id of one part");
    }
    if (bits.values().stream().distinct().count() != bits.size()) {
      throw new IllegalArgumentException("bits: two of them have the same word");
    }
    bits.forEach(
        (mask, word) -> {
          bit(mask);
          if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                "bits: '" + word + "' is no part of a channel id; expected such as oil-high");
          }
        });
  }

  /**
   * The value of a bit.
   *
   * @throws IllegalArgumentException with one sentence when it is no power of two
   */
  public static long bit(String text) {
    if (text.matches("[0-9]{1,16}")) {
      long mask = Long.parseLong(text);
      if (Long.bitCount(mask) == 1 && mask <= LARGEST_BIT) {
        return mask;
      }
    }
    throw new IllegalArgumentException(
        "bits: '" + text + "' is no bit; expected its value: 1, 2, 4, 8, ...");
  }

  /** A plain number under this id. */
  public static ValueKeys number(String id, Unit unit) {
    return new ValueKeys(
        id,
        Optional.of(unit),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  /** The same under another id. */
  public ValueKeys withId(String other) {
    return new ValueKeys(
        other, unit, scale, offset, missing, sentinels, states, range, bits, label);
  }

  /** The ids of its channels: its own, and one for each bit. */
  public Stream<String> ids() {
    return Stream.concat(Stream.of(id), bits.values().stream().map(word -> id + "/" + word));
  }

  /** The unit of one of its channels, when it has a channel of this name. */
  public Optional<Unit> unitOf(String name) {
    if (name.equals(id)) {
      return Optional.of(states.isEmpty() ? unit.orElse(Unit.NONE) : Unit.STATE);
    }
    return bits.values().stream().anyMatch(word -> name.equals(id + "/" + word))
        ? Optional.of(Unit.STATE)
        : Optional.empty();
  }
}
