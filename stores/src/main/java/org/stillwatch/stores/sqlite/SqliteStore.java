package org.stillwatch.stores.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.Journal;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Keeps all in one SQLite file, {@code stillwatch.db}, in a data directory that one process writes
 * and any number may read, also while it is written.
 *
 * <p>A commit is on the disk when it returns. When it cannot be (disk full, I/O error, file locked)
 * nothing of it is kept, {@link StoreUnavailable} says why, and the same commit may be tried again.
 */
public final class SqliteStore implements StationStore {

  private final DatabaseFile file;
  private final Readers readers;
  private final ReadingQueries queries;
  private final JournalQueries journal;
  private final @Nullable DataDirectory directory;
  private final @Nullable Writer writer;

  /** Only a station with a sink pays for the index. */
  private volatile boolean arrivalsIndexed;

  private SqliteStore(
      DatabaseFile file, @Nullable DataDirectory directory, @Nullable Writer writer) {
    this.file = file;
    this.directory = directory;
    this.writer = writer;
    readers = new Readers(file);
    queries = new ReadingQueries(readers);
    journal = new JournalQueries(readers);
  }

  /**
   * Opens a data directory for writing and reading, makes it where there is none, and brings an
   * older file to the present format. The directory belongs to this process until {@link #close}.
   *
   * @throws StoreProblem with one sentence for the user: in use by another process, on a network
   *     file system, written by a newer version, no database, damaged
   */
  public static SqliteStore open(Path dataDirectory) {
    return open(dataDirectory, InstantSource.system());
  }

  /** As {@link #open(Path)}, the clock giving the times of the store's own journal entries. */
  public static SqliteStore open(Path dataDirectory, InstantSource clock) {
    var directory = DataDirectory.own(dataDirectory);
    try {
      var file = new DatabaseFile(dataDirectory);
      boolean unclean = file.hasLog();
      try (var connection = file.writer()) {
        Schema.migrate(connection, file.path(), clock);
        if (unclean) {
          file.checkAfterUncleanEnd(connection);
        }
      } catch (SQLException e) {
        throw SqliteErrors.problem(file.path(), e);
      }
      return new SqliteStore(file, directory, new Writer(file, clock));
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Whether anything was ever stored in a data directory. */
  public static boolean exists(Path dataDirectory) {
    return new DatabaseFile(dataDirectory).exists();
  }

  /**
   * Opens a data directory for reading alone, also while a station writes it. Commits are refused.
   *
   * @throws StoreProblem with one sentence for the user: nothing stored there, written by another
   *     version, no database, damaged
   */
  public static SqliteStore openReadOnly(Path dataDirectory) {
    var file = new DatabaseFile(dataDirectory);
    if (!file.exists()) {
      throw new StoreProblem(
          "no "
              + DatabaseFile.NAME
              + " in "
              + dataDirectory
              + "; expected a data directory in which a station or an import has stored readings");
    }
    try (var connection = file.reader()) {
      int version = Schema.check(connection, file.path());
      if (version < Schema.newest()) {
        throw new StoreProblem(
            file.path()
                + " has the older format "
                + version
                + "; start the station once, or import into it, to bring it to format "
                + Schema.newest());
      }
    } catch (SQLException e) {
      throw SqliteErrors.problem(file.path(), e);
    }
    return new SqliteStore(file, null, null);
  }

  /** The directory that this store owns; empty when it was opened for reading alone. */
  public Optional<DataDirectory> directory() {
    return Optional.ofNullable(directory);
  }

  /** Limits the size of the file, in pages of 4 KiB; 0 lifts the limit. For tests. */
  void limitPages(long pages) {
    writer().limit(pages);
  }

  private Writer writer() {
    if (writer == null) {
      throw new UnsupportedOperationException(
          file.path() + " was opened for reading alone; nothing can be stored in it");
    }
    return writer;
  }

  @Override
  public Stored commit(Commit commit) {
    return writer().write(session -> session.write(commit));
  }

  @Override
  public Optional<String> cursor(String instrument) {
    return readers.ask(
        connection -> {
          try (var select =
              connection.prepareStatement("SELECT text FROM cursor WHERE instrument = ?")) {
            select.setString(1, instrument);
            try (var row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  @Override
  public Map<String, String> states() {
    return readers.ask(
        connection -> {
          var states = new TreeMap<String, String>();
          try (var select = connection.prepareStatement("SELECT key, text FROM state");
              var rows = select.executeQuery()) {
            while (rows.next()) {
              states.put(rows.getString(1), rows.getString(2));
            }
          }
          return Collections.unmodifiableMap(states);
        });
  }

  @Override
  public List<Channel> channels() {
    return list("SELECT * FROM channel ORDER BY name", Rows::channel);
  }

  @Override
  public List<Reading> latest() {
    return list(
        """
        SELECT c.name, r.time, r.n, r.value, r.note, reason.text
          FROM channel c
          JOIN reading r ON r.channel = c.id AND (r.time, r.n) =
            (SELECT time, n FROM reading WHERE channel = c.id ORDER BY time DESC, n DESC LIMIT 1)
          LEFT JOIN reason ON r.value IS NULL AND reason.id = r.note
          ORDER BY c.name
        """,
        row -> Rows.reading(new ChannelId(row.getString(1)), row, 2));
  }

  @Override
  public void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    queries.read(channel, from, to, sink);
  }

  @Override
  public void readMerged(
      List<ChannelId> channels, Instant from, Instant to, Consumer<Reading> sink) {
    queries.readMerged(channels, from, to, sink);
  }

  @Override
  public Arrivals arrivals(long after, int limit) {
    if (writer != null && !arrivalsIndexed) {
      writer.write(
          session -> {
            session.indexArrivals();
            return true;
          });
      arrivalsIndexed = true;
    }
    return readers.ask(connection -> ArrivalQuery.run(connection, after, limit));
  }

  @Override
  public List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points) {
    if (points < 1) {
      throw new IllegalArgumentException(points + " points of " + channel + "; expected 1 or more");
    }
    return readers.ask(
        connection ->
            TrendQuery.run(connection, channel, Nanos.clamp(from), Nanos.clamp(to), points));
  }

  @Override
  public List<Block> blocks(ChannelId channel, Instant from, Instant to) {
    return readers.ask(
        connection -> Blocks.read(connection, channel, Nanos.clamp(from), Nanos.clamp(to)));
  }

  @Override
  public List<Conflict> conflicts(int limit) {
    return list(
        """
        SELECT c.name, r.time, r.n, r.value, r.note, kept.text, o.time, o.n, o.value, o.note,
            other.text
          FROM (SELECT * FROM conflict ORDER BY number DESC LIMIT %d) o
          JOIN channel c ON c.id = o.channel
          JOIN reading r ON r.channel = o.channel AND r.time = o.time AND r.n = o.n
          LEFT JOIN reason kept ON r.value IS NULL AND kept.id = r.note
          LEFT JOIN reason other ON o.value IS NULL AND other.id = o.note
          ORDER BY o.number DESC
        """
            .formatted(limit),
        row -> {
          var channel = new ChannelId(row.getString(1));
          return new Conflict(Rows.reading(channel, row, 2), Rows.reading(channel, row, 7));
        });
  }

  @Override
  public List<StoredSnapshot> snapshots(int limit) {
    return readers.ask(connection -> ListQueries.snapshots(connection, limit));
  }

  @Override
  public List<StoredSnapshot> snapshotsAt(Instant time) {
    return readers.ask(connection -> ListQueries.snapshotsAt(connection, time));
  }

  @Override
  public List<StoredSnapshot> snapshots(Instant from, Instant to) {
    return readers.ask(connection -> ListQueries.snapshots(connection, from, to));
  }

  @Override
  public List<Notice> notices(Instant from, Instant to) {
    return readers.ask(connection -> ListQueries.notices(connection, from, to));
  }

  @Override
  public List<JournalEntry> journal(int limit) {
    return list(
        "SELECT time, kind, subject, text FROM journal ORDER BY number DESC LIMIT " + limit,
        row ->
            new JournalEntry(
                Nanos.instant(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4)));
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public List<OutboxEntry> waiting(String notifier, int limit) {
    return readers.ask(connection -> ListQueries.waiting(connection, notifier, limit));
  }

  @Override
  public void begin(List<OutboxEntry> entries) {
    writer()
        .write(
            session -> {
              session.attempt(entries);
              return true;
            });
  }

  @Override
  public void delivered(List<OutboxEntry> entries, Instant at, String receipt) {
    answer(entries, OutboxEntry.State.DELIVERED, at, receipt, false, List.of());
  }

  @Override
  public void retry(
      List<OutboxEntry> entries, Instant next, String reason, boolean mayHaveArrived) {
    answer(entries, OutboxEntry.State.WAITING, next, reason, mayHaveArrived, List.of());
  }

  @Override
  public void park(
      List<OutboxEntry> entries, Instant at, String reason, List<OutgoingNotice> told) {
    answer(entries, OutboxEntry.State.PARKED, at, reason, false, told);
  }

  private void answer(
      List<OutboxEntry> entries,
      OutboxEntry.State state,
      Instant next,
      String text,
      boolean mayHaveArrived,
      List<OutgoingNotice> told) {
    writer()
        .write(
            session -> {
              session.answer(entries, state, next, text, mayHaveArrived, told);
              return true;
            });
  }

  @Override
  public int settleParked(boolean again, Instant at) {
    var state = again ? OutboxEntry.State.WAITING : OutboxEntry.State.DISMISSED;
    return writer().write(session -> session.settleParked(state, at));
  }

  @Override
  public List<Told> told(int limit) {
    return readers.ask(connection -> ListQueries.told(connection, limit));
  }

  @Override
  public Optional<Told> told(String noticeId) {
    return readers.ask(connection -> ListQueries.told(connection, noticeId));
  }

  @Override
  public Count count() {
    return readers.ask(ListQueries::count);
  }

  @Override
  public List<OutboxEntry> entries(OutboxEntry.State state, int limit) {
    return readers.ask(connection -> ListQueries.entries(connection, state, limit));
  }

  private <T> List<T> list(String sql, ListQueries.Row<T> row) {
    return readers.ask(connection -> ListQueries.list(connection, sql, row));
  }

  /** Closes the file and lets others own the directory; everything committed stays. */
  @Override
  public void close() {
    readers.close();
    if (writer != null) {
      writer.close();
    }
    if (directory != null) {
      directory.close();
    }
  }
}
