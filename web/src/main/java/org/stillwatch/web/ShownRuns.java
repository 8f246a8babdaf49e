package org.stillwatch.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON objects about procedures and their runs; see {@link Shown}. */
final class ShownRuns {

  private ShownRuns() {}

  /**
   * @param fridges what procedures run on, the usual one first
   * @param procedures those that are offered, in the order in which they are offered
   */
  record Procedures(List<String> fridges, List<Procedure> procedures) {}

  /**
   * @param about one sentence: what it does
   * @param parameters asked for at start, in this order
   */
  record Procedure(String name, String title, String about, List<Parameter> parameters) {}

  /**
   * @param ask what is asked for
   * @param kind {@code quantity}, {@code time} or {@code text}
   * @param unit of a plain number; empty for a text
   * @param usual the value of an empty answer on the usual fridge; null: it must be given
   * @param usualOn likewise, on each fridge
   */
  record Parameter(
      String name,
      String ask,
      String kind,
      String unit,
      @Nullable String usual,
      List<Usual> usualOn) {}

  record Usual(String fridge, @Nullable String value) {}

  /**
   * @param warnings what whoever started it should know, each one sentence
   */
  record Started(Run run, List<String> warnings) {}

  /**
   * @param who started it
   * @param elapsed since its start, or from start to end, s
   * @param state {@code running}, {@code paused}, {@code lost}, {@code stalled}, {@code late},
   *     {@code done}, {@code stopped} or {@code failed}: the gravest that applies
   * @param step index into {@code steps}; their number when it ended
   * @param doing the text of the step that it is at; empty when it ended
   * @param since when it came to that step; moved on by the length of pauses
   * @param paused since when
   * @param lost since when a channel that it needs has no value
   * @param late that this step takes too long
   * @param stalled that a channel stands still
   * @param problems of now, each one sentence
   * @param parameters the value of each
   * @param passages the waits that were met, in order
   * @param goals the thresholds that it still has before it, in order
   */
  record Run(
      String id,
      String procedure,
      String title,
      String fridge,
      String who,
      String comment,
      String started,
      double elapsed,
      String state,
      int step,
      List<Step> steps,
      String doing,
      @Nullable String since,
      @Nullable String paused,
      @Nullable String lost,
      boolean late,
      boolean stalled,
      List<String> problems,
      Map<String, String> parameters,
      List<Passage> passages,
      List<Goal> goals,
      @Nullable Ended ended) {}

  /**
   * @param kind {@code wait}, {@code snapshot}, {@code tell}, {@code set}, {@code start} or {@code
   *     if}
   * @param text all of it: {@code wait fridge/still/temperature <= 4 K}
   * @param state {@code passed}, {@code left} (skipped, or not chosen), {@code now} or {@code next}
   * @param at when the wait was met
   */
  record Step(String kind, String text, String state, @Nullable String at) {}

  /**
   * @param elapsed since the start of the run, s
   */
  record Passage(String what, String at, double elapsed) {}

  /**
   * A threshold.
   *
   * @param relation {@code <=} or {@code >=}
   * @param now the value of now with its unit; null when there is none
   * @param expected when it will be reached; null when that cannot be said
   */
  record Goal(
      String channel,
      String relation,
      String threshold,
      @Nullable String now,
      @Nullable Expected expected) {}

  /**
   * When a threshold is expected to be reached.
   *
   * @param earliest it is reached between this and {@code latest} in about eight of ten cases
   * @param runs how many earlier runs it rests on; 0: on the course of this run alone
   * @param words all of it, for people
   */
  record Expected(String at, String earliest, String latest, int runs, String words) {}

  /**
   * @param how {@code done}, {@code stopped} or {@code failed}
   * @param why one clause; may be empty
   */
  record Ended(String at, String how, String why) {}

  /** A run with the course of its channels. */
  record RunCourse(Run run, List<Course> course) {}

  record Course(String channel, String unit, List<Point> points) {}

  /**
   * @param second since the start of the run
   */
  record Point(long second, double value) {}

  /** The event {@code procedure}: the runs that are active, and the newest that ended. */
  record Runs(String now, List<Run> runs) {}
}
