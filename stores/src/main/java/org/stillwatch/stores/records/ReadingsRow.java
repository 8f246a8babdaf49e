package org.stillwatch.stores.records;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * One row of the table of readings. Pressures are means of the last ten lines; what the log tells
 * in one number is written in the form that the log has: temperatures {@code 7.732000e-03}, heaters
 * {@code 6.00e-03}, the flow {@code 0.371666}.
 */
final class ReadingsRow {

  static final List<String> FIRST = List.of("Date", "Time", "Status");

  private static final String DIFFERENCE = "p4-p3";
  private static final int LINES = 10;
  private static final Duration OLDEST_TEMPERATURE = Duration.ofMinutes(5);
  private static final double ON = 1;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd-MM-yy", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** Why columns are empty, for the receipt. */
  private final List<String> empty = new ArrayList<>();

  private final Map<String, String> cells = new LinkedHashMap<>();
  private final RecordSettings settings;
  private final PastReadings past;
  private final Instant time;

  private ReadingsRow(RecordSettings settings, PastReadings past, Instant time) {
    this.settings = settings;
    this.past = past;
    this.time = time;
  }

  /** The titles of all columns that are recorded, in their order. */
  static List<String> headings(RecordSettings settings) {
    var headings = new ArrayList<>(FIRST);
    for (var source : Source.values()) {
      if (!source.heading().isEmpty() && settings.channel(source).isPresent()) {
        headings.add(source.heading());
      }
      if (source == Source.P6) {
        headings.add(DIFFERENCE);
      }
    }
    return List.copyOf(headings);
  }

  static ReadingsRow of(StoredSnapshot snapshot, ReadingStore store, RecordSettings settings) {
    var row = new ReadingsRow(settings, new PastReadings(store, snapshot), snapshot.time());
    row.fill(snapshot);
    return row;
  }

  private void fill(StoredSnapshot snapshot) {
    var local = ZonedDateTime.ofInstant(time, settings.zone());
    cells.put("Date", DATE.format(local));
    cells.put("Time", TIME.format(local));
    // a row is a line
    cells.put("Status", snapshot.label().replaceAll("\\R", " "));
    var means = new LinkedHashMap<Source, OptionalDouble>();
    Source.GAUGES.forEach(gauge -> means.put(gauge, mean(gauge)));
    var p3 = means.getOrDefault(Source.P3, OptionalDouble.empty());
    var p4 = means.getOrDefault(Source.P4, OptionalDouble.empty());
    if (p3.isPresent() && p4.isPresent()) {
      cells.put(DIFFERENCE, PythonText.scientific(p4.getAsDouble() - p3.getAsDouble(), 2));
    }
    Source.THERMOMETERS.forEach(
        source -> settings.channel(source).ifPresent(channel -> temperature(source, channel)));
    heater();
    settings
        .channel(Source.FLOW)
        .ifPresent(
            channel ->
                measured(Source.FLOW, channel)
                    .ifPresent(value -> put(Source.FLOW, PythonText.fixed(value, 6))));
  }

  /** The mean of those of the last lines that have a value: rounded once, as by statistics.mean. */
  private OptionalDouble mean(Source gauge) {
    var channel = settings.channel(gauge).orElseThrow();
    var sum = BigDecimal.ZERO;
    int count = 0;
    for (var reading : past.last(channel, LINES)) {
      if (reading instanceof Reading.Measured measured) {
        sum = sum.add(new BigDecimal(past.in(gauge.unit(), measured)));
        count++;
      }
    }
    if (count == 0) {
      isEmpty(gauge, channel);
      return OptionalDouble.empty();
    }
    double mean = sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue();
    put(gauge, PythonText.repr(mean));
    return OptionalDouble.of(mean);
  }

  private void temperature(Source source, ChannelId channel) {
    var latest = past.latest(channel);
    var age = latest.map(reading -> Duration.between(reading.time(), time)).orElse(Duration.ZERO);
    if (age.compareTo(OLDEST_TEMPERATURE) > 0) {
      empty.add(source.heading() + " (nothing for " + Words.length(age) + ")");
      return;
    }
    measured(source, channel).ifPresent(value -> put(source, PythonText.scientific(value, 6)));
  }

  private void heater() {
    var on =
        settings
            .channel(Source.EXT)
            .flatMap(past::latest)
            .filter(Reading.Measured.class::isInstance)
            .filter(reading -> ((Reading.Measured) reading).value() == ON);
    if (on.isEmpty()) {
      empty.add(Source.STILL_HEATER.heading() + " (ext is not on)");
      return;
    }
    settings
        .channel(Source.STILL_HEATER)
        .ifPresent(
            channel ->
                measured(Source.STILL_HEATER, channel)
                    .ifPresent(value -> put(Source.STILL_HEATER, PythonText.scientific(value, 2))));
  }

  private OptionalDouble measured(Source source, ChannelId channel) {
    if (past.latest(channel).orElse(null) instanceof Reading.Measured measured) {
      return OptionalDouble.of(past.in(source.unit(), measured));
    }
    isEmpty(source, channel);
    return OptionalDouble.empty();
  }

  /** Notes why there is no value. */
  private void isEmpty(Source source, ChannelId channel) {
    var why =
        past.latest(channel).orElse(null) instanceof Reading.Missing missing
            ? missing.reason()
            : past.isKnown(channel)
                ? "nothing of " + channel + " for a day"
                : "there has never been a channel " + channel;
    empty.add(source.heading() + " (" + why + ")");
  }

  private void put(Source source, String text) {
    cells.put(source.heading(), text);
  }

  /** The row under these titles; a column that it does not know stays empty. */
  List<String> under(List<String> headings) {
    return headings.stream().map(heading -> cells.getOrDefault(heading, "")).toList();
  }

  /** Why columns are empty. */
  List<String> empty() {
    return List.copyOf(empty);
  }
}
