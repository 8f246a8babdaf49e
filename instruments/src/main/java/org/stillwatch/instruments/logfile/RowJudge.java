package org.stillwatch.instruments.logfile;

import java.util.List;
import org.stillwatch.core.reading.Reading;

/**
 * Judges rows in the light of other files' rows: a temperature that stands still while its
 * resistance moves is no temperature. Its outcome depends on nothing but the rows and their order.
 */
public interface RowJudge {

  RowJudge NONE =
      new RowJudge() {
        @Override
        public List<Reading> judge(String file, Row.Values row) {
          return row.readings();
        }

        @Override
        public String memory() {
          return "";
        }
      };

  /** The readings that go out for this row. */
  List<Reading> judge(String file, Row.Values row);

  /** What it must remember, one line of text. */
  String memory();
}
