package org.stillwatch.formats.hdf5;

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
  record Text(int bytes) implements Hdf5Type {}

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
