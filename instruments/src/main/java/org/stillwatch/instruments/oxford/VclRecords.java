package org.stillwatch.instruments.oxford;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stillwatch.link.file.RecordCutter;
import org.stillwatch.link.file.RecordFormat;

/**
 * Cuts a VCL file into its head (the first record) and its rows.
 *
 * <p>A row begins with its own size and a line number above 0. Where that is not so, the bytes up
 * to the next place that looks like a row, sought in steps of 8 bytes, are a record of their own,
 * at most as long as a row: the reader reports it. The cuts depend on the bytes alone, not on how
 * the file grew.
 */
final class VclRecords implements RecordFormat {

  private static final int WINDOW = 64 * 1024;

  /** Seconds since 1970 before which no row can be, and after which: 1973 and 2286. */
  private static final double FIRST_SECOND = 1e8;

  private static final double LAST_SECOND = 1e10;

  @Override
  public RecordCutter cutter(byte[] head) {
    return new Cutter(VclHead.read(head));
  }

  @Override
  public int identityBytes(byte[] head) {
    return switch (VclHead.read(head)) {
      case VclHead.Rows rows -> {
        int bytes = VclHead.ROWS_AT + rows.rowBytes();
        yield head.length < bytes ? -1 : bytes;
      }
      case VclHead.Refused refused -> refused.bytes();
      case VclHead.Incomplete _ -> -1;
    };
  }

  /** Whether a row of this size starts at the position, as far as its first three numbers tell. */
  static boolean isRow(ByteBuffer bytes, int at, int rowBytes) {
    double line = bytes.getDouble(at + 8);
    return bytes.getDouble(at) == rowBytes
        && isLineNumber(line)
        && isTime(bytes.getDouble(at + 16));
  }

  /** Lines are counted from 1; a Unix time must not pass for a line number. */
  static boolean isLineNumber(double number) {
    return number >= 1 && number < FIRST_SECOND && number == Math.rint(number);
  }

  static boolean isTime(double seconds) {
    return seconds > FIRST_SECOND && seconds < LAST_SECOND;
  }

  private record Cutter(VclHead head) implements RecordCutter {

    @Override
    public int window() {
      return WINDOW;
    }

    @Override
    public int next(ByteBuffer bytes, long offset) {
      int there = bytes.remaining();
      return switch (head) {
        case VclHead.Incomplete _ -> there >= WINDOW ? WINDOW : 0;
        case VclHead.Refused refused -> {
          int length = offset == 0 ? refused.bytes() : WINDOW;
          yield there >= length ? length : 0;
        }
        case VclHead.Rows rows -> {
          if (offset == 0) {
            yield there >= VclHead.ROWS_AT ? VclHead.ROWS_AT : 0;
          }
          yield there < rows.rowBytes()
              ? 0
              : row(bytes.slice().order(ByteOrder.LITTLE_ENDIAN), rows.rowBytes());
        }
      };
    }

    private static int row(ByteBuffer bytes, int rowBytes) {
      boolean good = isRow(bytes, 0, rowBytes);
      if (!good && bytes.limit() < WINDOW && isZero(bytes)) {
        return 0; // a share may show a file's new length before its new bytes
      }
      double nextLine = good ? bytes.getDouble(8) + 1 : 0;
      for (int at = 8; at < rowBytes; at += 8) {
        if (mayBegin(bytes, at, rowBytes)
            && (!good || at + 16 > rowBytes || bytes.getDouble(at + 8) == nextLine)) {
          return at; // a row within a row: bytes of the first one were lost
        }
      }
      return rowBytes;
    }

    /** Whether a row may begin here, as far as the bytes of one row tell. */
    private static boolean mayBegin(ByteBuffer bytes, int at, int rowBytes) {
      return bytes.getDouble(at) == rowBytes
          && (at + 16 > rowBytes || isLineNumber(bytes.getDouble(at + 8)))
          && (at + 24 > rowBytes || isTime(bytes.getDouble(at + 16)));
    }

    private static boolean isZero(ByteBuffer bytes) {
      for (int i = 0; i < bytes.limit(); i++) {
        if (bytes.get(i) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
