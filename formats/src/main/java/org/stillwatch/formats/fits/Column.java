package org.stillwatch.formats.fits;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A column of a binary table with its values, one for each row. A unit of {@code ""} is none. */
public sealed interface Column {

  String name();

  String unit();

  /** Numbers of 64 bits (format D). */
  record Doubles(String name, String unit, double[] values) implements Column {}

  /** Whole numbers of 32 bits (format J). */
  record Ints(String name, String unit, int[] values) implements Column {}

  /**
   * Texts of one length in ASCII (format as {@code 24A}); shorter ones are filled with blanks.
   *
   * @param length bytes of each
   */
  record Texts(String name, String unit, int length, List<String> values) implements Column {
    public Texts {
      values = List.copyOf(values);
      for (var value : values) {
        if (value.length() > length) {
          throw new IllegalArgumentException(
              "column %s takes %d letters, '%s' has %d"
                  .formatted(name, length, value, value.length()));
        }
      }
    }
  }

  /** How many rows have a value. */
  default int rows() {
    return switch (this) {
      case Doubles column -> column.values.length;
      case Ints column -> column.values.length;
      case Texts column -> column.values.size();
    };
  }

  /** As TFORM says it. */
  default String format() {
    return switch (this) {
      case Doubles column -> "D";
      case Ints column -> "J";
      case Texts column -> column.length + "A";
    };
  }

  /** Bytes of one value. */
  default int width() {
    return switch (this) {
      case Doubles column -> Double.BYTES;
      case Ints column -> Integer.BYTES;
      case Texts column -> column.length;
    };
  }

  /** Appends the value of a row. */
  default void put(int row, ByteBuffer into) {
    switch (this) {
      case Doubles column -> into.putDouble(column.values[row]);
      case Ints column -> into.putInt(column.values[row]);
      case Texts column -> {
        var field = new byte[column.length];
        Arrays.fill(field, (byte) ' ');
        var text = column.values.get(row).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, field, 0, text.length);
        into.put(field);
      }
    }
  }
}
