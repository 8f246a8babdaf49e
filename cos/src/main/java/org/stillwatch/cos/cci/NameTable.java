package org.stillwatch.cos.cci;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.inflate.ByteRuns;

/** The table of the summed exposures: its first column holds their names. */
final class NameTable implements ByteRuns {
  /** A week has some hundred exposures. */
  private static final long MOST_BYTES = 1 << 24;

  private static final Pattern TEXT_FORMAT = Pattern.compile("(\\d{0,5})A.*");

  private final int rowBytes;
  private final int rows;
  private final int nameBytes;
  private final byte[] data;
  private int filled;

  private NameTable(int rowBytes, int rows, int nameBytes) {
    this.rowBytes = rowBytes;
    this.rows = rows;
    this.nameBytes = nameBytes;
    this.data = new byte[rowBytes * rows];
  }

  static NameTable of(FitsHeader header) {
    if (!header.text("XTENSION").orElse("").equals("BINTABLE")
        || header.integer("BITPIX").orElse(0) != 8
        || header.integer("NAXIS").orElse(0) != 2) {
      throw new FitsProblem("part 1 is no BINTABLE, expected that of the exposures");
    }
    int rowBytes = header.integer("NAXIS1").orElse(0);
    int rows = header.integer("NAXIS2").orElse(0);
    var said = header.text("TFORM1").orElse("");
    var format = TEXT_FORMAT.matcher(said);
    if (!format.matches()) {
      throw new FitsProblem("part 1: TFORM1 is '%s', expected text such as '24A'".formatted(said));
    }
    int nameBytes = format.group(1).isEmpty() ? 1 : Integer.parseInt(format.group(1));
    if (nameBytes > rowBytes) {
      throw new FitsProblem(
          "part 1: column 1 has %d bytes, but a row has %d".formatted(nameBytes, rowBytes));
    }
    if ((long) rowBytes * rows > MOST_BYTES) {
      throw new FitsProblem(
          "part 1 has %d rows of %d bytes, expected %d bytes at the most"
              .formatted(rows, rowBytes, MOST_BYTES));
    }
    return new NameTable(rowBytes, rows, nameBytes);
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    // a heap (PCOUNT) may follow the rows
    int size = Math.min(length, data.length - filled);
    System.arraycopy(buffer, offset, data, filled, size);
    filled += size;
  }

  @Override
  public void zeros(long length) {
    filled += (int) Math.min(length, data.length - filled);
  }

  /** The names, blanks and zeros at their ends left out. */
  List<String> names() {
    var names = new ArrayList<String>(rows);
    for (int row = 0; row < rows; row++) {
      int from = row * rowBytes;
      int to = from;
      while (to < from + nameBytes && data[to] != 0) {
        if (data[to] < ' ' || data[to] > '~') {
          throw new FitsProblem(
              "part 1: row %d has the byte 0x%02x, expected letters".formatted(row + 1, data[to]));
        }
        to++;
      }
      var name = Arrays.copyOfRange(data, from, to);
      names.add(new String(name, StandardCharsets.US_ASCII).stripTrailing());
    }
    return names;
  }
}
