package org.stillwatch.app.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.ReadingStore.Bucket;
import tools.jackson.databind.JsonNode;

/** The history of a running station, over its HTTP interface. */
public final class RemoteHistory implements History {

  /** Every reading is asked for in pieces of this length, so that no answer grows too large. */
  private static final Duration PIECE = Duration.ofHours(12);

  private final Function<String, JsonNode> get;
  private final Map<ChannelId, Channel> channels = new HashMap<>();
  private final Map<ChannelId, Instant> newest = new HashMap<>();
  private final List<Channel> order = new ArrayList<>();

  /**
   * @param get the answer to a GET of a path
   */
  public RemoteHistory(Function<String, JsonNode> get) {
    this.get = get;
    for (var node : get.apply("/api/v1/channels")) {
      var id = new ChannelId(node.path("id").asString(""));
      var states = new ArrayList<String>();
      node.path("states").forEach(state -> states.add(state.asString("")));
      var channel =
          new Channel(
              id,
              states.isEmpty() ? Unit.of(node.path("unit").asString("")) : Unit.STATE,
              node.path("label").asString(""),
              Duration.ZERO,
              states);
      channels.put(id, channel);
      order.add(channel);
      if (node.path("time").isString()) {
        newest.put(id, Instant.parse(node.path("time").asString("")));
      }
    }
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of(get.apply("/api/v1/status").path("station").path("zone").asString("UTC"));
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(order);
  }

  @Override
  public Optional<Instant> newest(ChannelId channel) {
    return Optional.ofNullable(newest.get(channel));
  }

  @Override
  public void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    for (var start = from; start.isBefore(to); start = start.plus(PIECE)) {
      var end = start.plus(PIECE).isBefore(to) ? start.plus(PIECE) : to;
      for (var node : readings(channel, start, end, "")) {
        sink.accept(reading(channel, node));
      }
    }
  }

  private Reading reading(ChannelId channel, JsonNode node) {
    var time = Instant.parse(node.path("time").asString(""));
    if (node.path("value").isNull()) {
      return Reading.missing(channel, time, 0, node.path("reason").asString(""));
    }
    var value = node.path("value");
    var known = channels.get(channel);
    double number =
        value.isNumber() || known == null
            ? value.asDouble()
            : known.states().indexOf(value.asString(""));
    return new Reading.Measured(
        channel,
        time,
        0,
        number,
        Quality.valueOf(node.path("quality").asString("good").toUpperCase(Locale.ROOT)));
  }

  private Iterable<JsonNode> readings(ChannelId channel, Instant from, Instant to, String more) {
    var answer =
        get.apply(
            "/api/v1/readings?channel="
                + URLEncoder.encode(channel.text(), StandardCharsets.UTF_8)
                + "&from="
                + from
                + "&to="
                + to
                + more);
    // one channel was asked for
    var series = answer.path("series").path(0);
    return series.has("readings") ? series.path("readings") : series.path("buckets");
  }

  @Override
  public List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points) {
    var buckets = new ArrayList<Bucket>();
    for (var node : readings(channel, from, to, "&points=" + points)) {
      buckets.add(
          new Bucket(
              Instant.parse(node.path("start").asString("")),
              Instant.parse(node.path("end").asString("")),
              node.path("count").asLong(0),
              node.path("missing").asLong(0),
              node.path("reason").asString(""),
              node.path("min").asDouble(Double.NaN),
              node.path("max").asDouble(Double.NaN),
              node.path("mean").asDouble(Double.NaN),
              node.path("last").asDouble(Double.NaN)));
    }
    return buckets;
  }

  @Override
  public Journal journal() {
    return new RemoteJournal(get);
  }

  @Override
  public void close() {}
}
