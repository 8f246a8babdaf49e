package org.stillwatch.stores.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;

/** Reads the journal page by page, forwards or backwards, so that no receiver holds the file. */
final class JournalQueries implements Journal {

  private static final int PAGE = 4_096;

  private final Readers readers;

  JournalQueries(Readers readers) {
    this.readers = readers;
  }

  @Override
  public void read(JournalQuery which, Consumer<JournalRow> sink) {
    var selection = which.selection();
    var rest = which;
    while (true) {
      var page = page(rest, Long.MAX_VALUE, "ASC");
      page.stream().filter(selection::has).forEach(sink);
      if (page.size() < PAGE) {
        return;
      }
      rest = rest.after(page.getLast().number());
    }
  }

  @Override
  public List<JournalRow> first(JournalQuery which, int limit) {
    var selection = which.selection();
    var rest = which;
    var found = new ArrayList<JournalRow>();
    while (true) {
      var page = page(rest, Long.MAX_VALUE, "ASC");
      page.stream().filter(selection::has).limit(limit - found.size()).forEach(found::add);
      if (page.size() < PAGE || found.size() == limit) {
        return List.copyOf(found);
      }
      rest = rest.after(page.getLast().number());
    }
  }

  @Override
  public List<JournalRow> newest(JournalQuery which, int limit) {
    var selection = which.selection();
    var found = new ArrayList<JournalRow>();
    long last = Long.MAX_VALUE;
    while (true) {
      var page = page(which, last, "DESC");
      page.stream().filter(selection::has).limit(limit - found.size()).forEach(found::add);
      if (page.size() < PAGE || found.size() == limit) {
        Collections.reverse(found);
        return List.copyOf(found);
      }
      last = page.getLast().number() - 1;
    }
  }

  /**
   * Rows that may be asked for; the rest is looked at by who gets them. Without bounds also a time
   * that somebody made a text, which SQLite sorts after all numbers.
   */
  private List<JournalRow> page(JournalQuery which, long last, String direction) {
    boolean timed = !which.from().equals(Instant.MIN) || !which.to().equals(Instant.MAX);
    return readers.ask(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT number, time, kind, subject, text, hash FROM journal"
                      + " WHERE number > ? AND number <= ?"
                      + (timed ? " AND time >= ? AND time <= ?" : "")
                      + " ORDER BY number "
                      + direction
                      + " LIMIT "
                      + PAGE)) {
            select.setLong(1, which.after());
            select.setLong(2, last);
            if (timed) {
              select.setLong(3, Nanos.lowest(which.from()));
              select.setLong(4, Nanos.before(which.to()));
            }
            return ListQueries.list(select, JournalWriter::row);
          }
        });
  }
}
