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

  /**
   * @param state {@code active-unacknowledged}, {@code active-acknowledged}, {@code
   *     returned-unacknowledged} or {@code shelved}
   * @param returned when it was over, while it waits to be acknowledged
   * @param shelved until when it is put aside
   * @param shelf by whom; null when it is maintenance that does
   */
  record Alarm(
      String id,
      String rule,
      String kind,
      String severity,
      String state,
      String since,
      @Nullable String returned,
      String title,
      String text,
      @Nullable String channel,
      @Nullable Acknowledged acknowledged,
      @Nullable String shelved,
      @Nullable Shelf shelf) {}

  /** Who has seen an alarm and takes care of it. */
  record Acknowledged(String who, String at, String note) {}

  /** Who put the alarms of a rule aside, until when and why. */
  record Shelf(String rule, String until, String who, String why, String at) {}

  /** Who would be called for an alarm of a severity that is raised now. */
  record Calls(String severity, List<Call> calls) {}

  /**
   * @param after 0: at once; else when nobody acknowledges for so long, s
   * @param heldUntil not before, since it is quiet
   */
  record Call(
      String route, String recipient, String notifier, double after, @Nullable String heldUntil) {}

  /**
   * @param settled how many parked notices there were
   */
  record Settled(long settled) {}

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
   * @param recipient the person it is for; the notifier's name when it is for no one in particular
   * @param state {@code waiting}, {@code delivered}, {@code parked} or {@code dismissed}
   * @param attempts made so far
   * @param at when it was delivered or parked; while it waits, when it is tried next
   * @param last what the service answered last; null before the first attempt
   * @param held it is held back until {@code at}, since its recipient is not to be disturbed
   * @param unsure an earlier attempt may have arrived: the next is a possible repeat
   */
  record Delivery(
      String notifier,
      String recipient,
      String state,
      int attempts,
      String at,
      @Nullable String last,
      boolean held,
      boolean unsure) {}

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

  /**
   * @param broken it can never be judged as it stands
   */
  record Rule(
      String name,
      String channel,
      String position,
      @Nullable String low,
      @Nullable String high,
      @Nullable String unknownBecause,
      boolean broken) {}

  record Status(
      Station station,
      List<Instrument> instruments,
      List<Channel> channels,
      List<Alarm> alarms,
      Outbox outbox,
      List<Sink> sinks) {}

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

  /**
   * @param carried readings carried on since the start
   * @param waiting readings that wait to be carried on
   */
  record Sink(String name, String state, String reason, String since, long carried, long waiting) {}

  record Snapshot(String time, String set, String label, List<SnapshotReading> readings) {}

  record SnapshotReading(
      String channel,
      String time,
      @Nullable Double value,
      @Nullable String unit,
      String quality,
      @Nullable String reason) {}

  /**
   * @param mode the one it is in now
   * @param modes all it may be put in
   */
  record Mode(String mode, List<String> modes) {}

  /**
   * @param reloaded the file is right, and is used in a moment
   */
  record Reloaded(boolean reloaded) {}

  /** What draft rules would have told. */
  record BackTest(String from, String to, long readings, double took, List<RuleTest> rules) {}

  /**
   * @param inAlarm how long it would have been in alarm, s
   * @param flapsPerDay firings a day
   * @param deadBand null for a rule without limits, or without enough readings
   * @param broken why it could not be judged
   */
  record RuleTest(
      String name,
      @Nullable String channel,
      List<Firing> firings,
      double inAlarm,
      double flapsPerDay,
      List<Overlap> overlaps,
      @Nullable DeadBand deadBand,
      @Nullable String broken) {}

  /**
   * @param cleared null when it was still in alarm at the end
   */
  record Firing(
      String raised,
      @Nullable String cleared,
      String severity,
      String title,
      @Nullable Double value) {}

  /**
   * @param rule of the station, that was in alarm at the same time
   * @param together how long, s
   */
  record Overlap(String rule, int firings, double together) {}

  /** The distance between the limits: as it is, and as the noise of the channel asks for. */
  record DeadBand(double now, double noise, double suggested, String unit) {}

  /**
   * Who asks.
   *
   * @param login whether this station has users
   * @param user null when nobody is logged in
   * @param role {@code viewer}, {@code operator} or {@code expert}
   * @param backTest whether draft rules can be tried
   */
  record Session(boolean login, @Nullable String user, @Nullable String role, boolean backTest) {}

  // ---- events of the live feed

  record Scan(String now, List<Channel> channels) {}

  record Alarms(String now, List<Alarm> alarms) {}

  record Instruments(String now, List<Instrument> instruments) {}

  record Tick(String now, boolean ready, Outbox outbox, Store store, List<Sink> sinks) {}

  /**
   * @param error one sentence
   * @param problems each in one sentence, when a text has several; else empty
   */
  record Failure(String error, List<String> problems) {}
}
