package org.stillwatch.cos.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a catalogue holds, without the numbers that it gave by itself. */
public record Dump(SortedMap<String, List<String>> tables) {
  private static final List<String> OWN = List.of("id", "file_id", "reported");

  /** Each table's rows as texts, in an order that depends on them alone. */
  public static Dump of(Database database) {
    var dump = new TreeMap<String, List<String>>();
    try (var catalogue = Catalogue.open(database);
        var session = Session.connect(database)) {
      Map<Long, String> files = new HashMap<>();
      for (var file : catalogue.files()) {
        files.put(file.id(), file.key().path() + "/" + file.key().filename());
      }
      var tables = new ArrayList<>(ObservationTable.DERIVED);
      tables.addAll(
          List.of(
              "files",
              "observations",
              "cci",
              "gain",
              "gain_rows",
              "low_gain_rows",
              "bad_pixels",
              "gainsag_trend"));
      for (var table : tables) {
        dump.put(table, rows(session, table, files));
      }
    }
    return new Dump(dump);
  }

  /** The rows of a table. */
  public List<String> rows(String table) {
    return Optional.ofNullable(tables.get(table)).orElseThrow();
  }

  private static List<String> rows(Session session, String table, Map<Long, String> files) {
    return session
        .list(
            "SELECT * FROM " + table,
            row -> {
              var cells = new TreeMap<String, String>();
              var columns = row.getMetaData();
              for (int i = 1; i <= columns.getColumnCount(); i++) {
                var column = columns.getColumnLabel(i);
                if (column.equals("file_id")) {
                  cells.put(column, String.valueOf(files.get(row.getLong(i))));
                } else if (!OWN.contains(column)) {
                  cells.put(column, text(row.getObject(i)));
                }
              }
              return cells.toString();
            })
        .stream()
        .sorted()
        .toList();
  }

  /** Engines give one number as several types. */
  private static String text(@Nullable Object cell) {
    return switch (cell) {
      case null -> "absent";
      case Boolean truth -> truth ? "1" : "0";
      case Number number ->
          number.doubleValue() == Math.rint(number.doubleValue())
              ? Long.toString(number.longValue())
              : Double.toString(number.doubleValue());
      default -> cell.toString();
    };
  }
}
