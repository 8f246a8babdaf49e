package org.stillwatch.stores.influx;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.stores.influx.BatchWriter.Refused;

/** Makes lines of readings: those of the channels that are carried, under the names asked for. */
final class Lines {

  private final InfluxSettings settings;
  private final Map<Channel, Optional<Lane>> lanes = new HashMap<>();
  private final Map<String, ChannelId> taken = new HashMap<>();
  private Optional<String> clash = Optional.empty();

  /** Where the points of a channel go. */
  private record Lane(Channel channel, Names names, Series series, String prefix) {}

  /**
   * What was made of some readings.
   *
   * @param unfit readings that no server could keep
   * @param missing how many had no value and were left out
   */
  record Made(List<Point> points, List<Refused> unfit, long missing) {}

  Lines(InfluxSettings settings) {
    this.settings = settings;
  }

  /** Two channels that have one name over there, of which one replaces the other. */
  Optional<String> clash() {
    return clash;
  }

  /**
   * @param channels as they are declared now
   */
  Made of(List<Reading> readings, Map<ChannelId, Channel> channels) {
    var points = new ArrayList<Point>(readings.size());
    var unfit = new ArrayList<Refused>();
    long missing = 0;
    for (var reading : readings) {
      var lane =
          Optional.ofNullable(channels.get(reading.channel()))
              .flatMap(channel -> lanes.computeIfAbsent(channel, this::lane));
      if (lane.isEmpty()
          || settings.from().notBefore().filter(reading.time()::isBefore).isPresent()) {
        continue;
      }
      if (reading instanceof Reading.Missing && !settings.reasons()) {
        missing++;
        continue;
      }
      try {
        points.add(new Point(reading, line(lane.get(), reading)));
      } catch (DateTimeException | ArithmeticException e) {
        unfit.add(new Refused(new Point(reading, ""), String.valueOf(e.getMessage())));
      }
    }
    return new Made(points, unfit, missing);
  }

  private static String line(Lane lane, Reading reading) {
    long nanos = LineProtocol.nanos(reading);
    return switch (reading) {
      case Reading.Measured measured -> {
        double value = lane.names().value(lane.channel(), measured.value());
        if (!Double.isFinite(value)) {
          throw new ArithmeticException(measured.value() + " is too large a number in its unit");
        }
        yield lane.prefix() + LineProtocol.number(value) + " " + nanos;
      }
      case Reading.Missing none -> LineProtocol.reason(lane.series(), none.reason(), nanos);
    };
  }

  private Optional<Lane> lane(Channel channel) {
    boolean wanted =
        settings.channels().isEmpty()
            || settings.channels().stream().anyMatch(pattern -> pattern.matches(channel.id()));
    if (!wanted) {
      return Optional.empty();
    }
    var names = settings.names().names(channel);
    var series = names.series(channel.id().text());
    var prefix = LineProtocol.prefix(series);
    var other = taken.putIfAbsent(prefix, channel.id());
    if (other != null && !other.equals(channel.id())) {
      clash =
          Optional.of(
              other
                  + " and "
                  + channel.id()
                  + " have the same name there ("
                  + prefix.substring(0, prefix.length() - 1)
                  + "), where one replaces the other; look at 'names:'");
    }
    return Optional.of(new Lane(channel, names, series, prefix));
  }
}
