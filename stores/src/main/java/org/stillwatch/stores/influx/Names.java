package org.stillwatch.stores.influx;

import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Unit;

/**
 * What a channel is called over there, as it was asked for; see {@link Series} for what is made of
 * it.
 *
 * @param tags by key
 * @param unit in which the values are wanted; empty: in that of the channel
 */
public record Names(
    String measurement, Map<String, String> tags, String field, Optional<Unit> unit) {
  public Names {
    tags = Map.copyOf(tags);
  }

  /** In the channel's own unit. */
  public Names(String measurement, Map<String, String> tags, String field) {
    this(measurement, tags, field, Optional.empty());
  }

  /** A value of the channel as it is to be written. */
  double value(Channel channel, double value) {
    return unit.map(wanted -> channel.unit().convert(value, wanted)).orElse(value);
  }

  /**
   * Fit to be written.
   *
   * @param otherwise the measurement when nothing is left of the one asked for
   */
  Series series(String otherwise) {
    try {
      return new Series(measurement, tags, field);
    } catch (IllegalArgumentException nothingLeft) {
      return new Series(otherwise, tags, field);
    }
  }
}
