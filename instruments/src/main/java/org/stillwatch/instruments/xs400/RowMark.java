package org.stillwatch.instruments.xs400;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a workbook has been dealt with.
 *
 * @param file path relative to the folder, with slashes
 * @param identity hash of its first row
 * @param lastRow number of the last row dealt with
 * @param lastHash hash of that row
 * @param modifiedMillis when the version that was read was written, milliseconds since 1970
 */
record RowMark(String file, String identity, long lastRow, String lastHash, long modifiedMillis) {

  private static final String HEADING = "xs400 1";
  private static final String BACKLOG = "backlog";

  /** Before the first row of a workbook. */
  static RowMark start(String file, long modifiedMillis) {
    return new RowMark(file, "-", 0, "-", modifiedMillis);
  }

  /**
   * What is kept between two runs.
   *
   * @param backlog the rows that were there before the first look are not all dealt with
   * @param marks the workbook in use comes last
   */
  record Cursor(boolean backlog, List<RowMark> marks) {
    Cursor {
      marks = List.copyOf(marks);
    }

    String encode() {
      var out = new StringBuilder(HEADING);
      if (backlog) {
        out.append('\n').append(BACKLOG);
      }
      for (var mark : marks) {
        out.append('\n')
            .append(mark.identity)
            .append(' ')
            .append(mark.lastRow)
            .append(' ')
            .append(mark.lastHash)
            .append(' ')
            .append(mark.modifiedMillis)
            .append(' ')
            .append(mark.file);
      }
      return out.toString();
    }

    /**
     * @throws IllegalArgumentException with one sentence when the text is not from {@link #encode}
     */
    static Cursor decode(String text) {
      var lines = text.lines().toList();
      if (lines.isEmpty() || !lines.getFirst().equals(HEADING)) {
        throw new IllegalArgumentException(
            "the stored position is none of an XS400 log; expected '" + HEADING + "'");
      }
      boolean backlog = lines.size() > 1 && lines.get(1).equals(BACKLOG);
      var marks = new ArrayList<RowMark>();
      for (var line : lines.subList(backlog ? 2 : 1, lines.size())) {
        var parts = line.split(" ", 5);
        if (parts.length != 5) {
          throw new IllegalArgumentException("'" + line + "' is no position in an XS400 log");
        }
        marks.add(
            new RowMark(
                parts[4], parts[0], Long.parseLong(parts[1]), parts[2], Long.parseLong(parts[3])));
      }
      return new Cursor(backlog, marks);
    }
  }
}
