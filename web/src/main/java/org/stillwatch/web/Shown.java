package org.stillwatch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON objects of the HTTP interface: a component is a key. Times are RFC 3339 in UTC, ages and
 * periods in seconds. A component that may be null is always there.
 */
final class Shown {

  private Shown() {}

  /**
   * @param value in {@code unit}, for a channel of states the index into {@code states}; null when
   *     missing
   * @param text the value with its unit for a person: {@code 29.4 degC}, {@code open}
   * @param time of the newest reading; null when there was none
   * @param quality {@code good}, {@code suspect} or {@code missing}
   * @param reason why it is missing
   * @param age of the newest reading, s
   * @param period how often a reading is expected, s
   * @param lastMeasured the newest value, when the newest reading is missing
   */
  record Channel(
      String id,
      String unit,
      @Nullable Double value,
      String text,
      @Nullable String time,
      String quality,
      @Nullable String reason,
      @Nullable Double age,
      String label,
      List<String> states,
      boolean stale,
      double period,
      @Nullable LastMeasured lastMeasured) {}

  record LastMeasured(double value, String text, String time) {}

  /** Readings of some channels over a stretch of time. */
  record Readings(String from, String to, List<Series> series) {}

  /**
   * @param readings every reading; null when buckets were asked for
   * @param buckets null when every reading was asked for
   */
  record Series(
      String channel,
      String unit,
      @Nullable List<Reading> readings,
      @Nullable List<Bucket> buckets) {}

  record Reading(String time, @Nullable Double value, String quality, @Nullable String reason) {}

  /**
   * @param count of measured values; {@code min} to {@code last} are null when it is 0
   * @param missing how many readings had no value
   * @param reason of the last of them
   */
  record Bucket(
      String start,
      String end,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double mean,
      @Nullable Double last,
      long count,
      long missing,
      @Nullable String reason) {}

  record Alarm(
      String id,
      String rule,
      String kind,
      String severity,
      String state,
      String since,
      String title,
      String text,
      @Nullable String channel) {}

  /** The keys of a notice as webhooks get it, then whether it was late and what became of it. */
  record Notice(
      String id,
      String time,
      String station,
      String kind,
      String severity,
      String title,
      String text,
      @Nullable String channel,
      @Nullable Double value,
      @Nullable String unit,
      @Nullable String rule,
      boolean late,
      List<Delivery> deliveries) {}

  /**
   * @param state {@code waiting}, {@code delivered} or {@code parked}
   * @param attempts made so far
   * @param at when it was delivered or parked; while it waits, when it is tried next
   * @param last what the service answered last; null before the first attempt
   */
  record Delivery(String notifier, String state, int attempts, String at, @Nullable String last) {}

  record Instrument(
      String id,
      String kind,
      String state,
      String reason,
      String since,
      @Nullable String lastReading,
      @Nullable Double age,
      long rows,
      long unreadable,
      List<String> problems) {}

  record Rule(
      String name,
      String channel,
      String position,
      @Nullable String low,
      @Nullable String high,
      @Nullable String unknownBecause) {}

  record Status(
      Station station,
      List<Instrument> instruments,
      List<Channel> channels,
      List<Alarm> alarms,
      Outbox outbox) {}

  record Station(
      String name,
      String zone,
      String now,
      String started,
      boolean ready,
      List<String> snapshotSets,
      Store store) {}

  record Store(boolean ok, String reason, long bytes, long readings, String lastCommit) {}

  record Outbox(long waiting, long parked, @Nullable String oldestWaiting) {}

  record Snapshot(String time, String set, String label, List<SnapshotReading> readings) {}

  record SnapshotReading(
      String channel,
      String time,
      @Nullable Double value,
      @Nullable String unit,
      String quality,
      @Nullable String reason) {}

  /** What {@code POST /snapshots} carries. Without a set, the first of the station. */
  record SnapshotWish(@Nullable String label, @Nullable String set) {}

  /** What {@code POST /test-notices} carries. Without a route, all of them. */
  record TestWish(@Nullable String route) {}

  // ---- events of the live feed

  record Scan(String now, List<Channel> channels) {}

  record Alarms(String now, List<Alarm> alarms) {}

  record Instruments(String now, List<Instrument> instruments) {}

  record Tick(String now, boolean ready, Outbox outbox, Store store) {}

  record Failure(String error) {}
}
