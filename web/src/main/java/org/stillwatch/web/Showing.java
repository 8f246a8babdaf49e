package org.stillwatch.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.Shelf;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.StoredSnapshot;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns what the station shows into the objects of the HTTP interface. */
final class Showing {

  private static final String MISSING = "missing";

  private final StationView station;
  private final JsonMapper json;

  Showing(StationView station, JsonMapper json) {
    this.station = station;
    this.json = json;
  }

  Shown.Status status() {
    var now = station.now();
    return new Shown.Status(
        station(now), instruments(now), channels(now), alarms(station.alarms()), outbox(), sinks());
  }

  private Shown.Station station(Instant now) {
    return new Shown.Station(
        station.name(),
        station.zone().getId(),
        now.toString(),
        station.startedAt().toString(),
        station.ready(),
        station.snapshotSets(),
        store());
  }

  Shown.Tick tick() {
    return new Shown.Tick(station.now().toString(), station.ready(), outbox(), store(), sinks());
  }

  List<Shown.Sink> sinks() {
    return station.sinks().stream()
        .map(
            one ->
                new Shown.Sink(
                    one.name(),
                    one.state(),
                    one.reason(),
                    one.since().toString(),
                    one.carried(),
                    one.waiting()))
        .toList();
  }

  private Shown.Store store() {
    var store = station.store();
    return new Shown.Store(
        store.ok(), store.reason(), store.bytes(), store.readings(), store.lastCommit().toString());
  }

  private Shown.Outbox outbox() {
    var count = station.outbox();
    return new Shown.Outbox(
        count.waiting(), count.parked(), count.oldestWaiting().map(Instant::toString).orElse(null));
  }

  List<Shown.Channel> channels(Instant now) {
    return channels(station.channels(), now);
  }

  static List<Shown.Channel> channels(List<StationView.ChannelStatus> channels, Instant now) {
    return channels.stream().map(one -> channel(one, now)).toList();
  }

  private static Shown.Channel channel(StationView.ChannelStatus status, Instant now) {
    var channel = status.channel();
    var time = status.latest().map(Reading::time);
    Double value = null;
    String text;
    String quality;
    String reason = null;
    switch (status.latest().orElse(null)) {
      case Reading.Measured measured -> {
        value = measured.value();
        text = channel.textWithUnit(measured.value());
        quality = measured.quality().name().toLowerCase(Locale.ROOT);
      }
      case Reading.Missing missing -> {
        reason = missing.reason();
        text = "missing: " + reason;
        quality = MISSING;
      }
      case null -> {
        reason = "no reading yet";
        text = reason;
        quality = MISSING;
      }
    }
    return new Shown.Channel(
        channel.id().text(),
        channel.unit().symbol(),
        value,
        text,
        time.map(Instant::toString).orElse(null),
        quality,
        reason,
        time.map(at -> age(at, now)).orElse(null),
        channel.label(),
        channel.states(),
        status.stale(),
        seconds(channel.expectedPeriod()),
        value == null ? lastMeasured(status) : null);
  }

  private static Shown.@Nullable LastMeasured lastMeasured(StationView.ChannelStatus status) {
    return status
        .lastMeasured()
        .map(
            last ->
                new Shown.LastMeasured(
                    last.value(),
                    status.channel().textWithUnit(last.value()),
                    last.time().toString()))
        .orElse(null);
  }

  /** Seconds to the millisecond; a reading of the near future is of age 0. */
  private static double age(Instant time, Instant now) {
    return Math.max(0, seconds(Duration.between(time, now)));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  List<Shown.Instrument> instruments(Instant now) {
    return instruments(station.instruments(), now);
  }

  static List<Shown.Instrument> instruments(
      List<StationView.InstrumentStatus> instruments, Instant now) {
    return instruments.stream()
        .map(
            one ->
                new Shown.Instrument(
                    one.id(),
                    one.kind(),
                    one.state(),
                    one.reason(),
                    one.since().toString(),
                    one.lastReading().map(Instant::toString).orElse(null),
                    one.lastReading().map(at -> age(at, now)).orElse(null),
                    one.rows(),
                    one.unreadable(),
                    one.problems()))
        .toList();
  }

  static List<Shown.Alarm> alarms(List<StationView.AlarmStatus> alarms) {
    return alarms.stream().map(Showing::alarm).toList();
  }

  static Shown.Alarm alarm(StationView.AlarmStatus alarm) {
    return new Shown.Alarm(
        alarm.id(),
        alarm.rule(),
        alarm.kind().word(),
        alarm.severity().word(),
        alarm.state(),
        alarm.since().toString(),
        alarm.returned().map(Instant::toString).orElse(null),
        alarm.title(),
        alarm.text(),
        alarm.channel().map(ChannelId::text).orElse(null),
        alarm.acknowledged().map(Showing::acknowledged).orElse(null),
        alarm.shelved().map(Instant::toString).orElse(null),
        alarm.shelf().map(Showing::shelf).orElse(null));
  }

  static Shown.Acknowledged acknowledged(Acknowledgement by) {
    return new Shown.Acknowledged(by.who(), by.at().toString(), by.note());
  }

  static Shown.Shelf shelf(Shelf shelf) {
    return new Shown.Shelf(
        shelf.rule(), shelf.until().toString(), shelf.who(), shelf.why(), shelf.at().toString());
  }

  /** Who would be called now, by severity, the gravest first. */
  List<Shown.Calls> who() {
    return Arrays.stream(Severity.values())
        .sorted(Comparator.reverseOrder())
        .map(
            severity ->
                new Shown.Calls(
                    severity.word(), station.who(severity).stream().map(Showing::call).toList()))
        .toList();
  }

  private static Shown.Call call(Switchboard.Call call) {
    return new Shown.Call(
        call.route(),
        call.recipient(),
        call.notifier(),
        seconds(call.after()),
        call.heldUntil().map(Instant::toString).orElse(null));
  }

  List<Shown.Rule> rules() {
    return station.rules().stream()
        .map(
            one ->
                new Shown.Rule(
                    one.name(),
                    one.channel().text(),
                    one.position(),
                    one.low().orElse(null),
                    one.high().orElse(null),
                    one.unknownBecause().orElse(null),
                    one.broken()))
        .toList();
  }

  /** The notice as every webhook gets it, with whether it was late and its deliveries. */
  ObjectNode notice(OutboxStore.Told told) {
    var notice = (ObjectNode) json.readTree(NoticeJson.write(told.notice()));
    notice.put("late", told.notice().late());
    var now = station.now();
    notice.set(
        "deliveries",
        json.valueToTree(told.entries().stream().map(entry -> delivery(entry, now)).toList()));
    return notice;
  }

  private static Shown.Delivery delivery(OutboxEntry entry, Instant now) {
    return new Shown.Delivery(
        entry.notifier(),
        entry.recipient(),
        entry.state().word(),
        entry.attempts(),
        entry.next().toString(),
        entry.lastAnswer().isEmpty() ? null : entry.lastAnswer(),
        entry.isHeld(now),
        entry.unsure());
  }

  static Shown.BackTest backTest(BackTest.Report report) {
    return new Shown.BackTest(
        report.from().toString(),
        report.to().toString(),
        report.readings(),
        seconds(report.took()),
        report.rules().stream().map(Showing::ruleTest).toList());
  }

  private static Shown.RuleTest ruleTest(BackTest.RuleReport rule) {
    return new Shown.RuleTest(
        rule.name(),
        rule.channel().map(ChannelId::text).orElse(null),
        rule.firings().stream()
            .map(
                one ->
                    new Shown.Firing(
                        one.raised().toString(),
                        one.cleared().map(Instant::toString).orElse(null),
                        one.severity().word(),
                        one.title(),
                        one.value().isPresent() ? finite(one.value().getAsDouble()) : null))
            .toList(),
        seconds(rule.inAlarm()),
        rule.flapsPerDay(),
        rule.overlaps().stream()
            .map(one -> new Shown.Overlap(one.rule(), one.firings(), seconds(one.together())))
            .toList(),
        rule.deadBand()
            .map(one -> new Shown.DeadBand(one.now(), one.noise(), one.suggested(), one.unit()))
            .orElse(null),
        rule.broken().orElse(null));
  }

  Shown.Snapshot snapshot(StoredSnapshot snapshot) {
    Map<ChannelId, Channel> channels =
        station.channels().stream()
            .map(StationView.ChannelStatus::channel)
            .collect(Collectors.toMap(Channel::id, Function.identity()));
    return new Shown.Snapshot(
        snapshot.time().toString(),
        snapshot.set(),
        snapshot.label(),
        snapshot.readings().stream()
            .map(
                reading -> {
                  var shown = reading(reading);
                  return new Shown.SnapshotReading(
                      reading.channel().text(),
                      shown.time(),
                      shown.value(),
                      Optional.ofNullable(channels.get(reading.channel()))
                          .map(channel -> channel.unit().symbol())
                          .orElse(null),
                      shown.quality(),
                      shown.reason());
                })
            .toList());
  }

  static Shown.Reading reading(Reading reading) {
    return switch (reading) {
      case Reading.Measured measured ->
          new Shown.Reading(
              measured.time().toString(),
              measured.value(),
              measured.quality().name().toLowerCase(Locale.ROOT),
              null);
      case Reading.Missing missing ->
          new Shown.Reading(missing.time().toString(), null, MISSING, missing.reason());
    };
  }

  static Shown.Bucket bucket(ReadingStore.Bucket bucket) {
    return new Shown.Bucket(
        bucket.start().toString(),
        bucket.end().toString(),
        finite(bucket.min()),
        finite(bucket.max()),
        finite(bucket.mean()),
        finite(bucket.last()),
        bucket.count(),
        bucket.missing(),
        bucket.reason().isEmpty() ? null : bucket.reason());
  }

  /** What is no number is not there. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
