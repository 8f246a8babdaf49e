package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** Reads the fields after date and time of one sort of log file. */
interface RowFields {

  /** The first field after date and time. */
  int FIRST = 2;

  /**
   * @throws BadField when the row cannot be read; then nothing of it counts
   */
  List<Reading> read(Fields fields, Instant time, int ordinal) throws BadField;

  /** The channels shown so far; the same list as long as there are no more. */
  List<Channel> channels();

  /** A value as it was written, or missing when the text says that it is no number. */
  static Reading reading(ChannelId channel, Instant time, int ordinal, double value) {
    return Double.isFinite(value)
        ? Reading.measured(channel, time, ordinal, value)
        : Reading.missing(channel, time, ordinal, "not a number in the log");
  }
}
