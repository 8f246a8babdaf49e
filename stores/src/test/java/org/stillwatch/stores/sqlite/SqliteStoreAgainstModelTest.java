package org.stillwatch.stores.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.core.store.StoredSnapshot;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/**
 * Random commits with duplicates, conflicts, late data, full disks and reopening: after each, the
 * SQLite store answers every question as the store in memory does.
 */
class SqliteStoreAgainstModelTest {

  private static final Instant NOON = Instant.parse("2026-06-26T12:00:00Z");
  private static final List<String> REASONS = List.of("sensor off", "no answer", "over range", "");
  private static final List<String> NOTIFIERS = List.of("slack", "hook");

  @TempDir Path directory;
  private final FakeTime time = FakeTime.at(NOON);

  static IntStream seeds() {
    return IntStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersLikeTheModel(int seed) {
    var random = new Random(seed);
    var model = new MemoryStore(time);
    var store = SqliteStore.open(directory, time);
    try {
      for (int step = 0; step < 25; step++) {
        time.advance(Duration.ofSeconds(1));
        switch (random.nextInt(10)) {
          case 0 -> {
            store.close();
            store = SqliteStore.open(directory, time);
          }
          case 1 -> refuseOnce(store, commit(random));
          case 2, 3, 4 -> answer(random, model, store);
          default -> {
            var commit = commit(random);
            assertEquals(model.commit(commit), store.commit(commit));
          }
        }
        compare(random, model, store);
      }
    } finally {
      store.close();
    }
  }

  /** A commit with a time that cannot be stored, after much that can. */
  private static void refuseOnce(StationStore store, Commit good) {
    var journal = new ArrayList<>(good.journal());
    journal.add(new JournalEntry(Instant.MIN, "row", "", "x"));
    try {
      store.commit(
          new Commit(
              good.channels(),
              good.readings(),
              good.cursors(),
              good.states(),
              good.notices(),
              good.snapshots(),
              journal));
      throw new AssertionError("stored a time that cannot be stored");
    } catch (IllegalArgumentException expected) {
      // and nothing is kept, which the comparison shows
    } catch (StoreUnavailable wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static void answer(Random random, StationStore model, StationStore store) {
    var notifier = NOTIFIERS.get(random.nextInt(NOTIFIERS.size()));
    var head = store.head(notifier);
    assertEquals(model.head(notifier), head);
    var at = NOON.plusSeconds(random.nextInt(1000));
    int what = random.nextInt(3);
    for (var each : List.of(model, store)) {
      head.ifPresent(
          entry -> {
            switch (what) {
              case 0 -> each.delivered(entry, at, "200 ok");
              case 1 -> each.retry(entry, at, "503");
              default -> each.park(entry, at, "404");
            }
          });
    }
  }

  private static Commit commit(Random random) {
    var channels = new ArrayList<Channel>();
    for (int i = 0; i < random.nextInt(3); i++) {
      channels.add(
          random.nextBoolean()
              ? Channel.number(
                  id(random), Unit.of(random.nextBoolean() ? "mK" : "furlong"), "x", Duration.ZERO)
              : Channel.states(id(random), "v", Duration.ofMillis(1), "closed", "", "open"));
    }
    var readings = new ArrayList<Reading>();
    int size = random.nextInt(4) == 0 ? 600 : random.nextInt(40);
    int span = random.nextBoolean() ? 20 : 2000;
    for (int i = 0; i < size; i++) {
      readings.add(reading(random, span));
    }
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      texts.put("key" + random.nextInt(4), random.nextInt(3) == 0 ? "" : "v" + random.nextInt());
    }
    var notices = new ArrayList<OutgoingNotice>();
    for (int i = 0; i < random.nextInt(3); i++) {
      notices.add(OutgoingNotice.to(notice(random), NOTIFIERS.subList(0, random.nextInt(3))));
    }
    var snapshots =
        random.nextInt(4) == 0
            ? List.of(new StoredSnapshot(NOON, "s", "l", List.of(reading(random, 9))))
            : List.<StoredSnapshot>of();
    var journal =
        random.nextBoolean()
            ? List.of(new JournalEntry(NOON, "row", "", "t"))
            : List.<JournalEntry>of();
    return new Commit(channels, readings, texts, texts, notices, snapshots, journal);
  }

  private static <T> T any(Random random, T[] choice) {
    return choice[random.nextInt(choice.length)];
  }

  private static ChannelId id(Random random) {
    return ChannelId.of("fridge", "c" + random.nextInt(5));
  }

  private static Reading reading(Random random, int span) {
    var at = NOON.plusSeconds(random.nextInt(span)).plusNanos(random.nextInt(2));
    int ordinal = random.nextInt(5) == 0 ? random.nextInt(50) : 0;
    return random.nextInt(6) == 0
        ? Reading.missing(id(random), at, ordinal, REASONS.get(random.nextInt(REASONS.size())))
        : new Reading.Measured(
            id(random),
            at,
            ordinal,
            random.nextBoolean() ? random.nextInt(3) - 1 : random.nextInt(2) * -0.5,
            random.nextInt(9) == 0 ? Quality.SUSPECT : Quality.GOOD);
  }

  private static Notice notice(Random random) {
    return new Notice(
        "id" + random.nextInt(30),
        NOON.plusSeconds(random.nextInt(100)),
        "Blue lab",
        any(random, Notice.Kind.values()),
        any(random, Severity.values()),
        "title",
        "text",
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new Notice.About(
                    id(random),
                    random.nextBoolean() ? OptionalDouble.of(-0.5) : OptionalDouble.empty(),
                    "K")),
        random.nextBoolean() ? Optional.of("rule") : Optional.empty(),
        random.nextBoolean());
  }

  private static void compare(Random random, StationStore model, StationStore store) {
    assertEquals(model.channels(), store.channels());
    assertEquals(model.latest(), store.latest());
    assertEquals(model.states(), store.states());
    assertEquals(model.cursor("key1"), store.cursor("key1"));
    assertEquals(model.conflicts(1000), store.conflicts(1000));
    assertEquals(model.snapshots(3), store.snapshots(3));
    assertEquals(kinds(model), kinds(store));
    assertEquals(model.told(5), store.told(5));
    assertEquals(model.count(), store.count());
    for (var state : OutboxEntry.State.values()) {
      assertEquals(model.entries(state, 7), store.entries(state, 7));
    }
    var ids = IntStream.range(0, 6).mapToObj(i -> ChannelId.of("fridge", "c" + i)).toList();
    var from = NOON.plusSeconds(random.nextInt(30) - 10);
    var to = from.plusSeconds(random.nextInt(3000)).plusNanos(random.nextInt(2));
    assertEquals(merged(model, ids, from, to), merged(store, ids, from, to));
    assertEquals(merged(model, ids, Instant.MIN, to), merged(store, ids, Instant.MIN, to));
    int points = 1 + random.nextInt(200);
    for (var id : List.of(id(random), id(random))) {
      assertEquals(read(model, id, from, to), read(store, id, from, to));
      var expected = model.trend(id, from, to, points);
      assertEquals(expected, roundedLike(expected, store, id, from, to, points));
    }
  }

  private static List<String> kinds(StationStore store) {
    return store.journal(100).stream().map(e -> e.time() + e.kind() + e.subject()).toList();
  }

  private static List<Reading> read(StationStore store, ChannelId id, Instant from, Instant to) {
    var found = new ArrayList<Reading>();
    store.read(id, from, to, found::add);
    return found;
  }

  private static List<Reading> merged(
      StationStore store, List<ChannelId> ids, Instant from, Instant to) {
    var found = new ArrayList<Reading>();
    store.readMerged(ids, from, to, found::add);
    return found;
  }

  /** The store's trend; a mean that differs from the expected one by rounding only is that. */
  private static List<ReadingStore.Bucket> roundedLike(
      List<ReadingStore.Bucket> expected,
      StationStore store,
      ChannelId id,
      Instant from,
      Instant to,
      int points) {
    var found = new ArrayList<ReadingStore.Bucket>();
    for (var bucket : store.trend(id, from, to, points)) {
      double like = found.size() < expected.size() ? expected.get(found.size()).mean() : Double.NaN;
      found.add(
          new ReadingStore.Bucket(
              bucket.start(),
              bucket.end(),
              bucket.count(),
              bucket.missing(),
              bucket.reason(),
              bucket.min(),
              bucket.max(),
              Math.abs(bucket.mean() - like) < 1e-12 ? like : bucket.mean(),
              bucket.last()));
    }
    return found;
  }
}
