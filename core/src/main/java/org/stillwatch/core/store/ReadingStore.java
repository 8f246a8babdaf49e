package org.stillwatch.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Keeps readings, states and source positions, durably. Every method may be called from any thread.
 *
 * <p>A reading's key is (channel, time, ordinal). Same key and same value: already there. Same key
 * and another value: the first stays, the other is kept beside it, once, and reported by a journal
 * entry of kind {@code conflict}; when it comes again it is already there. Values are equal when
 * the numbers are, whatever their quality, or when both are missing for the same reason; there is
 * one zero. A reading of a channel that was never declared is kept too, and its channel listed as a
 * plain number without unit, expected daily.
 */
public interface ReadingStore extends AutoCloseable {

  /**
   * Makes all of it durable, or nothing; returns after the data are on the disk.
   *
   * @throws StoreUnavailable when the store cannot write now; nothing of the commit is kept and the
   *     same commit may be tried again
   * @throws IllegalArgumentException with one sentence when a time is too far away to be kept
   *     (SQLite: outside the years 1678 to 2261); nothing of the commit is kept
   */
  Stored commit(Commit commit);

  /** The committed source position of an instrument. */
  Optional<String> cursor(String instrument);

  /** All committed states. */
  Map<String, String> states();

  /** All channels ever stored, as they were declared last, by id. */
  List<Channel> channels();

  /** The newest reading of every channel, measured or missing. */
  List<Reading> latest();

  /**
   * Readings of one channel in the order (time, ordinal), {@code from} inclusive, {@code to} not.
   */
  void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink);

  /**
   * Readings of many channels merged in the order (time, the order they were first stored in), for
   * replay of stored history.
   */
  void readMerged(List<ChannelId> channels, Instant from, Instant to, Consumer<Reading> sink);

  /**
   * Readings in the order in which they were first stored, for what follows the store: at most
   * {@code limit} of those numbered above {@code after}. One that was imported, or came late, comes
   * as it was stored. The first call may take long: some stores make themselves ready for it then.
   *
   * @param after {@link Arrivals#last} of the call before, or {@link Arrivals#BEGINNING}
   */
  Arrivals arrivals(long after, int limit);

  /**
   * At most {@code points} buckets of equal width over the range, in order of time; empty buckets
   * are left out. The width is rounded up to whole nanoseconds and the last bucket ends with the
   * range. The least and greatest value of every bucket are kept, so that no spike is lost at any
   * zoom.
   */
  List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points);

  /**
   * What is known of a channel without reading it: stretches of time as the store keeps them, in
   * order. Each reading of the range lies in exactly one block; the first and the last block may
   * reach beyond the range, and then tell of readings there as well.
   */
  List<Block> blocks(ChannelId channel, Instant from, Instant to);

  /** Values that came for a key that had another value, newest first, at most {@code limit}. */
  List<Conflict> conflicts(int limit);

  /** The snapshots stored last, newest first. */
  List<StoredSnapshot> snapshots(int limit);

  /** The snapshots of exactly this time, in the order in which they were stored. */
  List<StoredSnapshot> snapshotsAt(Instant time);

  /** The snapshots from one time, inclusive, to another, not; in order of time. */
  List<StoredSnapshot> snapshots(Instant from, Instant to);

  /** The journal entries stored last, newest first. */
  List<JournalEntry> journal(int limit);

  /** The journal with its hashes. */
  Journal journal();

  /** Bytes that the store takes on the disk. */
  long bytes();

  @Override
  void close();

  /**
   * What a commit did.
   *
   * @param stored readings that are new
   * @param alreadyThere readings with the same key and value
   * @param conflicting readings with the same key and another value
   */
  record Stored(long stored, long alreadyThere, long conflicting) {}

  /**
   * What was stored, as it came. Numbers grow with each reading stored, and have gaps.
   *
   * @param last all readings up to this number are among these, or came before
   * @param newest the number given last; {@code last}, when there is nothing more
   */
  record Arrivals(List<Reading> readings, long last, long newest) {

    /** Before the first reading. */
    public static final long BEGINNING = -1;

    public Arrivals {
      readings = List.copyOf(readings);
    }
  }

  /**
   * The measured values of a stretch of time.
   *
   * @param start of the bucket
   * @param count of measured values
   * @param missing how many readings in it were missing
   * @param reason of the last missing reading in it; empty when there was none
   * @param min NaN when nothing was measured; likewise {@code max}, {@code mean}, {@code last}
   */
  record Bucket(
      Instant start,
      Instant end,
      long count,
      long missing,
      String reason,
      double min,
      double max,
      double mean,
      double last) {}

  /**
   * The readings of a channel from {@code start}, inclusive, to {@code end}, not; there is at least
   * one.
   *
   * @param measured how many have a value
   * @param missing how many have none
   * @param min least of the values; NaN when nothing was measured; likewise {@code max}
   */
  record Block(Instant start, Instant end, long measured, long missing, double min, double max) {}

  /** A value that came for a key that was taken. */
  record Conflict(Reading kept, Reading other) {}
}
