package org.stillwatch.cos.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.catalogue.GainQueries.Source;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.maps.GainTrend;
import org.stillwatch.cos.sag.Flagging;

/** How the gain of superpixels falls, at each level. */
final class TrendTable {
  private static final Comparator<Level> BY_LEVEL =
      Comparator.comparing(Level::segment).thenComparingInt(Level::hv);

  private final Session session;
  private final GainQueries gains;

  private record Level(Segment segment, int hv) {
    static Level of(Source source) {
      return new Level(source.segment(), source.hv());
    }
  }

  TrendTable(Session session, GainQueries gains) {
    this.session = session;
    this.gains = gains;
  }

  /** Makes all anew; one row of superpixels at one level is in memory at a time. */
  void renew() {
    session.transaction(
        () -> {
          session.change("DELETE FROM gainsag_trend");
          var sources = gains.sources();
          var levels = new TreeSet<>(BY_LEVEL);
          sources.values().forEach(source -> levels.add(Level.of(source)));
          for (var level : levels) {
            for (int y = Flagging.FIRST_Y; y <= Flagging.LAST_Y; y++) {
              write(fit(level, y, sources));
            }
          }
        });
  }

  private List<GainTrend> fit(Level level, int y, Map<Long, Source> sources) {
    var row = gains.ofRow(level.segment(), level.hv(), y, sources);
    row.sort(Comparator.comparingInt(Measurement::x));
    var trends = new ArrayList<GainTrend>();
    GainTrend.fitAll(row, trends::add);
    return trends;
  }

  private void write(List<GainTrend> trends) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var trend : trends) {
      rows.add(
          new @Nullable Object[] {
            trend.segment().name(),
            trend.hv(),
            trend.x(),
            trend.y(),
            trend.slope(),
            trend.intercept(),
            trend.projectedBad().map(Mjd::days).orElse(null)
          });
    }
    session.changeEach(
        "INSERT INTO gainsag_trend (segment, hv_lvl, x, y, slope, intercept, proj_bad_mjd)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  List<GainTrend> all() {
    return session
        .list(
            "SELECT segment, hv_lvl, x, y, slope, intercept, proj_bad_mjd FROM gainsag_trend",
            TrendTable::read)
        .stream()
        .sorted(
            Comparator.comparing(GainTrend::segment)
                .thenComparingInt(GainTrend::hv)
                .thenComparingInt(GainTrend::x)
                .thenComparingInt(GainTrend::y))
        .toList();
  }

  private static GainTrend read(ResultSet row) throws SQLException {
    double days = row.getDouble(7);
    var projectedBad = row.wasNull() ? Optional.<Mjd>empty() : Optional.of(new Mjd(days));
    return new GainTrend(
        Segment.valueOf(row.getString(1)),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getDouble(5),
        row.getDouble(6),
        projectedBad);
  }
}
