package org.stillwatch.cos.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row for each exposure. It is there as long as any file of the exposure can be read; it is
 * described by the first of them in the order of {@link FileKind}, then of path and name.
 */
final class ObservationTable {
  static final String NAME = "observations";

  /** The tables whose rows belong to one file. */
  static final List<String> DERIVED =
      List.of(
          "nuv_corr_headers",
          "fuva_raw_headers",
          "fuvb_raw_headers",
          "fuva_corr_headers",
          "fuvb_corr_headers",
          "lampflash",
          "rawacqs",
          "darks",
          "stims",
          "high_voltage");

  private static final List<String> COLUMNS =
      List.of(
          "date_obs",
          "detector",
          "imagetyp",
          "targname",
          "proposid",
          "ra_targ",
          "dec_targ",
          "pr_inv_l",
          "pr_inv_f",
          "opus_ver",
          "obstype",
          "obsmode",
          "exptype",
          "postarg1",
          "postarg2",
          "life_adj",
          "fppos",
          "exp_num",
          "cenwave",
          "propaper",
          "apmpos",
          "aperxpos",
          "aperypos",
          "aperture",
          "opt_elem",
          "extended",
          "expstart",
          "expend",
          "proctime",
          "segment",
          "time_obs",
          "exptime",
          "asn_mtyp",
          "asn_id");

  private static final Comparator<FileKey> BEST_FIRST =
      Comparator.comparing((FileKey key) -> key.name().kind()).thenComparing(key -> key);

  private final Session session;

  ObservationTable(Session session) {
    this.session = session;
  }

  /** A file describes its exposure, if none does so that comes before it. */
  void offer(long id, FileKey key, FileName name, List<Row> rows) {
    for (var row : rows) {
      if (row.table().equals(NAME) && name.rootname().isPresent()) {
        offer(id, key, name.rootname().get(), row);
      }
    }
  }

  private void offer(long id, FileKey key, String rootname, Row row) {
    var describedBy =
        session.first(
            "SELECT f.path, f.filename FROM observations o JOIN files f ON f.file_id = o.file_id"
                + " WHERE o.rootname = ?",
            found -> new FileKey(found.getString(1), found.getString(2)),
            rootname);
    if (describedBy.isPresent() && BEST_FIRST.compare(describedBy.get(), key) < 0) {
      return;
    }
    if (session
        .first("SELECT 1 FROM observations WHERE rootname = ?", found -> true, rootname)
        .isEmpty()) {
      session.change("INSERT INTO observations (rootname) VALUES (?)", rootname);
    }
    var values = new ArrayList<@Nullable Object>();
    values.add(id);
    COLUMNS.forEach(column -> values.add(row.values().get(column)));
    values.add(rootname);
    session.change(
        "UPDATE observations SET file_id = ?, "
            + COLUMNS.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE rootname = ?",
        values.toArray());
  }

  /** Says which files of an exposure exist; without any the exposure goes. */
  void tellKinds(FileName name) {
    if (name.rootname().isEmpty() || !name.kind().describes()) {
      return;
    }
    var rootname = name.rootname().get();
    var kinds =
        session
            .list(
                "SELECT filename FROM files WHERE rootname = ? AND state = ?",
                row -> row.getString(1),
                rootname,
                StoredFile.State.GOOD.name())
            .stream()
            .flatMap(file -> FileName.of(file).stream())
            .map(FileName::kind)
            .filter(FileKind::describes)
            .collect(Collectors.toSet());
    if (kinds.isEmpty()) {
      session.change("DELETE FROM observations WHERE rootname = ?", rootname);
      return;
    }
    var values = new ArrayList<@Nullable Object>();
    FileKind.TOLD.forEach(kind -> values.add(kinds.contains(kind)));
    values.add(rootname);
    session.change(
        "UPDATE observations SET "
            + FileKind.TOLD.stream()
                .map(kind -> kind.suffix() + " = ?")
                .collect(Collectors.joining(", "))
            + " WHERE rootname = ?",
        values.toArray());
  }
}
