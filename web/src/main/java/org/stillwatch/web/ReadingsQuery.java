package org.stillwatch.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.station.StationView;

/**
 * Answers {@code GET /readings}: every reading of some channels over a stretch of time, or buckets
 * that keep the least and greatest value. Both are bounded, so that one question cannot exhaust the
 * station.
 */
final class ReadingsQuery {

  /** At most so many readings in one answer without {@code points}. */
  static final int MOST_READINGS = 100_000;

  /** At most so many buckets for each channel. */
  static final int MOST_POINTS = 10_000;

  /** At most so many buckets in one answer. */
  private static final int MOST_BUCKETS = 200_000;

  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);

  private final StationView station;

  ReadingsQuery(StationView station) {
    this.station = station;
  }

  Shown.Readings answer(Request request) {
    var times = new Times(station.now(), station.zone());
    var to = request.one("to").map(text -> times.parse("to", text)).orElse(times.now());
    var from =
        request.one("from").map(text -> times.parse("from", text)).orElse(to.minus(DEFAULT_RANGE));
    if (!from.isBefore(to)) {
      throw Refusal.badRequest(
          "'from' (%s) is not before 'to' (%s); expected an earlier time".formatted(from, to));
    }
    var points = request.number("points", 1, MOST_POINTS);
    var channels = channels(request.all("channel"));
    var series =
        points.isPresent()
            ? buckets(channels, from, to, points.get())
            : everything(channels, from, to);
    return new Shown.Readings(from.toString(), to.toString(), series);
  }

  private List<Shown.Series> buckets(List<Channel> channels, Instant from, Instant to, int points) {
    if ((long) channels.size() * points > MOST_BUCKETS) {
      throw Refusal.badRequest(
          "%d channels with %d points each are more than %d; ask for fewer channels or points"
              .formatted(channels.size(), points, MOST_BUCKETS));
    }
    return channels.stream()
        .map(
            channel ->
                new Shown.Series(
                    channel.id().text(),
                    channel.unit().symbol(),
                    null,
                    station.trend(channel.id(), from, to, points).stream()
                        .map(Showing::bucket)
                        .toList()))
        .toList();
  }

  private List<Shown.Series> everything(List<Channel> channels, Instant from, Instant to) {
    int left = MOST_READINGS;
    var series = new ArrayList<Shown.Series>();
    for (var channel : channels) {
      var readings = new ArrayList<Shown.Reading>();
      int room = left;
      station.read(
          channel.id(),
          from,
          to,
          reading -> {
            if (readings.size() == room) {
              throw Refusal.badRequest(
                  "there are more than %d readings from %s to %s; give points=N or a shorter range"
                      .formatted(MOST_READINGS, from, to));
            }
            readings.add(Showing.reading(reading));
          });
      left -= readings.size();
      series.add(new Shown.Series(channel.id().text(), channel.unit().symbol(), readings, null));
    }
    return series;
  }

  /** The channels asked for, each once, in the order of the question. */
  private List<Channel> channels(List<String> asked) {
    if (asked.isEmpty()) {
      throw Refusal.badRequest(
          "'channel' is missing; give one or more, such as channel=fridge/*/temperature");
    }
    var known = station.channels().stream().map(StationView.ChannelStatus::channel).toList();
    Map<ChannelId, Channel> chosen = new LinkedHashMap<>();
    for (var text : asked) {
      var pattern = new ChannelPattern(text).regex();
      var matching =
          known.stream().filter(one -> pattern.matcher(one.id().text()).matches()).toList();
      if (matching.isEmpty()) {
        throw new Refusal(
            404, "no channel matches '%s'; GET /api/v1/channels lists them".formatted(text));
      }
      matching.forEach(one -> chosen.putIfAbsent(one.id(), one));
    }
    return List.copyOf(chosen.values());
  }
}
