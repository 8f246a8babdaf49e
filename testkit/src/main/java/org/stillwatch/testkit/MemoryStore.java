package org.stillwatch.testkit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * A store that forgets everything with the process: the plainest code that keeps the contract, to
 * test others with and to hold the real stores against.
 *
 * <p>Closing it does nothing, so that one object can stand for a store that is opened again. It can
 * be told to refuse commits, as a full disk does.
 */
public final class MemoryStore implements StationStore {

  /** The place of a reading within its channel. */
  private record Key(Instant time, int ordinal) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = time.compareTo(other.time);
      return byTime != 0 ? byTime : Integer.compare(ordinal, other.ordinal);
    }
  }

  private record Kept(Reading reading, long sequence) {}

  private static final Duration BLOCK = Duration.ofHours(1);

  private final InstantSource clock;
  private final NavigableMap<ChannelId, Channel> channels = new TreeMap<>();
  private final Map<ChannelId, NavigableMap<Key, Kept>> readings = new HashMap<>();
  private final Map<String, String> cursors = new HashMap<>();
  private final NavigableMap<String, String> states = new TreeMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<StoredSnapshot> snapshots = new ArrayList<>();
  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryOutbox outbox = new MemoryOutbox();
  private long sequence;
  private @Nullable String refusal;

  public MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  /** Every commit fails with this message from now on. */
  public synchronized void refuseCommits(String message) {
    refusal = message;
  }

  /** Commits work again. */
  public synchronized void acceptCommits() {
    refusal = null;
  }

  @Override
  public synchronized Stored commit(Commit commit) {
    checkAccepting();
    commit.channels().forEach(channel -> channels.put(channel.id(), channel));
    long stored = 0;
    long alreadyThere = 0;
    var fresh = new ArrayList<Conflict>();
    for (var given : commit.readings()) {
      var reading = withoutNegativeZero(given);
      channels.computeIfAbsent(reading.channel(), MemoryStore::undeclared);
      var kept =
          readings
              .computeIfAbsent(reading.channel(), id -> new TreeMap<>())
              .putIfAbsent(new Key(reading.time(), reading.ordinal()), new Kept(reading, sequence));
      sequence++;
      if (kept == null) {
        stored++;
      } else if (sameValue(kept.reading(), reading)
          || Stream.concat(conflicts.stream(), fresh.stream())
              .anyMatch(
                  known -> sameKey(known.other(), reading) && sameValue(known.other(), reading))) {
        alreadyThere++;
      } else {
        fresh.add(new Conflict(kept.reading(), reading));
      }
    }
    cursors.putAll(commit.cursors());
    commit
        .states()
        .forEach(
            (key, text) -> {
              if (text.isEmpty()) {
                states.remove(key);
              } else {
                states.put(key, text);
              }
            });
    commit.notices().forEach(outbox::add);
    for (var snapshot : commit.snapshots()) {
      snapshots.add(
          new StoredSnapshot(
              snapshot.time(),
              snapshot.set(),
              snapshot.label(),
              snapshot.readings().stream().map(MemoryStore::withoutNegativeZero).toList()));
    }
    commit.journal().forEach(journal::add);
    if (!fresh.isEmpty()) {
      conflicts.addAll(fresh);
      journal.add(
          new JournalEntry(
              clock.instant(),
              "conflict",
              fresh.getFirst().kept().channel().text(),
              fresh.size() + " readings came again with another value; the first ones stay"));
    }
    return new Stored(stored, alreadyThere, fresh.size());
  }

  private void checkAccepting() {
    if (refusal != null) {
      throw new StoreUnavailable(refusal, new IllegalStateException("told to refuse commits"));
    }
  }

  private static Channel undeclared(ChannelId id) {
    return Channel.number(id, Unit.NONE, id.name(), Duration.ofDays(1));
  }

  private static Reading withoutNegativeZero(Reading reading) {
    return reading instanceof Reading.Measured m
        ? new Reading.Measured(m.channel(), m.time(), m.ordinal(), m.value() + 0.0, m.quality())
        : reading;
  }

  private static boolean sameKey(Reading one, Reading other) {
    return one.channel().equals(other.channel())
        && one.time().equals(other.time())
        && one.ordinal() == other.ordinal();
  }

  private static boolean sameValue(Reading one, Reading other) {
    return switch (one) {
      case Reading.Measured a ->
          other instanceof Reading.Measured b && Double.compare(a.value(), b.value()) == 0;
      case Reading.Missing a -> other instanceof Reading.Missing b && a.reason().equals(b.reason());
    };
  }

  @Override
  public synchronized Optional<String> cursor(String instrument) {
    return Optional.ofNullable(cursors.get(instrument));
  }

  @Override
  public synchronized Map<String, String> states() {
    return Map.copyOf(states);
  }

  @Override
  public synchronized List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  @Override
  public synchronized List<Reading> latest() {
    return channels.keySet().stream()
        .map(readings::get)
        .<Reading>mapMulti(
            (rows, sink) -> {
              if (rows != null) {
                sink.accept(rows.lastEntry().getValue().reading());
              }
            })
        .toList();
  }

  @Override
  public void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    range(channel, from, to).forEach(kept -> sink.accept(kept.reading()));
  }

  @Override
  public void readMerged(
      List<ChannelId> channels, Instant from, Instant to, Consumer<Reading> sink) {
    channels.stream()
        .distinct()
        .flatMap(channel -> range(channel, from, to).stream())
        .sorted(comparing((Kept kept) -> kept.reading().time()).thenComparingLong(Kept::sequence))
        .forEach(kept -> sink.accept(kept.reading()));
  }

  @Override
  public synchronized Arrivals arrivals(long after, int limit) {
    long newest = sequence - 1;
    var found =
        readings.values().stream()
            .flatMap(rows -> rows.values().stream())
            .filter(kept -> kept.sequence() > after)
            .sorted(comparingLong(Kept::sequence))
            .limit(limit)
            .toList();
    return new Arrivals(
        found.stream().map(Kept::reading).toList(),
        found.size() < limit ? newest : found.getLast().sequence(),
        newest);
  }

  private synchronized List<Kept> range(ChannelId channel, Instant from, Instant to) {
    var rows = readings.get(channel);
    return rows == null || !from.isBefore(to)
        ? List.of()
        : List.copyOf(
            rows.subMap(
                    new Key(from, Integer.MIN_VALUE), true, new Key(to, Integer.MIN_VALUE), false)
                .values());
  }

  @Override
  public List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points) {
    return MemoryTrend.of(
        range(channel, from, to).stream().map(Kept::reading).toList(), from, to, points);
  }

  @Override
  public List<Block> blocks(ChannelId channel, Instant from, Instant to) {
    var hours = new TreeMap<Instant, List<Reading>>();
    var first = from.isAfter(Instant.MIN) ? from.truncatedTo(ChronoUnit.HOURS) : from;
    var end =
        to.isBefore(Instant.MAX.minus(BLOCK))
            ? to.minusNanos(1).truncatedTo(ChronoUnit.HOURS).plus(BLOCK)
            : to;
    for (var kept : from.isBefore(to) ? range(channel, first, end) : List.<Kept>of()) {
      hours
          .computeIfAbsent(
              kept.reading().time().truncatedTo(ChronoUnit.HOURS), hour -> new ArrayList<>())
          .add(kept.reading());
    }
    return hours.entrySet().stream().map(hour -> block(hour.getKey(), hour.getValue())).toList();
  }

  private static Block block(Instant start, List<Reading> readings) {
    var values =
        readings.stream()
            .<Reading.Measured>mapMulti(
                (reading, sink) -> {
                  if (reading instanceof Reading.Measured measured) {
                    sink.accept(measured);
                  }
                })
            .mapToDouble(Reading.Measured::value)
            .summaryStatistics();
    boolean any = values.getCount() > 0;
    return new Block(
        start,
        start.plus(BLOCK),
        values.getCount(),
        readings.size() - values.getCount(),
        any ? values.getMin() : Double.NaN,
        any ? values.getMax() : Double.NaN);
  }

  @Override
  public synchronized List<Conflict> conflicts(int limit) {
    return newest(conflicts, limit);
  }

  @Override
  public synchronized List<StoredSnapshot> snapshotsAt(Instant time) {
    return snapshots.stream().filter(snapshot -> snapshot.time().equals(time)).toList();
  }

  @Override
  public synchronized List<StoredSnapshot> snapshots(Instant from, Instant to) {
    return snapshots.stream()
        .filter(snapshot -> !snapshot.time().isBefore(from) && snapshot.time().isBefore(to))
        .sorted(comparing(StoredSnapshot::time))
        .toList();
  }

  @Override
  public synchronized List<StoredSnapshot> snapshots(int limit) {
    return newest(snapshots, limit);
  }

  @Override
  public List<JournalEntry> journal(int limit) {
    return journal.newest(JournalQuery.ALL, limit).reversed().stream()
        .map(JournalRow::entry)
        .toList();
  }

  @Override
  public Journal journal() {
    return journal;
  }

  private static <T> List<T> newest(List<T> all, int limit) {
    return all.reversed().stream().limit(limit).toList();
  }

  /** Nothing is on a disk: a guess of the memory taken, so that it grows as a real one does. */
  @Override
  public synchronized long bytes() {
    return 100L * readings.values().stream().mapToLong(Map::size).sum();
  }

  @Override
  public void close() {}

  @Override
  public synchronized List<OutboxEntry> waiting(String notifier, int limit) {
    return outbox.waiting(notifier, limit);
  }

  @Override
  public synchronized void begin(List<OutboxEntry> entries) {
    checkAccepting();
    outbox.begin(entries);
  }

  @Override
  public synchronized void delivered(List<OutboxEntry> entries, Instant at, String receipt) {
    checkAccepting();
    outbox.answer(entries, OutboxEntry.State.DELIVERED, at, receipt, false);
  }

  @Override
  public synchronized void retry(
      List<OutboxEntry> entries, Instant next, String reason, boolean mayHaveArrived) {
    checkAccepting();
    outbox.answer(entries, OutboxEntry.State.WAITING, next, reason, mayHaveArrived);
  }

  @Override
  public synchronized void park(
      List<OutboxEntry> entries, Instant at, String reason, List<OutgoingNotice> told) {
    checkAccepting();
    outbox.answer(entries, OutboxEntry.State.PARKED, at, reason, false);
    told.forEach(outbox::add);
  }

  @Override
  public synchronized int settleParked(boolean again, Instant at) {
    checkAccepting();
    return outbox.settleParked(again, at);
  }

  @Override
  public synchronized List<Told> told(int limit) {
    return outbox.told(limit);
  }

  @Override
  public synchronized List<Notice> notices(Instant from, Instant to) {
    return outbox.notices(from, to);
  }

  @Override
  public synchronized Optional<Told> told(String noticeId) {
    return outbox.told(noticeId);
  }

  @Override
  public synchronized Count count() {
    return outbox.count();
  }

  @Override
  public synchronized List<OutboxEntry> entries(OutboxEntry.State state, int limit) {
    return outbox.entries(state, limit);
  }
}
