package org.stillwatch.app.history;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.stores.sqlite.SqliteStore;

/** The history in a data folder; a station may be running on it. */
public final class StoredHistory implements History {

  /** The state under which a station keeps its zone. */
  public static final String ZONE = "station zone";

  private final ReadingStore store;
  private final Map<ChannelId, Instant> newest = new HashMap<>();

  public StoredHistory(Path data) {
    store = SqliteStore.openReadOnly(data);
    store.latest().forEach(reading -> newest.put(reading.channel(), reading.time()));
  }

  @Override
  public ZoneId zone() {
    try {
      return ZoneId.of(store.states().getOrDefault(ZONE, "UTC"));
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  @Override
  public List<Channel> channels() {
    return store.channels();
  }

  @Override
  public Optional<Instant> newest(ChannelId channel) {
    return Optional.ofNullable(newest.get(channel));
  }

  @Override
  public void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    store.read(channel, from, to, sink);
  }

  @Override
  public List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points) {
    return store.trend(channel, from, to, points);
  }

  @Override
  public Journal journal() {
    return store.journal();
  }

  @Override
  public void close() {
    store.close();
  }
}
