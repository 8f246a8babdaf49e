package org.stillwatch.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.stillwatch.formats.hdf5.Native.DEFAULT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A one-dimensional dataset of an open file. Elements are counted from 0; reading beyond the end or
 * as another kind than they are is an {@link Hdf5Problem}, numbers are converted.
 */
public final class Hdf5Dataset {

  private static final int SELECT_SET = 0;

  private final Native hdf5;
  private final String name;
  private final long id;

  Hdf5Dataset(Native hdf5, String name, long id) {
    this.hdf5 = hdf5;
    this.name = name;
    this.id = id;
  }

  public String name() {
    return name;
  }

  /**
   * What a dataset is.
   *
   * @param kind its elements: {@code f8}, {@code i4}, {@code u1}, {@code text}, {@code other}
   * @param dimensions how many there are
   * @param length of the first dimension; 1 when there is none
   * @param extendable whether the first dimension can grow without limit
   */
  public record Shape(String kind, int dimensions, long length, boolean extendable) {

    /** One dimension that grows. */
    public boolean isColumn(String expected) {
      return kind.equals(expected) && dimensions == 1 && extendable;
    }

    @Override
    public String toString() {
      return "%s %d-dimensional %s"
          .formatted(extendable ? "extendable" : "fixed", dimensions, kind);
    }
  }

  public Shape shape() {
    return locked(
        arena -> {
          long space = hdf5.call(Function.D_GET_SPACE, id);
          long type = hdf5.call(Function.D_GET_TYPE, id);
          try {
            int dimensions = (int) hdf5.call(Function.S_NDIMS, space);
            var size = arena.allocate(JAVA_LONG, Math.max(1, dimensions));
            var most = arena.allocate(JAVA_LONG, Math.max(1, dimensions));
            if (dimensions > 0) {
              hdf5.call(Function.S_DIMS, space, size, most);
            }
            return new Shape(
                kind(type),
                dimensions,
                dimensions == 0 ? 1 : size.get(JAVA_LONG, 0),
                dimensions > 0 && most.get(JAVA_LONG, 0) == -1);
          } finally {
            hdf5.quietly(Function.T_CLOSE, type);
            hdf5.quietly(Function.S_CLOSE, space);
          }
        });
  }

  private String kind(long type) {
    long size = hdf5.call(Function.T_GET_SIZE, type);
    return switch ((int) hdf5.call(Function.T_GET_CLASS, type)) {
      case 0 -> "i" + size;
      case 1 -> "f" + size;
      case 3 -> "text";
      case 8 -> "u" + size;
      default -> "other";
    };
  }

  public long length() {
    return shape().length();
  }

  /** Makes it longer, with unwritten elements, or cuts it off. */
  public void resize(long length) {
    locked(arena -> hdf5.call(Function.D_SET_EXTENT, id, arena.allocateFrom(JAVA_LONG, length)));
  }

  public void append(double[] values) {
    write(
        length(), new Hdf5Type.Float64(), values.length, a -> a.allocateFrom(JAVA_DOUBLE, values));
  }

  public void append(long[] values) {
    write(length(), new Hdf5Type.Int64(), values.length, a -> a.allocateFrom(JAVA_LONG, values));
  }

  public void append(int[] values) {
    write(length(), new Hdf5Type.Int32(), values.length, a -> a.allocateFrom(JAVA_INT, values));
  }

  /** Appends words by their numbers. */
  public void append(Hdf5Type.Words words, byte[] values) {
    write(length(), words, values.length, a -> a.allocateFrom(JAVA_BYTE, values));
  }

  /** Appends texts; one that is too long is cut off between two characters. */
  public void append(Hdf5Type.Text type, List<String> texts) {
    var bytes = new byte[texts.size() * type.bytes()];
    for (int i = 0; i < texts.size(); i++) {
      var utf8 = type.cut(texts.get(i)).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(utf8, 0, bytes, i * type.bytes(), utf8.length);
    }
    write(length(), type, texts.size(), a -> a.allocateFrom(JAVA_BYTE, bytes));
  }

  private interface Data {
    MemorySegment in(Arena arena);
  }

  private void write(long at, Hdf5Type type, int count, Data data) {
    if (count == 0) {
      return;
    }
    resize(at + count);
    transfer(Function.D_WRITE, at, type, count, data);
  }

  private MemorySegment transfer(Function function, long at, Hdf5Type type, int count, Data data) {
    hdf5.lock().lock();
    try (var arena = Arena.ofConfined()) {
      var counts = arena.allocateFrom(JAVA_LONG, (long) count);
      long element = NativeType.open(hdf5, type);
      long memory = hdf5.call(Function.S_CREATE_SIMPLE, 1, counts, MemorySegment.NULL);
      long space = hdf5.call(Function.D_GET_SPACE, id);
      try {
        hdf5.call(
            Function.S_SELECT,
            space,
            SELECT_SET,
            arena.allocateFrom(JAVA_LONG, at),
            MemorySegment.NULL,
            counts,
            MemorySegment.NULL);
        var buffer = data.in(arena);
        hdf5.call(function, id, element, memory, space, DEFAULT, buffer);
        return MemorySegment.ofArray(buffer.toArray(JAVA_BYTE));
      } finally {
        hdf5.quietly(Function.S_CLOSE, space);
        hdf5.quietly(Function.S_CLOSE, memory);
        hdf5.quietly(Function.T_CLOSE, element);
      }
    } finally {
      hdf5.lock().unlock();
    }
  }

  private MemorySegment read(long at, Hdf5Type type, int count) {
    return count == 0
        ? MemorySegment.ofArray(new byte[0])
        : transfer(
            Function.D_READ,
            at,
            type,
            count,
            arena -> arena.allocate((long) count * type.size(), Long.BYTES));
  }

  public double[] doubles(long at, int count) {
    return read(at, new Hdf5Type.Float64(), count).toArray(JAVA_DOUBLE.withByteAlignment(1));
  }

  public long[] longs(long at, int count) {
    return read(at, new Hdf5Type.Int64(), count).toArray(JAVA_LONG.withByteAlignment(1));
  }

  public int[] ints(long at, int count) {
    return read(at, new Hdf5Type.Int32(), count).toArray(JAVA_INT.withByteAlignment(1));
  }

  /** Words, by their numbers. */
  public byte[] words(Hdf5Type.Words type, long at, int count) {
    return read(at, type, count).toArray(JAVA_BYTE);
  }

  public List<String> texts(Hdf5Type.Text type, long at, int count) {
    var bytes = read(at, type, count).toArray(JAVA_BYTE);
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      int end = i * type.bytes();
      while (end < (i + 1) * type.bytes() && bytes[end] != 0) {
        end++;
      }
      texts.add(
          new String(bytes, i * type.bytes(), end - i * type.bytes(), StandardCharsets.UTF_8));
    }
    return List.copyOf(texts);
  }

  void flush() {
    hdf5.call(Function.D_FLUSH, id);
  }

  private <T> T locked(java.util.function.Function<Arena, T> work) {
    hdf5.lock().lock();
    try (var arena = Arena.ofConfined()) {
      return work.apply(arena);
    } finally {
      hdf5.lock().unlock();
    }
  }
}
