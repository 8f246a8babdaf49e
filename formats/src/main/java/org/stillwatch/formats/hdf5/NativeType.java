package org.stillwatch.formats.hdf5;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** {@link Hdf5Type}s as the library knows them. */
final class NativeType {

  private NativeType() {}

  /** A type of the library, to be closed by the caller; the lock is held. */
  static long open(Native hdf5, Hdf5Type type) {
    return switch (type) {
      case Hdf5Type.Float64() -> copy(hdf5, "H5T_NATIVE_DOUBLE_g");
      case Hdf5Type.Int32() -> copy(hdf5, "H5T_NATIVE_INT32_g");
      case Hdf5Type.Int64() -> copy(hdf5, "H5T_NATIVE_INT64_g");
      case Hdf5Type.Words(var words) -> words(hdf5, words);
      case Hdf5Type.Text(int bytes) -> text(hdf5, bytes);
    };
  }

  private static long copy(Native hdf5, String name) {
    return hdf5.call(Function.T_COPY, hdf5.variable(name));
  }

  private static long words(Native hdf5, List<String> words) {
    long type = hdf5.call(Function.T_ENUM_CREATE, hdf5.variable("H5T_NATIVE_UINT8_g"));
    try (var arena = Arena.ofConfined()) {
      for (int i = 0; i < words.size(); i++) {
        hdf5.call(
            Function.T_ENUM_INSERT,
            type,
            arena.allocateFrom(words.get(i)),
            arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) i));
      }
    }
    return type;
  }

  private static long text(Native hdf5, long bytes) {
    long type = string(hdf5, bytes);
    hdf5.call(Function.T_SET_STRPAD, type, 1); // H5T_STR_NULLPAD
    return type;
  }

  /** Text of any length, for attributes. */
  static long variableText(Native hdf5) {
    return string(hdf5, -1); // H5T_VARIABLE
  }

  private static long string(Native hdf5, long bytes) {
    long type = hdf5.call(Function.T_COPY, hdf5.variable("H5T_C_S1_g"));
    hdf5.call(Function.T_SET_SIZE, type, bytes);
    hdf5.call(Function.T_SET_CSET, type, 1); // H5T_CSET_UTF8
    return type;
  }

  /** What an unwritten element is: absent, never a number that could be taken for a value. */
  static MemorySegment fill(Hdf5Type type, byte word, Arena arena) {
    return switch (type) {
      case Hdf5Type.Float64() -> arena.allocateFrom(ValueLayout.JAVA_DOUBLE, Double.NaN);
      case Hdf5Type.Words words -> arena.allocateFrom(ValueLayout.JAVA_BYTE, word);
      case Hdf5Type.Int32 int32 -> arena.allocate(type.size());
      case Hdf5Type.Int64 int64 -> arena.allocate(type.size());
      case Hdf5Type.Text text -> arena.allocate(type.size());
    };
  }
}
