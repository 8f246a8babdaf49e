package org.stillwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore.Stored;
import org.stillwatch.core.store.StationStore;

/**
 * What the contracts of a store share: the store under test, a clock, and short words for readings.
 */
public abstract class StoreFixture {

  protected static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  protected static final ChannelId STILL = new ChannelId("fridge/still/temperature");
  protected static final ChannelId VALVE = new ChannelId("fridge/valve/v1");
  protected static final Instant NOON = Instant.parse("2026-06-26T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  protected static final List<Channel> CHANNELS =
      List.of(
          Channel.number(MXC, Unit.KELVIN, "CH6", MINUTE),
          Channel.number(STILL, Unit.KELVIN, "CH5", MINUTE),
          Channel.states(VALVE, "v1", Duration.ofDays(1), "closed", "open"));

  protected final FakeTime time = FakeTime.at("2026-07-01T08:00:00Z");
  private @Nullable StationStore open;

  /**
   * Opens the store of this test: empty at the first call; later, when the one before was closed,
   * with all that was committed.
   */
  protected abstract StationStore open(InstantSource clock);

  /** Removes what the test left; every store is closed. */
  protected abstract void cleanUp();

  @BeforeEach
  final void openStore() {
    open = open(time);
  }

  @AfterEach
  final void closeStore() {
    if (open != null) {
      open.close();
    }
    cleanUp();
  }

  protected final StationStore store() {
    if (open == null) {
      throw new IllegalStateException("no store is open");
    }
    return open;
  }

  protected final void reopen() {
    store().close();
    open = open(time);
  }

  protected static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  protected static Reading value(ChannelId channel, long second, double value) {
    return Reading.measured(channel, at(second), 0, value);
  }

  protected static Reading missing(ChannelId channel, long second, String reason) {
    return Reading.missing(channel, at(second), 0, reason);
  }

  protected final Stored commit(Reading... readings) {
    return store().commit(Commit.ofReadings(CHANNELS, List.of(readings)));
  }

  protected final List<Reading> all(ChannelId channel) {
    return range(channel, Instant.MIN, Instant.MAX);
  }

  protected final List<Reading> range(ChannelId channel, Instant from, Instant to) {
    var found = new ArrayList<Reading>();
    store().read(channel, from, to, found::add);
    return found;
  }

  protected final List<Reading> merged(ChannelId... channels) {
    var found = new ArrayList<Reading>();
    store().readMerged(List.of(channels), Instant.MIN, Instant.MAX, found::add);
    return found;
  }
}
