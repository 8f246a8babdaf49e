package org.stillwatch.stores.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** Past readings as a finished recording, in one go. */
public final class Export {

  /** Readings of so much time are in memory at once. */
  private static final Duration SLICE = Duration.ofHours(1);

  private Export() {}

  /** Where past readings come from: each channel's in the order of time. */
  @FunctionalInterface
  public interface Past {
    void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink);
  }

  /**
   * Writes every reading of the channels.
   *
   * @param file must not be there
   * @param settings what the file says of itself
   * @param from inclusive; {@code to} not
   * @return how many rows it has
   * @throws org.stillwatch.formats.hdf5.Hdf5Problem when it cannot be written
   */
  public static long write(
      Path file,
      RecordingSettings settings,
      List<Channel> channels,
      Instant from,
      Instant to,
      Past past) {
    var ids = channels.stream().map(Channel::id).toList();
    try (var table = TableFile.createFinished(file, settings, channels)) {
      for (var start = from; start.isBefore(to); start = start.plus(SLICE)) {
        var end = start.plus(SLICE).isBefore(to) ? start.plus(SLICE) : to;
        var readings = new ArrayList<Reading>();
        for (var id : ids) {
          past.read(id, start, end, readings::add);
        }
        table.append(RowBuilder.each(ids, readings));
      }
      return table.length();
    }
  }
}
