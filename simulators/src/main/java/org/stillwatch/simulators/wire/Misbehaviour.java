package org.stillwatch.simulators.wire;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can go wrong with a reply on its way. */
public sealed interface Misbehaviour {

  /** The reply never comes. */
  record Silence() implements Misbehaviour {}

  /** The reply ends in the middle. */
  record Truncate() implements Misbehaviour {}

  /** Random bytes instead of the reply. */
  record Garbage() implements Misbehaviour {}

  /** The reply is held back until the next question is asked, and comes just before its answer. */
  record Late() implements Misbehaviour {}

  /** The reply comes so much later. */
  record Slow(Duration by) implements Misbehaviour {}

  /** The reply names another device; silence where replies name none. */
  record WrongAddress() implements Misbehaviour {}

  /** A line feed follows the reply. */
  record LineFeed() implements Misbehaviour {}

  /** The cable is pulled instead of a reply, and put back after so long. */
  record Unplug(Duration length) implements Misbehaviour {}

  /** The device speaks at 9600 baud (4800 when it is set to 9600) to a client that does not. */
  record Noise() implements Misbehaviour {}

  Duration USUAL_DELAY = Duration.ofMillis(1500);
  Duration USUAL_UNPLUG = Duration.ofSeconds(5);

  /** One of each, of usual lengths. */
  static List<Misbehaviour> all() {
    return List.of(
        new Silence(),
        new Truncate(),
        new Garbage(),
        new Late(),
        new Slow(USUAL_DELAY),
        new WrongAddress(),
        new LineFeed(),
        new Unplug(USUAL_UNPLUG),
        new Noise());
  }

  /** The word on the command line: {@code wrong-address}. */
  default String word() {
    return getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * @param word such as {@code silence}
   * @throws IllegalArgumentException with one sentence
   */
  static Misbehaviour named(String word) {
    return all().stream()
        .filter(fault -> fault.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + word
                        + "' is no fault; expected one of "
                        + all().stream()
                            .map(Misbehaviour::word)
                            .collect(Collectors.joining(", "))));
  }
}
