package org.stillwatch.app.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.ReadingStore.Bucket;

/** Where past readings come from. */
public interface History extends AutoCloseable {

  /** The zone of the station, for times on the command line. */
  ZoneId zone();

  List<Channel> channels();

  /** The time of the newest reading of a channel. */
  Optional<Instant> newest(ChannelId channel);

  void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink);

  List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points);

  /** The journal with its hashes. */
  Journal journal();

  @Override
  void close();
}
