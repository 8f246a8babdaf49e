package org.stillwatch.instruments.bluefors.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.bluefors.control.ControlNames.Target;

/**
 * From nodes to readings, each value once. The time of a reading is that of the value. A state that
 * was confirmed, and that there is no value, are readings of the time at which they were asked for:
 * nothing else says that a valve has not moved.
 */
final class NodeReader {

  /** What became of a node. */
  sealed interface Outcome {
    record Read(Reading reading) implements Outcome {}

    /** The value is known already. */
    record Known() implements Outcome {}

    record Bad(Unreadable why) implements Outcome {}
  }

  private static final Set<String> BAD_STATUS = Set.of("INVALID", "DISCONNECTED");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofDays(1);

  /** Nodes with an error of their own: 2 is off, 3 is on (API manual, onOffError). */
  private static final int OFF_WITH_ERROR = 2;

  private static final int ON_WITH_ERROR = 3;

  private final Map<String, Instant> newest = new TreeMap<>();

  NodeReader(Map<String, Instant> newest) {
    this.newest.putAll(newest);
  }

  /** The time of the newest reading of each channel. */
  Map<String, Instant> newest() {
    return Map.copyOf(newest);
  }

  /**
   * @param asked the value was asked for, not pushed
   */
  Outcome read(Node node, Target target, boolean asked, Instant now) {
    var channel = target.channel();
    var reason = missing(node);
    if (reason.isPresent()) {
      return missing(channel, reason.get(), now);
    }
    var taken = Instant.ofEpochMilli(node.millis());
    if (taken.isBefore(EARLIEST) || taken.isAfter(now.plus(AHEAD))) {
      return new Outcome.Bad(
          new Unreadable(
              "date " + node.name(),
              node.name()
                  + " has the date "
                  + node.millis()
                  + ", expected milliseconds since 1970 up to now; it is left out"));
    }
    double number;
    try {
      number = channel.hasStates() ? state(node.value()) : Double.parseDouble(node.value());
    } catch (NumberFormatException e) {
      return new Outcome.Bad(
          new Unreadable(
              "value " + node.name(),
              node.name()
                  + " is "
                  + Unreadable.shown(node.value())
                  + ", expected a number; it is left out"));
    }
    if (!Double.isFinite(number)) {
      return missing(channel, "the control software writes " + node.value(), now);
    }
    if (target.isTemperature() && number <= 0) {
      return missing(channel, "sensor off, over range or not scanned (0 K)", now);
    }
    var time = channel.hasStates() && asked && !isNewer(channel, taken) ? confirmed(now) : taken;
    if (!isNewer(channel, time)) {
      return new Outcome.Known();
    }
    note(channel, time);
    boolean doubtful = channel.hasStates() && number >= OFF_WITH_ERROR;
    return new Outcome.Read(
        new Reading.Measured(
            channel.id(),
            time,
            0,
            channel.hasStates() ? number % 2 : number * target.factor(),
            doubtful ? Quality.SUSPECT : Quality.GOOD));
  }

  private static Instant confirmed(Instant now) {
    return Instant.ofEpochMilli(now.toEpochMilli());
  }

  private boolean isNewer(Channel channel, Instant time) {
    var last = newest.get(channel.id().name());
    return last == null || time.isAfter(last);
  }

  private void note(Channel channel, Instant time) {
    newest.put(channel.id().name(), time);
  }

  private static Optional<String> missing(Node node) {
    if (BAD_STATUS.contains(node.status())) {
      return Optional.of("the control software says " + node.status().toLowerCase(Locale.ROOT));
    }
    if (node.outdated()) {
      return Optional.of("the control software says outdated");
    }
    return node.value().isEmpty()
        ? Optional.of("the control software has no value")
        : Optional.empty();
  }

  private Outcome missing(Channel channel, String reason, Instant now) {
    var time = confirmed(now);
    if (!isNewer(channel, time)) {
      return new Outcome.Known();
    }
    note(channel, time);
    return new Outcome.Read(Reading.missing(channel.id(), time, 0, reason));
  }

  private static int state(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "0", "0.0", "false", "off" -> 0;
      case "1", "1.0", "true", "on" -> 1;
      case "2", "2.0" -> OFF_WITH_ERROR;
      case "3", "3.0" -> ON_WITH_ERROR;
      default -> throw new NumberFormatException(text);
    };
  }
}
