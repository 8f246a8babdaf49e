package org.stillwatch.core.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The journal that a store keeps: rows are only ever added, and each is chained to all before. */
public interface Journal {

  /** Rows in the order of their numbers; of any journal, however long, few are held at a time. */
  void read(JournalQuery which, Consumer<JournalRow> sink);

  /** The newest rows, at most {@code limit}, in the order of their numbers. */
  List<JournalRow> newest(JournalQuery which, int limit);

  /** The first rows, at most {@code limit}, in the order of their numbers. */
  List<JournalRow> first(JournalQuery which, int limit);

  /**
   * Looks whether every row is as it was written.
   *
   * @param expected the head that somebody noted: it must still be among the hashes
   */
  default JournalVerification verify(Optional<String> expected) {
    var check = new JournalCheck(expected);
    read(JournalQuery.ALL, check::accept);
    return check.result();
  }
}
