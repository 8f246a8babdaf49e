package org.stillwatch.cos.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.maps.GainTrend;
import org.stillwatch.cos.sag.Flagging;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.Recovery;
import org.stillwatch.cos.sag.RecoveryRule;

/**
 * What is known of the archive. Every method is one transaction: it happens wholly or, with a
 * {@link CosProblem} of one sentence, not at all. Not for use by several threads; each opens its
 * own. Any number of them may read while one ingest writes.
 */
public final class Catalogue implements AutoCloseable {
  /** Low gains that are in memory at once while flags are made of them. */
  private static final int CHUNK = 250_000;

  private static final List<String> COUNTED =
      List.of("files", "observations", "cci", "bad_pixels", "gainsag_trend", "ingest_results");

  private final Database database;
  private final Session session;
  private final FileTable files;
  private final GainQueries gains;
  private final FlagTable flags;
  private final TrendTable trends;

  private Catalogue(Database database, Session session) {
    this.database = database;
    this.session = session;
    files = new FileTable(session, new GainTable(session));
    gains = new GainQueries(session);
    flags = new FlagTable(session);
    trends = new TrendTable(session, gains);
  }

  /**
   * Opens a catalogue, and makes its tables where they are not there.
   *
   * @throws CosProblem when the database is not there, lets us not in, or is newer than this
   *     program
   */
  public static Catalogue open(Database database) {
    var session = Session.connect(database);
    try {
      Migrations.apply(session, database);
      return new Catalogue(database, session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** In the words of a message: which file, or which database on which server. */
  public String words() {
    return database.words();
  }

  /**
   * Keeps every other ingest away until it is closed, or this process ends.
   *
   * @throws CosProblem when one is running
   */
  public Claim claimIngest() {
    if (!session.work(c -> session.dialect().lock(c, Dialect.Lock.INGEST, false))) {
      throw new CosProblem(
          "another ingest is writing to the %s; nothing was done".formatted(database.words()));
    }
    return () ->
        session.work(
            connection -> {
              session.dialect().unlock(connection, Dialect.Lock.INGEST);
              return true;
            });
  }

  /** The right to ingest. */
  @FunctionalInterface
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /** All files, by path and name. */
  public List<StoredFile> files() {
    return files.all();
  }

  /** Those from which rows have to be derived again, by path and name. */
  public List<StoredFile> pendingFiles() {
    return files.pending();
  }

  /** Those that cannot be used, each with its reason, by path and name. */
  public List<StoredFile> badFiles() {
    return files.in(StoredFile.State.BAD);
  }

  /** Those that are legal and hold nothing, by path and name. */
  public List<StoredFile> emptyFiles() {
    return files.in(StoredFile.State.EMPTY);
  }

  /**
   * Replaces all that is known of a file. When the database refuses one of its rows, as a number
   * that no column takes, the file is kept as bad.
   */
  public void store(FileContent content) {
    try {
      files.store(content);
    } catch (CosProblem e) {
      var refused = Session.refused(e).orElseThrow(() -> e);
      files.store(
          new FileContent(
              content.key(),
              content.size(),
              content.mtimeMicros(),
              content.sha256(),
              content.recipe(),
              new FileContent.Bad("gives a row that the database refuses: " + refused)));
    }
  }

  /** A file is gone, and all that was derived from it. */
  public void remove(FileKey key) {
    files.remove(key);
  }

  /** A file has another directory and the same content: what was derived from it stays. */
  public void move(FileKey from, FileKey to, long mtimeMicros) {
    files.move(from, to, mtimeMicros);
  }

  /** A file's time changed, and not its content. */
  public void touch(FileKey key, long size, long mtimeMicros) {
    files.touch(key, size, mtimeMicros);
  }

  /** All measured CCIs, by start and name. */
  public List<CciEntry> ccis() {
    return gains.ccis();
  }

  /** All measurements of these pixels, by start, name and place. */
  public List<Measurement> measurements(Collection<Pixel> pixels) {
    return session.transaction(() -> gains.of(pixels));
  }

  /** Gives every measurement of the watched rows whose gain is at most the limit of a flag. */
  public void lowGains(Consumer<Measurement> taker) {
    gains.low(taker);
  }

  /** The flagged superpixels, by segment, level, x and y. */
  public List<Flag> flags() {
    return flags.all();
  }

  /** The flags are those of the measurements that are there, marked by this rule. */
  public boolean flagsAreCurrent(RecoveryRule rule) {
    return flags.current(rule);
  }

  /**
   * Makes the flags anew, of all measurements, and a result for each CCI that was measured since
   * they were made last.
   *
   * @param now the time of those results
   */
  public void renewFlags(RecoveryRule rule, Instant now) {
    session.transaction(
        () -> {
          var found = flagged();
          flags.replace(Recovery.mark(found, gains.proofs(found, rule), rule), rule, now);
        });
  }

  private List<Flag> flagged() {
    var found = new ArrayList<Flag>();
    var chunk = new ArrayList<Measurement>();
    Runnable merge =
        () -> {
          var merged = Flagging.merge(found, Flagging.of(chunk));
          found.clear();
          found.addAll(merged);
          chunk.clear();
        };
    gains.low(
        measurement -> {
          chunk.add(measurement);
          if (chunk.size() == CHUNK) {
            merge.run();
          }
        });
    merge.run();
    return found;
  }

  /** Fits the gain of every superpixel of the watched rows anew, at every level. */
  public void renewTrends() {
    trends.renew();
  }

  /** The fits, as of when they were made last: by segment, level, x and y. */
  public List<GainTrend> trends() {
    return trends.all();
  }

  /**
   * What measuring CCIs brought.
   *
   * @param afterId those with a greater id; 0 gives all
   * @param limit at most so many
   */
  public List<IngestResult> results(long afterId, int limit) {
    return flags.results(afterId, limit);
  }

  /** How many rows each table has; those of {@code gain} as the CCIs say. */
  public SortedMap<String, Long> tableCounts() {
    return session.transaction(
        () -> {
          var counts = new TreeMap<String, Long>();
          var tables = new ArrayList<>(COUNTED);
          tables.addAll(ObservationTable.DERIVED);
          for (var table : tables) {
            counts.put(table, number("SELECT count(*) FROM " + table));
          }
          counts.put("gain", number("SELECT coalesce(sum(fitted), 0) FROM cci"));
          return counts;
        });
  }

  private long number(String sql) {
    return session.first(sql, row -> row.getLong(1)).orElse(0L);
  }

  @Override
  public void close() {
    session.close();
  }
}
