package org.stillwatch.core.alarm;

import java.util.List;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.StoredSnapshot;

/** What a step of the watch wants done, once it is committed. */
public sealed interface Effect {

  /** Tell people. */
  record Tell(Notice notice) implements Effect {}

  /** Keep readings of derived channels. */
  record Add(List<Reading> readings) implements Effect {}

  /** Keep a snapshot; what is told of it is a {@link Tell} of its own. */
  record Keep(StoredSnapshot snapshot) implements Effect {}
}
