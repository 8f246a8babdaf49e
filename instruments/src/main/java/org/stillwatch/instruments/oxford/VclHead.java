package org.stillwatch.instruments.oxford;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.instruments.logfile.LogText;

/**
 * What the first bytes of a VCL file tell.
 *
 * <p>Layout, as several independent public loaders read it: 1024 bytes of header and 5120 bytes of
 * comments, which are of no use here; from {@code 0x1800} the labels of the columns, 32 bytes each,
 * Latin-1, padded with NUL, the first empty one ends the list (room up to {@code 0x2F00}); from
 * {@code 0x3000} the rows, little-endian float64. The first number of every row is its size in
 * bytes.
 */
sealed interface VclHead {

  int LABELS_AT = 0x1800;
  int LABEL_BYTES = 32;
  int LABELS_END = 0x2F00;
  int ROWS_AT = 0x3000;

  /** LineSize, LineNumber and Time come first; a row without them is none. */
  int LEAST_COLUMNS = 3;

  int MOST_COLUMNS = 600;

  /** How much text without any NUL at the start shows that a file is no VCL file. */
  int TEXT_BYTES = 2048;

  /**
   * A file with rows.
   *
   * @param rowBytes size of each row
   * @param labels one for each column that has one, in order
   */
  record Rows(int rowBytes, List<String> labels) implements VclHead {
    public Rows {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Not a VCL file.
   *
   * @param bytes how many bytes from the start show it
   */
  record Refused(String why, int bytes) implements VclHead {}

  /** Too short to tell. */
  record Incomplete() implements VclHead {}

  static VclHead read(byte[] head) {
    if (head.length >= ROWS_AT + Double.BYTES) {
      var labels = labels(head);
      double rowBytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getDouble(ROWS_AT);
      if (isRowSize(rowBytes)) {
        return new Rows((int) rowBytes, labels);
      }
      // the first row is damaged, but the list of labels tells the size as well
      if (!labels.isEmpty()
          && labels.getFirst().startsWith("LineSize")
          && isRowSize(labels.size() * (double) Double.BYTES)) {
        return new Rows(labels.size() * Double.BYTES, labels);
      }
      return text(head) instanceof Refused refused
          ? refused
          : new Refused(
              "not a VCL file: its first row says it has "
                  + (Double.isFinite(rowBytes) ? Numbers.rounded(rowBytes, 6) : rowBytes)
                  + " bytes; expected 8 bytes for each of 3 to 600 columns",
              ROWS_AT + Double.BYTES);
    }
    return text(head);
  }

  private static boolean isRowSize(double bytes) {
    return bytes >= LEAST_COLUMNS * (double) Double.BYTES
        && bytes <= MOST_COLUMNS * (double) Double.BYTES
        && bytes % Double.BYTES == 0;
  }

  /** Text has no NUL and has lines; the padded head of a VCL file is neither. */
  private static VclHead text(byte[] head) {
    int length = Math.min(head.length, TEXT_BYTES);
    int lineEnd = -1;
    for (int i = 0; i < length; i++) {
      if (head[i] >= 0 && head[i] < ' ' && head[i] != '\t' && head[i] != '\r' && head[i] != '\n') {
        return new Incomplete();
      }
      if (head[i] == '\n' && lineEnd < 0) {
        lineEnd = i + 1;
      }
    }
    int shown = lineEnd > 0 ? lineEnd : length;
    return lineEnd > 0 || length == TEXT_BYTES
        ? new Refused(
            "not a VCL file: it begins with the text "
                + LogText.quote(new String(head, 0, shown, StandardCharsets.ISO_8859_1).strip())
                + "; expected a binary header of 12288 bytes",
            shown)
        : new Incomplete();
  }

  private static List<String> labels(byte[] head) {
    var labels = new ArrayList<String>();
    for (int at = LABELS_AT; at + LABEL_BYTES <= LABELS_END; at += LABEL_BYTES) {
      int end = at;
      while (end < at + LABEL_BYTES && head[end] != 0) {
        end++;
      }
      if (end == at) {
        break;
      }
      labels.add(new String(head, at, end - at, StandardCharsets.ISO_8859_1));
    }
    return labels;
  }
}
