package org.stillwatch.stores.influx;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.Commit;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/** A store with readings, and a sink on it, whose steps a test takes. */
final class Lab implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-06-26T12:00:00Z");
  static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  static final ChannelId GAS = new ChannelId("gas/air/pressure");
  static final List<Channel> CHANNELS =
      List.of(
          Channel.number(MXC, Unit.KELVIN, "CH6", Duration.ofSeconds(1)),
          Channel.number(GAS, Unit.of("Pa"), "P", Duration.ofSeconds(10)));

  final FakeTime time = FakeTime.at(NOON);
  final MemoryStore store = new MemoryStore(time);
  private final InfluxSettings settings;
  private final Duration timeout;
  private Optional<Sink> sink = Optional.empty();

  Lab(InfluxSettings settings, Duration timeout) {
    this.settings = settings;
    this.timeout = timeout;
  }

  Lab(InfluxSettings settings) {
    this(settings, Duration.ofSeconds(10));
  }

  /** A sink of version 1 that carries everything. */
  static InfluxSettings settings(String base) {
    return settings(
        new InfluxServer.V1(URI.create(base), "lab", Optional.empty(), Optional.empty()));
  }

  static InfluxSettings settings(InfluxServer server) {
    return new InfluxSettings(
        "influxdb", server, ChannelNames.USUAL, List.of(), InfluxSettings.From.BEGINNING, false);
  }

  static Reading value(ChannelId channel, long second, double value) {
    return Reading.measured(channel, NOON.plusSeconds(second), 0, value);
  }

  /** Stores readings. */
  void commit(Reading... readings) {
    commit(List.of(readings));
  }

  void commit(List<Reading> readings) {
    var stored = store.commit(Commit.ofReadings(CHANNELS, readings));
  }

  /** So many readings of one channel, one a second. */
  static List<Reading> many(ChannelId channel, int firstSecond, int count) {
    var readings = new ArrayList<Reading>(count);
    for (int i = 0; i < count; i++) {
      readings.add(value(channel, firstSecond + i, i * 0.5));
    }
    return readings;
  }

  /** One step of the sink, which is opened when it is not. */
  Sink.Step step() {
    if (sink.isEmpty()) {
      sink = Optional.of(InfluxSink.opening(settings, timeout).open(store));
    }
    return sink.get().step(time.instant());
  }

  /** Steps until nothing waits, or nothing goes on; the last of them. */
  Sink.Step catchUp() {
    var step = step();
    while (step.pause().isZero()) {
      step = step();
    }
    return step;
  }

  /** As when the process is killed: what the sink knew is gone. */
  void restart() {
    sink.ifPresent(Sink::close);
    sink = Optional.empty();
  }

  /** The committed position. */
  Optional<String> position() {
    return store.cursor("sink/influxdb");
  }

  @Override
  public void close() {
    restart();
  }
}
