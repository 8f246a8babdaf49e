package org.stillwatch.cos.catalogue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.sag.Flagging;

/**
 * Writes what was measured of CCIs. Rows of gain are only ever appended, under the number of their
 * file, which grows: the cost of a file does not depend on how many there are.
 */
final class GainTable {
  private static final double FIVE_DECIMALS = 1e5;

  private final Session session;

  GainTable(Session session) {
    this.session = session;
  }

  void add(long fileId, MeasuredCci measured) {
    var map = measured.map();
    var cci = map.cci();
    var rows = GainRows.of(fileId, map);
    session.change(
        "INSERT INTO cci (file_id, source, detector, segment, obsmode, hv_lvl, expstart,"
            + " header_expstart, expend, exptime, numfiles, counts, brftab, map, fitted,"
            + " mean_gain, reported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        fileId,
        cci.source(),
        cci.detector(),
        cci.segment().name(),
        cci.obsmode(),
        cci.dethv(),
        Math.rint(cci.expstart() * FIVE_DECIMALS) / FIVE_DECIMALS,
        cci.expstart(),
        cci.expend(),
        cci.exptime(),
        cci.numfiles(),
        cci.counts(),
        cci.brftab().orElse(null),
        measured.mapName(),
        rows.size(),
        mean(rows),
        false);
    var low = rows.low(Flagging.FIRST_Y, Flagging.LAST_Y, Flagging.MODAL_GAIN_LIMIT);
    session.work(
        connection -> {
          session.dialect().append(connection, "gain_rows", rows);
          session.dialect().append(connection, "low_gain_rows", low);
          return true;
        });
    Memory.write(session, Memory.FLAGS_STALE, "true");
  }

  private static @Nullable Double mean(GainRows rows) {
    var mean = Arrays.stream(rows.cells()).mapToDouble(cell -> rows.map().gain()[cell]).average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }

  /** With its rows of gain. Its flags go when all are made anew. */
  void remove(long fileId) {
    if (session.change("DELETE FROM cci WHERE file_id = ?", fileId) > 0) {
      Memory.write(session, Memory.FLAGS_STALE, "true");
    }
  }
}
