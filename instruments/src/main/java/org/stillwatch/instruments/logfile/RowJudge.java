package org.stillwatch.instruments.logfile;

import java.util.List;
import org.stillwatch.core.reading.Reading;

/**
 * Judges rows in the light of other files' rows: a temperature that stands still while its
 * resistance moves is no temperature. Its outcome depends on nothing but the rows and their order.
 */
public interface RowJudge {

  /**
   * A row and where it comes from.
   *
   * @param file path relative to the folder, with slashes
   * @param line its number in the file from 1
   */
  record Filed(String file, long line, Row.Values row) {}

  RowJudge NONE =
      new RowJudge() {
        @Override
        public List<List<Reading>> judge(List<Filed> rows) {
          return rows.stream().map(filed -> filed.row().readings()).toList();
        }

        @Override
        public String memory() {
          return "";
        }
      };

  /**
   * The readings that go out for each of these rows.
   *
   * @param rows all rows of one instant, of all files, in the order (file, line). A row that was
   *     written too late to be with the others comes alone.
   * @return for each row, in the same order, its readings; all of the row's instant
   */
  List<List<Reading>> judge(List<Filed> rows);

  /** What it must remember, one line of text. */
  String memory();
}
