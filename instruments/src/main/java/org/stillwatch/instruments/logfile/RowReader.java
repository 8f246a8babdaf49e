package org.stillwatch.instruments.logfile;

import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.link.file.FileRecord;

/** Reads the rows of one file, in order. */
public interface RowReader {

  /** Never throws for bad bytes: a row that cannot be read is {@link Row.Unreadable}. */
  Row read(FileRecord record);

  /** The channels that this file has shown so far. */
  List<Channel> channels();
}
