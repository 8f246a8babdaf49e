package org.stillwatch.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalChain;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;

/** The plainest journal there is. */
public final class MemoryJournal implements Journal {

  private final List<JournalRow> rows = new ArrayList<>();

  public synchronized void add(JournalEntry entry) {
    var head = rows.isEmpty() ? JournalChain.BEGINNING : rows.getLast().hash();
    rows.add(JournalChain.row(head, rows.size() + 1L, entry));
  }

  private synchronized List<JournalRow> rows(JournalQuery which) {
    return rows.stream().filter(which.selection()::has).toList();
  }

  @Override
  public void read(JournalQuery which, Consumer<JournalRow> sink) {
    rows(which).forEach(sink);
  }

  @Override
  public List<JournalRow> newest(JournalQuery which, int limit) {
    var all = rows(which);
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  @Override
  public List<JournalRow> first(JournalQuery which, int limit) {
    return rows(which).stream().limit(limit).toList();
  }
}
