package org.stillwatch.formats.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the elements of a dataset are. */
public sealed interface Hdf5Type {

  /** IEEE double. */
  record Float64() implements Hdf5Type {}

  record Int32() implements Hdf5Type {}

  record Int64() implements Hdf5Type {}

  /** One byte that stands for a word: HDF5's enumeration on an unsigned byte. */
  record Words(List<String> words) implements Hdf5Type {
    public Words {
      words = List.copyOf(words);
    }
  }

  /** UTF-8 of at most so many bytes, filled up with zeros. */
  record Text(int bytes) implements Hdf5Type {

    /** As much of a text as there is room for, cut off between two characters. */
    public String cut(String text) {
      var utf8 = text.getBytes(StandardCharsets.UTF_8);
      if (utf8.length <= bytes) {
        return text;
      }
      int end = bytes;
      while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
        end--;
      }
      return new String(utf8, 0, end, StandardCharsets.UTF_8);
    }
  }

  /** Bytes of one element. */
  default int size() {
    return switch (this) {
      case Float64() -> Double.BYTES;
      case Int32() -> Integer.BYTES;
      case Int64() -> Long.BYTES;
      case Words words -> 1;
      case Text(int bytes) -> bytes;
    };
  }
}
