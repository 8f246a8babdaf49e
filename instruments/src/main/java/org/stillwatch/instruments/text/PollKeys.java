package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.instruments.value.ValueKeys;

/**
 * One question of a poll.
 *
 * @param send the command, without its terminator
 * @param reply the pattern of the whole answer, with a named group for each value; without {@code
 *     reply} and {@code split} the answer is one value with the name {@code value}
 * @param split what parts the values of the answer, whose names are then 1, 2, ...
 * @param fields how many values there are with {@code split}; the greatest name unless given
 * @param channels what each value is, by its name
 * @param invalid statuses with which values are none
 * @param when it is only asked while this holds
 * @param every asked no more often than this
 * @param expected how often a reading comes, when that is less often than it is asked
 */
public record PollKeys(
    String send,
    Optional<String> reply,
    Optional<String> split,
    Optional<Integer> fields,
    Map<String, ValueKeys> channels,
    List<InvalidKeys> invalid,
    Optional<WhenKeys> when,
    Optional<Duration> every,
    Optional<Duration> expected) {

  private static final int MOST_FIELDS = 1000;

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public PollKeys {
    invalid = List.copyOf(invalid);
    checkBytes("send", send);
    if (reply.isPresent() && split.isPresent()) {
      throw new IllegalArgumentException("both reply and split are given; expected one of them");
    }
    if (split.isPresent() && split.get().isEmpty()) {
      throw new IllegalArgumentException("split is empty; expected such as \",\"");
    }
    if (fields.isPresent() && (split.isEmpty() || fields.get() < 1 || fields.get() > MOST_FIELDS)) {
      throw new IllegalArgumentException(
          "fields: " + fields.get() + " is none; expected 1 to " + MOST_FIELDS + ", with split:");
    }
    positive("every", every);
    positive("expected", expected);
    var names = pattern(reply, split, fields, channels).names();
    for (var name : channels.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "channels: the reply has no "
                + (split.isPresent() ? "field " : "group ")
                + name
                + "; "
                + NearMiss.of(name, names));
      }
    }
    for (var rule : invalid) {
      for (var name : rule.groups()) {
        if (!channels.containsKey(name)) {
          throw new IllegalArgumentException(
              "invalid: groups: there is no channel "
                  + name
                  + " here; "
                  + NearMiss.of(name, channels.keySet()));
        }
      }
    }
  }

  private static void positive(String key, Optional<Duration> length) {
    if (length.isPresent() && (length.get().isNegative() || length.get().isZero())) {
      throw new IllegalArgumentException(key + " is no period; expected one such as 10s");
    }
  }

  /** Text goes over the wire with a byte for each character. */
  static void checkBytes(String key, String text) {
    if (text.chars().anyMatch(c -> c > 0xFF)) {
      throw new IllegalArgumentException(
          key + ": '" + text + "' has a character that is no byte; expected ASCII text");
    }
  }

  private static ReplyPattern pattern(
      Optional<String> reply,
      Optional<String> split,
      Optional<Integer> fields,
      Map<String, ValueKeys> channels) {
    if (split.isEmpty()) {
      return reply.map(ReplyPattern::compile).orElse(ReplyPattern.WHOLE);
    }
    int count =
        fields.orElseGet(
            () ->
                channels.keySet().stream()
                    .filter(name -> name.matches("[1-9][0-9]{0,3}"))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(1));
    return ReplyPattern.split(split.get(), count);
  }

  ReplyPattern pattern() {
    return pattern(reply, split, fields, channels);
  }

  /** The groups that others may refer to. */
  Set<String> groups() {
    return reply.isPresent() ? pattern().names() : Set.of();
  }
}
