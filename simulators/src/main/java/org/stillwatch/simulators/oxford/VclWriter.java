package org.stillwatch.simulators.oxford;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * Writes a binary VCL log, row by row: 12288 bytes of head with the labels from {@code 0x1800}, 32
 * bytes each, then rows of little-endian float64 that begin with their own size in bytes.
 */
public final class VclWriter {

  private static final int COMMENTS_AT = 0x400;
  private static final int LABELS_AT = 0x1800;
  private static final int LABEL_BYTES = 32;
  private static final int ROWS_AT = 0x3000;

  /** How many labels the head has room for: {@code 0x1800} to {@code 0x2F00}. */
  public static final int MOST_LABELS = 184;

  private final Path file;
  private final int columns;
  private long rows;

  private VclWriter(Path file, int columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * Starts a new file; one that is there is replaced.
   *
   * @param labels of all columns; the first three are LineSize(bytes), LineNumber and Time(secs).
   *     Labels beyond {@link #MOST_LABELS} find no room, their columns are written all the same.
   */
  public static VclWriter create(Path file, List<String> labels) throws IOException {
    var head = ByteBuffer.allocate(ROWS_AT);
    head.put(
        COMMENTS_AT, "This is the standard comments block".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < Math.min(labels.size(), MOST_LABELS); i++) {
      var label = labels.get(i).getBytes(StandardCharsets.ISO_8859_1);
      head.put(LABELS_AT + i * LABEL_BYTES, label, 0, Math.min(label.length, LABEL_BYTES));
    }
    Files.write(file, head.array());
    return new VclWriter(file, labels.size());
  }

  /**
   * Appends a row.
   *
   * @param values of the columns behind Time(secs), in order; those not given are 0
   */
  public void append(Instant time, double... values) throws IOException {
    Files.write(file, row(time, values), StandardOpenOption.APPEND);
  }

  /** The bytes of the next row, for writers that write it in pieces. */
  public byte[] row(Instant time, double... values) {
    rows++;
    var row = ByteBuffer.allocate(columns * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    row.putDouble(columns * (double) Double.BYTES);
    row.putDouble((double) rows);
    row.putDouble(time.getEpochSecond() + time.getNano() / 1e9);
    for (double value : values) {
      row.putDouble(value);
    }
    return row.array();
  }
}
