package org.stillwatch.instruments.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.instruments.value.DecimalNumber;
import org.stillwatch.instruments.value.ValueKeys;

/**
 * {@code invalid:} of a poll: a status that says that values are none.
 *
 * @param group whose text is the status, of this reply or of one asked before it
 * @param unless the statuses with which the values are good; without, all that are not listed
 * @param reasons why they are none, by status
 * @param bits the same for a mask, by the value of the bit; with none set the values are good
 * @param groups the values that it is about; without, all of this reply but the status itself
 */
public record InvalidKeys(
    String group,
    List<String> unless,
    Map<String, String> reasons,
    Map<String, String> bits,
    List<String> groups) {

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public InvalidKeys {
    unless = List.copyOf(unless);
    groups = List.copyOf(groups);
    if (unless.isEmpty() && reasons.isEmpty() && bits.isEmpty()) {
      throw new IllegalArgumentException(
          "invalid: says nothing of "
              + group
              + "; expected unless: [\"0\"], reasons: or bits: {1: ...}");
    }
    if (!bits.isEmpty() && !(unless.isEmpty() && reasons.isEmpty())) {
      throw new IllegalArgumentException(
          "invalid: has bits: beside unless: or reasons:; expected one way to say it");
    }
    bits.keySet().forEach(ValueKeys::bit);
  }

  boolean isAbout(String name) {
    return groups.isEmpty() ? !name.equals(group) : groups.contains(name);
  }

  /** Why values with this status are none; empty when they are good. */
  Optional<String> why(String status) {
    if (!bits.isEmpty()) {
      return mask(status);
    }
    if (unless.stream().anyMatch(good -> same(good, status))) {
      return Optional.empty();
    }
    var reason =
        reasons.entrySet().stream()
            .filter(entry -> same(entry.getKey(), status))
            .map(Map.Entry::getValue)
            .findFirst();
    return reason.isPresent() || unless.isEmpty()
        ? reason
        : Optional.of("status " + Unreadable.shown(status) + ", which is not known to be good");
  }

  private Optional<String> mask(String status) {
    var number = DecimalNumber.parse(status);
    if (number.isEmpty() || number.getAsDouble() < 0 || number.getAsDouble() % 1 != 0) {
      return Optional.of("status " + Unreadable.shown(status) + " is no mask of bits");
    }
    long mask = (long) number.getAsDouble();
    if (mask == 0) {
      return Optional.empty();
    }
    var words = new ArrayList<String>();
    bits.forEach(
        (bit, word) -> {
          if ((mask & ValueKeys.bit(bit)) != 0) {
            words.add(word);
          }
        });
    return Optional.of(words.isEmpty() ? "status " + mask : String.join(", ", words));
  }

  /** The same text, or the same number. */
  static boolean same(String a, String b) {
    if (a.strip().equals(b.strip())) {
      return true;
    }
    var first = DecimalNumber.parse(a);
    var second = DecimalNumber.parse(b);
    return first.isPresent() && second.isPresent() && first.getAsDouble() == second.getAsDouble();
  }
}
