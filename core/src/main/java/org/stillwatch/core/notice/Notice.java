package org.stillwatch.core.notice;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillwatch.core.reading.ChannelId;

/**
 * Something that a person should know.
 *
 * @param id the dedupe key: a hash of station, rule, edge, time and n, so that live, replay and a
 *     repeated delivery agree
 * @param time of the row or timer that caused it
 * @param title the words of the rule: {@code PT water out > 29}
 * @param text what happened in full, for a person: lines separated by line feeds
 * @param about the channel concerned, where there is one
 * @param rule the name of the rule, where one caused it
 * @param late it is told more than five minutes after it happened, because the station was down
 */
public record Notice(
    String id,
    Instant time,
    String station,
    Kind kind,
    Severity severity,
    String title,
    String text,
    Optional<About> about,
    Optional<String> rule,
    boolean late) {

  /** What sort of notice this is. */
  public enum Kind {
    ALARM,
    CLEARED,
    SNAPSHOT,
    PROCEDURE,
    TEST,
    /** About the watching itself: a channel without values, a silent instrument, a full disk. */
    SYSTEM;

    /** The word in files and messages: {@code cleared}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The channel that a notice is about.
   *
   * @param value in {@code unit}; empty when the channel has no value
   */
  public record About(ChannelId channel, OptionalDouble value, String unit) {}

  public Notice asLate() {
    return new Notice(id, time, station, kind, severity, title, text, about, rule, true);
  }
}
