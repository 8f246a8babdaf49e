package org.stillwatch.instruments.modbus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How a number lies in words. */
public enum RegisterType {
  INT16(1, Short.MIN_VALUE, Short.MAX_VALUE),
  UINT16(1, 0, 0xFFFF),
  INT32(2, Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT32(2, 0, 0xFFFFFFFFL),
  FLOAT32(2, -Float.MAX_VALUE, Float.MAX_VALUE),
  FLOAT64(4, -Double.MAX_VALUE, Double.MAX_VALUE),
  BOOL(1, 0, 1);

  private final int words;
  private final double least;
  private final double most;

  RegisterType(int words, double least, double most) {
    this.words = words;
    this.least = least;
    this.most = most;
  }

  /** How many words, or bits of a table of bits. */
  int words() {
    return words;
  }

  /** The number as text, the shortest of its precision: {@code 25.9}, {@code NaN}. */
  String text(List<Integer> given, WordOrder order) {
    long bits = 0;
    for (int word : order == WordOrder.HIGH_FIRST ? given : given.reversed()) {
      bits = (bits << 16) | word;
    }
    return switch (this) {
      case INT16 -> Short.toString((short) bits);
      case UINT16, UINT32 -> Long.toString(bits);
      case BOOL -> bits == 0 ? "0" : "1";
      case INT32 -> Integer.toString((int) bits);
      case FLOAT32 -> Float.toString(Float.intBitsToFloat((int) bits));
      case FLOAT64 -> Double.toString(Double.longBitsToDouble(bits));
    };
  }

  /** The words of a number; empty when it cannot be one of this type. */
  Optional<List<Integer>> words(double number, WordOrder order) {
    boolean whole = this != FLOAT32 && this != FLOAT64;
    if (!(number >= least && number <= most) || (whole && number != Math.rint(number))) {
      return Optional.empty();
    }
    long bits =
        switch (this) {
          case FLOAT32 -> Float.floatToRawIntBits((float) number) & 0xFFFFFFFFL;
          case FLOAT64 -> Double.doubleToRawLongBits(number);
          default -> (long) number;
        };
    var made = new ArrayList<Integer>();
    for (int i = words - 1; i >= 0; i--) {
      made.add((int) ((bits >>> (16 * i)) & 0xFFFF));
    }
    if (order == WordOrder.LOW_FIRST) {
      Collections.reverse(made);
    }
    return Optional.of(made);
  }
}
