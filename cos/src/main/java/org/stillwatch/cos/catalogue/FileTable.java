package org.stillwatch.cos.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.catalogue.FileContent.Bad;
import org.stillwatch.cos.catalogue.FileContent.Empty;
import org.stillwatch.cos.catalogue.FileContent.Good;
import org.stillwatch.cos.catalogue.FileContent.Unread;
import org.stillwatch.cos.catalogue.StoredFile.State;

/**
 * The files, and what belongs to each. Of several files with one stem (<i>twins</i>: a copy in
 * another directory, the same packed and plain) the first by path and name gives the rows. When a
 * file that gave rows goes, its twins and the other files of its exposure become pending, so that
 * they are asked again: that keeps the tables as if they had been made of what is there now.
 */
final class FileTable {
  private static final String COLUMNS =
      "file_id, path, filename, state, pending, size, mtime, sha256, recipe, reason";

  private final Session session;
  private final ObservationTable observations;
  private final GainTable gains;

  FileTable(Session session, GainTable gains) {
    this.session = session;
    this.gains = gains;
    observations = new ObservationTable(session);
  }

  List<StoredFile> all() {
    return session.list(
        "SELECT " + COLUMNS + " FROM files ORDER BY path, filename", FileTable::read);
  }

  List<StoredFile> pending() {
    return session.list(
        "SELECT " + COLUMNS + " FROM files WHERE pending ORDER BY path, filename", FileTable::read);
  }

  List<StoredFile> in(State state) {
    return session.list(
        "SELECT " + COLUMNS + " FROM files WHERE state = ? ORDER BY path, filename",
        FileTable::read,
        state.name());
  }

  private Optional<StoredFile> find(FileKey key) {
    return session.first(
        "SELECT " + COLUMNS + " FROM files WHERE path = ? AND filename = ?",
        FileTable::read,
        key.path(),
        key.filename());
  }

  private static StoredFile read(ResultSet row) throws SQLException {
    return new StoredFile(
        row.getLong("file_id"),
        new FileKey(row.getString("path"), row.getString("filename")),
        State.valueOf(row.getString("state")),
        row.getBoolean("pending"),
        row.getLong("size"),
        row.getLong("mtime"),
        Optional.ofNullable(row.getString("sha256")),
        row.getString("recipe"),
        Optional.ofNullable(row.getString("reason")));
  }

  /** Replaces all that is known of a file. */
  void store(FileContent content) {
    session.transaction(
        () -> {
          var old = find(content.key());
          if (old.isPresent() && content.finding() instanceof Unread) {
            // what is known of it stays until it can be read again
            session.change("UPDATE files SET pending = ? WHERE file_id = ?", true, old.get().id());
            return;
          }
          old.ifPresent(this::clear);
          long id = write(content, old);
          var name = content.key().name();
          if (content.finding() instanceof Good good) {
            if (givesRows(content.key(), name)) {
              observations.offer(id, content.key(), name, good.rows());
              for (var row : good.rows()) {
                insert(id, content.key(), name, row);
              }
              good.cci().ifPresent(cci -> gains.add(id, cci));
            }
          } else if (old.filter(file -> file.state() == State.GOOD).isPresent()) {
            askOthers(content.key(), name);
          }
          observations.tellKinds(name);
          askReaders(content.key(), name);
        });
  }

  private long write(FileContent content, Optional<StoredFile> old) {
    var key = content.key();
    var state = content.finding().state();
    var reason =
        switch (content.finding()) {
          case Good good -> null;
          case Empty(var words) -> printable(words);
          case Bad(var words) -> printable(words);
          case Unread(var words) -> printable(words);
        };
    boolean pending = content.finding() instanceof Unread;
    if (old.isEmpty()) {
      session.change(
          "INSERT INTO files (path, filename, rootname, monitor_flag, pending, size, mtime, sha256,"
              + " recipe, state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          key.path(),
          key.filename(),
          key.name().rootname().orElse(null),
          state == State.GOOD,
          pending,
          content.size(),
          content.mtimeMicros(),
          content.sha256().orElse(null),
          content.recipe(),
          state.name(),
          reason);
    } else {
      session.change(
          "UPDATE files SET monitor_flag = ?, pending = ?, size = ?, mtime = ?, sha256 = ?, recipe"
              + " = ?, state = ?, reason = ? WHERE file_id = ?",
          state == State.GOOD,
          pending,
          content.size(),
          content.mtimeMicros(),
          content.sha256().orElse(null),
          content.recipe(),
          state.name(),
          reason,
          old.get().id());
    }
    return find(key).orElseThrow().id();
  }

  /** A reason may quote a damaged file, and not every engine keeps every character. */
  private static String printable(String words) {
    return words.replaceAll("\\p{Cntrl}", "?");
  }

  /** No twin comes before it; those that come after it give their rows up. */
  private boolean givesRows(FileKey key, FileName name) {
    for (var twin : twins(key, name)) {
      if (twin.state() != State.GOOD) {
        continue;
      }
      if (twin.key().compareTo(key) < 0) {
        return false;
      }
      clear(twin);
    }
    return true;
  }

  private List<StoredFile> twins(FileKey key, FileName name) {
    var spellings = name.spellings();
    return session
        .list(
            "SELECT " + COLUMNS + " FROM files WHERE filename IN (?, ?)",
            FileTable::read,
            spellings.get(0),
            spellings.get(1))
        .stream()
        .filter(file -> !file.key().equals(key))
        .toList();
  }

  private void clear(StoredFile file) {
    for (var table : ObservationTable.DERIVED) {
      session.change("DELETE FROM " + table + " WHERE file_id = ?", file.id());
    }
    session.change("UPDATE observations SET file_id = NULL WHERE file_id = ?", file.id());
    gains.remove(file.id());
  }

  private void insert(long id, FileKey key, FileName name, Row row) {
    if (row.table().equals(ObservationTable.NAME)) {
      return;
    }
    var columns = new StringBuilder("file_id, filename, rootname");
    var marks = new StringBuilder("?, ?, ?");
    var values = new ArrayList<@Nullable Object>();
    values.add(id);
    values.add(key.filename());
    values.add(name.rootname().orElse(null));
    row.values()
        .forEach(
            (column, value) -> {
              columns.append(", ").append(column);
              marks.append(", ?");
              values.add(value);
            });
    session.change(
        "INSERT INTO %s (%s) VALUES (%s)".formatted(row.table(), columns, marks), values.toArray());
  }

  /** The file is not there any more. */
  void remove(FileKey key) {
    session.transaction(
        () ->
            find(key)
                .ifPresent(
                    file -> {
                      clear(file);
                      session.change("DELETE FROM files WHERE file_id = ?", file.id());
                      if (file.state() == State.GOOD) {
                        askOthers(key, key.name());
                      }
                      observations.tellKinds(key.name());
                      askReaders(key, key.name());
                    }));
  }

  /** The file has another directory, and the same content. */
  void move(FileKey from, FileKey to, long mtimeMicros) {
    session.transaction(
        () -> {
          session.change(
              "UPDATE files SET path = ?, mtime = ? WHERE path = ? AND filename = ?",
              to.path(),
              mtimeMicros,
              from.path(),
              from.filename());
          var name = to.name();
          if (!twins(to, name).isEmpty()) {
            askOthers(to, name);
            // it may come first now, and give the rows
            session.change(
                "UPDATE files SET pending = ? WHERE path = ? AND filename = ?",
                true,
                to.path(),
                to.filename());
          }
          askReaders(from, name);
          askReaders(to, name);
        });
  }

  /** The file was touched, and has the same content. */
  void touch(FileKey key, long size, long mtimeMicros) {
    session.change(
        "UPDATE files SET size = ?, mtime = ?, pending = ? WHERE path = ? AND filename = ?",
        size,
        mtimeMicros,
        false,
        key.path(),
        key.filename());
  }

  private void askOthers(FileKey key, FileName name) {
    name.rootname()
        .ifPresent(
            root ->
                session.change(
                    "UPDATE files SET pending = ? WHERE rootname = ? AND state = ?",
                    true,
                    root,
                    State.GOOD.name()));
    for (var twin : twins(key, name)) {
      if (twin.state() == State.GOOD) {
        session.change("UPDATE files SET pending = ? WHERE file_id = ?", true, twin.id());
      }
    }
  }

  /**
   * What is read together with this file has to be read again; what cannot be used as well, since
   * the reason may have been this file.
   */
  private void askReaders(FileKey key, FileName name) {
    for (var reader : name.readers()) {
      session.change(
          "UPDATE files SET pending = ? WHERE path = ? AND filename = ?", true, key.path(), reader);
    }
  }
}
