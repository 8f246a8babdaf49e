package org.stillwatch.cos.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.RecoveryRule;

/** The flagged superpixels, and what each measured CCI added to them. */
final class FlagTable {
  private final Session session;

  private record Place(Pixel pixel, int hv) {
    static Place of(Flag flag) {
      return new Place(Pixel.of(flag), flag.hv());
    }

    static Place of(ResultSet row) throws SQLException {
      var segment = Segment.valueOf(row.getString(1));
      return new Place(new Pixel(segment, row.getInt(3), row.getInt(4)), row.getInt(2));
    }
  }

  FlagTable(Session session) {
    this.session = session;
  }

  List<Flag> all() {
    return session
        .list(
            "SELECT b.segment, b.hv_lvl, b.x, b.y, b.mjd_below_3, c.source, b.recovery"
                + " FROM bad_pixels b JOIN cci c ON c.file_id = b.file_id",
            row ->
                new Flag(
                    Segment.valueOf(row.getString(1)),
                    row.getInt(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getDouble(5),
                    row.getString(6),
                    row.getBoolean(7)))
        .stream()
        .sorted(
            Comparator.comparing(Flag::segment)
                .thenComparingInt(Flag::hv)
                .thenComparingInt(Flag::x)
                .thenComparingInt(Flag::y))
        .toList();
  }

  boolean current(RecoveryRule rule) {
    return Memory.read(session, Memory.FLAGS_STALE).filter("true"::equals).isEmpty()
        && Memory.read(session, Memory.FLAGS_RULE).filter(rule.name()::equals).isPresent();
  }

  /** Replaces all flags, and reports every CCI that was measured since the last time. */
  void replace(List<Flag> flags, RecoveryRule rule, Instant now) {
    session.transaction(
        () -> {
          // those of images that are being measured again as well
          var before =
              new HashSet<>(
                  session.list("SELECT segment, hv_lvl, x, y FROM bad_pixels", Place::of));
          var added = new HashMap<String, Integer>();
          for (var flag : flags) {
            if (!before.contains(Place.of(flag))) {
              added.merge(flag.source(), 1, Integer::sum);
            }
          }
          write(flags);
          report(added, now);
          Memory.write(session, Memory.FLAGS_STALE, "false");
          Memory.write(session, Memory.FLAGS_RULE, rule.name());
        });
  }

  private void write(List<Flag> flags) {
    var files = new HashMap<String, Object[]>();
    session.each(
        "SELECT c.source, c.file_id, f.filename FROM cci c JOIN files f ON f.file_id = c.file_id",
        row -> files.put(row.getString(1), new Object[] {row.getLong(2), row.getString(3)}));
    session.change("DELETE FROM bad_pixels");
    var rows = new ArrayList<@Nullable Object[]>();
    for (var flag : flags) {
      var file = files.get(flag.source());
      if (file == null) {
        throw new IllegalArgumentException("a flag of " + flag.source() + ", which is not there");
      }
      rows.add(
          new @Nullable Object[] {
            file[0],
            file[1],
            flag.segment().name(),
            flag.hv(),
            flag.x(),
            flag.y(),
            flag.mjdBelow3(),
            flag.recovery()
          });
    }
    session.changeEach(
        "INSERT INTO bad_pixels (file_id, filename, segment, hv_lvl, x, y, mjd_below_3, recovery)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  private void report(Map<String, Integer> added, Instant now) {
    var rows =
        session.list(
            "SELECT source, segment, hv_lvl, expstart, mean_gain, fitted, counts FROM cci"
                + " WHERE reported = ? ORDER BY expstart, source",
            row -> {
              double mean = row.getDouble(5);
              var meanGain = row.wasNull() ? null : (Double) mean;
              int hv = row.getInt(3);
              return new @Nullable Object[] {
                now.toString(),
                row.getString(1),
                row.getString(2),
                HighVoltage.known(hv) ? (Integer) hv : null,
                row.getDouble(4),
                meanGain,
                row.getInt(6),
                row.getLong(7),
                added.getOrDefault(row.getString(1), 0)
              };
            },
            false);
    session.changeEach(
        "INSERT INTO ingest_results (time, source, segment, hv_lvl, expstart, mean_gain, fitted,"
            + " counts, new_sagged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
    session.change("UPDATE cci SET reported = ? WHERE reported = ?", true, false);
  }

  List<IngestResult> results(long afterId, int limit) {
    return session.list(
        "SELECT * FROM ingest_results WHERE id > ? ORDER BY id LIMIT ?",
        FlagTable::result,
        afterId,
        limit);
  }

  private static IngestResult result(ResultSet row) throws SQLException {
    int hv = row.getInt("hv_lvl");
    var level = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(hv);
    double mean = row.getDouble("mean_gain");
    var meanGain = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(mean);
    return new IngestResult(
        row.getLong("id"),
        Instant.parse(row.getString("time")),
        row.getString("source"),
        Segment.valueOf(row.getString("segment")),
        level,
        row.getDouble("expstart"),
        meanGain,
        row.getInt("fitted"),
        row.getLong("counts"),
        row.getInt("new_sagged"));
  }
}
