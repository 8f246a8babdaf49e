package org.stillwatch.core.alarm;

import java.util.List;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.StoredSnapshot;

/** What a step of the watch wants done, once it is committed. */
public sealed interface Effect {

  /** Tell people. */
  record Tell(Notice notice) implements Effect {}

  /** Keep readings of derived channels. */
  record Add(List<Reading> readings) implements Effect {}

  /** Keep a snapshot; what is told of it is a {@link Tell} of its own. */
  record Keep(StoredSnapshot snapshot) implements Effect {}

  /** Write a line into the journal. */
  record Note(JournalEntry entry) implements Effect {}

  /**
   * Set a value: a setting of an instrument, or the mode of the station.
   *
   * @param who asks for it, and why: for the journal
   */
  record Put(ChannelId channel, String value, String who, String why) implements Effect {}
}
