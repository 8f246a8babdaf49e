package org.stillwatch.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.StationView;

/**
 * The station in figures, in the text format 0.0.4 of Prometheus. A channel that has no value, or a
 * stale one, has no sample: absent is not a number.
 */
final class Metrics {

  static final String MEDIA_TYPE = "text/plain; version=0.0.4";

  private final StationView station;

  Metrics(StationView station) {
    this.station = station;
  }

  String text() {
    var now = station.now();
    var page = new Page(new StringBuilder(8192));
    var store = station.store();
    page.family("stillwatch_ready", "gauge", "1 once every instrument has caught up");
    page.sample("stillwatch_ready", Map.of(), station.ready() ? 1 : 0);
    page.family("stillwatch_start_time_seconds", "gauge", "When the station started, Unix time");
    page.sample(
        "stillwatch_start_time_seconds", Map.of(), station.startedAt().toEpochMilli() / 1000.0);
    page.family("stillwatch_readings_total", "counter", "Readings stored since the start");
    page.sample("stillwatch_readings_total", Map.of(), store.readings());
    page.family("stillwatch_store_ok", "gauge", "1 when the last commit succeeded");
    page.sample("stillwatch_store_ok", Map.of(), store.ok() ? 1 : 0);
    page.family("stillwatch_store_bytes", "gauge", "Bytes of the store on the disk");
    page.sample("stillwatch_store_bytes", Map.of(), store.bytes());
    instruments(page);
    sinks(page);
    told(page);
    channels(page, now);
    return page.out.toString();
  }

  private void instruments(Page page) {
    var instruments = station.instruments();
    page.family("stillwatch_instrument_up", "gauge", "1 when the instrument gives data");
    for (var one : instruments) {
      boolean up = one.state().equals("ok") || one.state().equals("trouble");
      page.sample(
          "stillwatch_instrument_up",
          Map.of("instrument", one.id(), "kind", one.kind(), "state", one.state()),
          up ? 1 : 0);
    }
    page.family("stillwatch_rows_total", "counter", "Rows read since the start");
    for (var one : instruments) {
      page.sample("stillwatch_rows_total", Map.of("instrument", one.id()), one.rows());
    }
    page.family(
        "stillwatch_unreadable_rows_total", "counter", "Rows that could not be read since start");
    for (var one : instruments) {
      page.sample(
          "stillwatch_unreadable_rows_total", Map.of("instrument", one.id()), one.unreadable());
    }
  }

  private void sinks(Page page) {
    var sinks = station.sinks();
    if (sinks.isEmpty()) {
      return;
    }
    page.family("stillwatch_sink_up", "gauge", "1 when the sink takes readings");
    for (var one : sinks) {
      boolean up = one.state().equals("ok") || one.state().equals("trouble");
      page.sample(
          "stillwatch_sink_up", Map.of("sink", one.name(), "state", one.state()), up ? 1 : 0);
    }
    page.family("stillwatch_sink_waiting", "gauge", "Readings that wait to be carried on");
    for (var one : sinks) {
      page.sample("stillwatch_sink_waiting", Map.of("sink", one.name()), one.waiting());
    }
    page.family("stillwatch_sink_readings_total", "counter", "Readings carried on since the start");
    for (var one : sinks) {
      page.sample("stillwatch_sink_readings_total", Map.of("sink", one.name()), one.carried());
    }
  }

  private void told(Page page) {
    var outbox = station.outbox();
    page.family("stillwatch_outbox_waiting", "gauge", "Notices on their way");
    page.sample("stillwatch_outbox_waiting", Map.of(), outbox.waiting());
    page.family("stillwatch_outbox_parked", "gauge", "Notices refused for good");
    page.sample("stillwatch_outbox_parked", Map.of(), outbox.parked());
    page.family("stillwatch_alarms", "gauge", "Alarms that are neither normal nor shelved");
    Map<String, Long> active =
        station.alarms().stream()
            .filter(one -> one.shelved().isEmpty())
            .collect(Collectors.groupingBy(one -> one.severity().word(), Collectors.counting()));
    for (var severity : new String[] {"info", "warning", "critical"}) {
      page.sample(
          "stillwatch_alarms", Map.of("severity", severity), active.getOrDefault(severity, 0L));
    }
  }

  private void channels(Page page, Instant now) {
    var channels = station.channels();
    page.family("stillwatch_channel_value", "gauge", "The newest value, when it is there");
    for (var one : channels) {
      if (!one.stale() && one.latest().orElse(null) instanceof Reading.Measured measured) {
        page.sample("stillwatch_channel_value", labels(one), measured.value());
      }
    }
    page.family("stillwatch_channel_age_seconds", "gauge", "Age of the newest reading");
    for (var one : channels) {
      one.latest()
          .ifPresent(
              latest ->
                  page.sample(
                      "stillwatch_channel_age_seconds",
                      Map.of("channel", one.channel().id().text()),
                      Math.max(0, Duration.between(latest.time(), now).toMillis() / 1000.0)));
    }
    page.family("stillwatch_channel_stale", "gauge", "1 when the value says nothing about now");
    for (var one : channels) {
      page.sample(
          "stillwatch_channel_stale",
          Map.of("channel", one.channel().id().text()),
          one.stale() ? 1 : 0);
    }
  }

  private static Map<String, String> labels(StationView.ChannelStatus status) {
    var channel = status.channel();
    return Map.of("channel", channel.id().text(), "unit", channel.unit().symbol());
  }

  /** The text format: families with their samples. */
  private record Page(StringBuilder out) {

    void family(String name, String type, String help) {
      out.append("# HELP ").append(name).append(' ').append(help).append('\n');
      out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String name, Map<String, String> labels, double value) {
      sample(name, labels, Numbers.plain(value));
    }

    void sample(String name, Map<String, String> labels, long value) {
      sample(name, labels, Long.toString(value));
    }

    private void sample(String name, Map<String, String> labels, String value) {
      out.append(name);
      if (!labels.isEmpty()) {
        out.append(
            labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + "=\"" + escaped(one.getValue()) + '"')
                .collect(Collectors.joining(",", "{", "}")));
      }
      out.append(' ').append(value).append('\n');
    }

    /** Backslash, quotation mark and line feed, as the format asks for. */
    private static String escaped(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
  }
}
