package org.stillwatch.cos.cci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.stillwatch.formats.fits.StreamedHeader;
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

  static NameTable of(StreamedHeader header) throws UnfitException {
    if (!header.text("XTENSION").orElse("").equals("BINTABLE")
        || header.whole("BITPIX").orElse(0L) != 8
        || header.whole("NAXIS").orElse(0L) != 2) {
      throw new UnfitException(
          "HDU 1 is %s; expected the BINTABLE of the exposures"
              .formatted(header.shown("XTENSION")));
    }
    long rowBytes = header.whole("NAXIS1").orElse(0L);
    long rows = header.whole("NAXIS2").orElse(0L);
    var format = TEXT_FORMAT.matcher(header.text("TFORM1").orElse(""));
    if (!format.matches()) {
      throw new UnfitException(
          "column 1 of HDU 1 has the format %s; expected text such as '24A'"
              .formatted(header.has("TFORM1") ? header.shown("TFORM1") : "(none)"));
    }
    int nameBytes = format.group(1).isEmpty() ? 1 : Integer.parseInt(format.group(1));
    if (nameBytes > rowBytes) {
      throw new UnfitException(
          "column 1 of HDU 1 has %d bytes, but a row has %d".formatted(nameBytes, rowBytes));
    }
    if (rowBytes > MOST_BYTES || rows > MOST_BYTES || rowBytes * rows > MOST_BYTES) {
      throw new UnfitException(
          "the table of the exposures has %d rows of %d bytes; expected %d bytes at the most"
              .formatted(rows, rowBytes, MOST_BYTES));
    }
    return new NameTable((int) rowBytes, (int) rows, nameBytes);
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
  List<String> names() throws IOException {
    var names = new ArrayList<String>(rows);
    for (int row = 0; row < rows; row++) {
      int from = row * rowBytes;
      int to = from;
      while (to < from + nameBytes && data[to] != 0) {
        if (data[to] < ' ' || data[to] > '~') {
          throw new UnfitException(
              "row %d of the exposures has the byte 0x%02x; expected letters"
                  .formatted(row + 1, data[to]));
        }
        to++;
      }
      var name = Arrays.copyOfRange(data, from, to);
      names.add(new String(name, StandardCharsets.US_ASCII).stripTrailing());
    }
    return names;
  }
}
