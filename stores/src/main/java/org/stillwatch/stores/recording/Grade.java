package org.stillwatch.stores.recording;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a cell of a table holds; in the file by its code. */
enum Grade {
  /** A measured value. */
  GOOD(0),
  /** A measured value that the device or its driver doubts. */
  SUSPECT(1),
  /** A reading without a value, and the reason why. */
  MISSING(2),
  /** No reading at this time. */
  NONE(3);

  private final byte code;

  Grade(int code) {
    this.code = (byte) code;
  }

  /** The words of the codes, in their order. */
  static List<String> words() {
    return Arrays.stream(values()).map(grade -> grade.name().toLowerCase(Locale.ROOT)).toList();
  }

  byte code() {
    return code;
  }
}
