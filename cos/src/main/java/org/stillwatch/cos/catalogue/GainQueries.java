package org.stillwatch.cos.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.Recovery;
import org.stillwatch.cos.sag.RecoveryRule;

/** Reads what was measured of CCIs. */
final class GainQueries {
  private static final String CELL = "g.y, g.x, g.gain_milli, g.counts";

  private final Session session;

  /** A CCI as its measurements need it. */
  record Source(long fileId, String name, Segment segment, int hv, double expstart) {}

  GainQueries(Session session) {
    this.session = session;
  }

  List<CciEntry> ccis() {
    return session.list(
        "SELECT c.*, f.path, f.filename, f.sha256 FROM cci c JOIN files f ON f.file_id = c.file_id"
            + " ORDER BY c.expstart, c.source",
        GainQueries::entry);
  }

  private static CciEntry entry(ResultSet row) throws SQLException {
    double mean = row.getDouble("mean_gain");
    var meanGain = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(mean);
    return new CciEntry(
        new CciHeader(
            row.getString("source"),
            row.getString("detector"),
            Segment.valueOf(row.getString("segment")),
            row.getString("obsmode"),
            row.getDouble("header_expstart"),
            row.getDouble("expend"),
            row.getDouble("exptime"),
            row.getInt("numfiles"),
            row.getLong("counts"),
            row.getInt("hv_lvl"),
            Optional.ofNullable(row.getString("brftab"))),
        new FileKey(row.getString("path"), row.getString("filename")),
        row.getString("sha256"),
        row.getString("map"),
        row.getInt("fitted"),
        meanGain);
  }

  /** By file. */
  Map<Long, Source> sources() {
    var sources = new HashMap<Long, Source>();
    session.each(
        "SELECT file_id, source, segment, hv_lvl, expstart FROM cci",
        row ->
            sources.put(
                row.getLong(1),
                new Source(
                    row.getLong(1),
                    row.getString(2),
                    Segment.valueOf(row.getString(3)),
                    row.getInt(4),
                    row.getDouble(5))));
    return sources;
  }

  /** Those that may be flagged, file by file. */
  void low(Consumer<Measurement> taker) {
    var sources = sources();
    session.each(
        "SELECT " + CELL + ", g.file_id FROM low_gain_rows g ORDER BY g.file_id",
        row -> take(row, sources, taker));
  }

  /** All of these pixels, by time. */
  List<Measurement> of(Collection<Pixel> pixels) {
    var sources = sources();
    var found = new ArrayList<Measurement>();
    for (var pixel : pixels) {
      session.each(
          "SELECT "
              + CELL
              + ", g.file_id FROM cci c JOIN gain_rows g ON g.file_id = c.file_id"
              + " WHERE c.segment = ? AND g.y = ? AND g.x = ?",
          row -> take(row, sources, found::add),
          pixel.segment().name(),
          pixel.y(),
          pixel.x());
    }
    found.sort(
        Comparator.comparingDouble(Measurement::expstart)
            .thenComparing(Measurement::source)
            .thenComparingInt(Measurement::y)
            .thenComparingInt(Measurement::x));
    return found;
  }

  /** All of one row of superpixels of a segment at a level. */
  List<Measurement> ofRow(Segment segment, int hv, int y, Map<Long, Source> sources) {
    var found = new ArrayList<Measurement>();
    session.each(
        "SELECT "
            + CELL
            + ", g.file_id FROM cci c JOIN gain_rows g ON g.file_id = c.file_id"
            + " WHERE c.segment = ? AND c.hv_lvl = ? AND g.y = ?",
        row -> take(row, sources, found::add),
        segment.name(),
        hv,
        y);
    return found;
  }

  /**
   * The measurements that say whether flags recovered: of each flag the newest that the rule lets
   * count. CCIs are read from the newest on, until every flag is answered.
   */
  List<Measurement> proofs(List<Flag> flags, RecoveryRule rule) {
    var newestFirst =
        sources().values().stream()
            .sorted(
                Comparator.comparingDouble(Source::expstart).thenComparing(Source::name).reversed())
            .toList();
    var proofs = new ArrayList<Measurement>();
    for (var segment : Segment.values()) {
      var open = new Unanswered(segment, flags, rule);
      for (var source : newestFirst) {
        if (source.segment() == segment && open.counts(source)) {
          session.each(
              "SELECT " + CELL + " FROM gain_rows g WHERE g.file_id = ? AND g.y BETWEEN ? AND ?",
              row -> {
                if (open.answer(source, row.getInt(1), row.getInt(2))) {
                  proofs.add(measurement(row, source));
                }
              },
              source.fileId(),
              open.firstY(),
              open.lastY());
        }
      }
    }
    return proofs;
  }

  /** A CCI that came between two questions is left out, as if it had come later. */
  private static void take(ResultSet row, Map<Long, Source> sources, Consumer<Measurement> taker)
      throws SQLException {
    var source = sources.get(row.getLong(5));
    if (source != null) {
      taker.accept(measurement(row, source));
    }
  }

  private static Measurement measurement(ResultSet row, Source source) throws SQLException {
    return new Measurement(
        source.name(),
        source.segment(),
        source.hv(),
        source.expstart(),
        row.getInt(2),
        row.getInt(1),
        GainRows.gain(row.getInt(3)),
        row.getInt(4));
  }

  /** The flags of a segment that no measurement has answered yet, by pixel: their levels. */
  private static final class Unanswered {
    private final RecoveryRule rule;
    private final Map<Pixel, List<Integer>> levels = new HashMap<>();
    private final Segment segment;

    Unanswered(Segment segment, List<Flag> flags, RecoveryRule rule) {
      this.segment = segment;
      this.rule = rule;
      for (var flag : flags) {
        var pixel = Pixel.of(flag);
        if (flag.segment() == segment && Recovery.inWindow(pixel)) {
          levels.computeIfAbsent(pixel, p -> new ArrayList<>()).add(flag.hv());
        }
      }
    }

    /** A measurement of it could answer something. */
    boolean counts(Source source) {
      return HighVoltage.known(source.hv())
          && levels.values().stream()
              .anyMatch(open -> open.stream().anyMatch(level -> proves(source, level)));
    }

    /** Whether the measurement of this pixel answers something, which is then answered. */
    boolean answer(Source source, int y, int x) {
      var pixel = new Pixel(segment, x, y);
      var open = levels.get(pixel);
      boolean answered = open != null && open.removeIf(level -> proves(source, level));
      if (open != null && open.isEmpty()) {
        levels.remove(pixel);
      }
      return answered;
    }

    private boolean proves(Source source, int level) {
      return switch (rule) {
        case STRICT -> source.hv() <= level;
        case LEGACY -> true;
      };
    }

    int firstY() {
      return levels.keySet().stream().mapToInt(Pixel::y).min().orElse(0);
    }

    int lastY() {
      return levels.keySet().stream().mapToInt(Pixel::y).max().orElse(0);
    }
  }
}
