package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;

/** What is known of one channel now. Owned by one {@link Watch}. */
final class ChannelWatch {

  private Channel channel;
  private Duration staleAfter;

  /** How long without a value is told; null when no rule watches the channel. */
  private @Nullable Duration unknownAfter;

  private @Nullable Reading latest;
  private Reading.@Nullable Measured lastMeasured;

  /** From when its age counts: the row's time, or its arrival when that was much later. */
  private @Nullable Instant freshFrom;

  /** The first missing reading after the last measured one. */
  private Reading.@Nullable Missing missingFrom;

  /** The alarm of the channels that fell silent together with this one; null when it is not. */
  private @Nullable String staleGroup;

  private boolean unknown;

  /** People knew that it was lost, and it has had no value since. */
  private boolean lost;

  /** The next reading counts as newer, whatever its time. */
  private boolean clockSetBack;

  ChannelWatch(Channel channel, RuleBook book) {
    this.channel = channel;
    this.staleAfter = book.staleAfter(channel);
    this.unknownAfter = book.unknownAfter(channel).orElse(null);
  }

  void declare(Channel again, RuleBook book) {
    channel = again;
    staleAfter = book.staleAfter(again);
    unknownAfter = book.unknownAfter(again).orElse(null);
  }

  /** Whether it is newer than the latest, or comes when the latest has already grown older. */
  boolean isNews(Reading reading, Instant freshFrom) {
    return !isOlder(reading) || this.freshFrom == null || freshFrom.isAfter(this.freshFrom);
  }

  /** Whether it was taken before the latest. */
  boolean isOlder(Reading reading) {
    return latest != null && !clockSetBack && reading.time().isBefore(latest.time());
  }

  /** The wall clock was set: the age of the latest reading is what it was. */
  void clockSet(Duration by) {
    if (freshFrom != null) {
      freshFrom = freshFrom.plus(by);
    }
    clockSetBack |= by.isNegative();
  }

  /** Its latest reading has a time that cannot be true: the next one takes its place. */
  void disbelieve() {
    clockSetBack = true;
  }

  /**
   * Takes a reading. An older one than the latest, from a clock that was set back or a file that
   * came late, does not replace it, but shows that there still are readings when it arrives now.
   *
   * @return whether it may now fall silent sooner than before
   */
  boolean take(Reading reading, Instant freshFrom) {
    if (isOlder(reading)) {
      if (this.freshFrom != null && freshFrom.isAfter(this.freshFrom)) {
        this.freshFrom = freshFrom;
      }
      return false;
    }
    var before = this.freshFrom;
    latest = reading;
    clockSetBack = false;
    this.freshFrom = isTimely(reading.time(), freshFrom) ? reading.time() : freshFrom;
    switch (reading) {
      case Reading.Measured measured -> {
        lastMeasured = measured;
        missingFrom = null;
      }
      case Reading.Missing missing -> {
        if (missingFrom == null) {
          missingFrom = missing;
        }
      }
    }
    return before == null || this.freshFrom.isBefore(before);
  }

  /**
   * Whether a row came early enough that its own time tells its age, as in a replay: the next one
   * may be two periods away and come as late, without this one being called stale.
   */
  private boolean isTimely(Instant row, Instant arrival) {
    var late = Duration.between(row, arrival);
    var allowed = staleAfter.minus(channel.expectedPeriod().multipliedBy(2));
    return !late.isNegative() && late.compareTo(allowed) <= 0;
  }

  Channel channel() {
    return channel;
  }

  Optional<Reading> latest() {
    return Optional.ofNullable(latest);
  }

  Optional<Reading.Measured> lastMeasured() {
    return Optional.ofNullable(lastMeasured);
  }

  Optional<Reading.Missing> missingFrom() {
    return Optional.ofNullable(missingFrom);
  }

  /** The first missing reading as a text to keep; empty when there is a value. */
  String missingSince() {
    return missingFrom == null ? "" : missingFrom.time() + " " + missingFrom.reason();
  }

  /** Takes back what {@link #missingSince} gave. */
  void missingSince(String text) {
    var parts = text.split(" ", 2);
    missingFrom = new Reading.Missing(channel.id(), Instant.parse(parts[0]), 0, parts[1]);
  }

  Duration staleAfter() {
    return staleAfter;
  }

  /** The row time at which it became, or would become, stale. */
  Optional<Instant> staleAt() {
    return latest().map(reading -> reading.time().plus(staleAfter));
  }

  /** Whether its age is beyond what is allowed. */
  boolean isOverdue(Instant clock) {
    return freshFrom != null && freshFrom.plus(staleAfter).isBefore(clock);
  }

  /** Until when it is surely neither overdue nor to be told without a value, if nothing comes. */
  Instant calmUntil() {
    var silent = freshFrom == null || stale() ? Instant.MAX : freshFrom.plus(staleAfter);
    var without = unknown ? Instant.MAX : unknownAt().orElse(Instant.MAX);
    return silent.isBefore(without) ? silent : without;
  }

  /** The row time at which being without a value is to be told. */
  Optional<Instant> unknownAt() {
    return unknownAfter == null || missingFrom == null
        ? Optional.empty()
        : Optional.of(missingFrom.time().plus(unknownAfter));
  }

  boolean stale() {
    return staleGroup != null;
  }

  /** The key of the alarm of those that fell silent with it. */
  Optional<String> staleGroup() {
    return Optional.ofNullable(staleGroup);
  }

  void staleWith(String group) {
    staleGroup = group;
  }

  void fresh() {
    staleGroup = null;
  }

  boolean unknown() {
    return unknown;
  }

  void unknown(boolean now) {
    unknown = now;
  }

  boolean lost() {
    return lost;
  }

  void lost(boolean now) {
    lost = now;
  }

  /** Whether the latest reading is a measured value. */
  boolean measuredNow() {
    return latest instanceof Reading.Measured;
  }
}
