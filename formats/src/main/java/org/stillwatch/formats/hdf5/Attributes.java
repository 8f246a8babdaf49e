package org.stillwatch.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.stillwatch.formats.hdf5.Native.DEFAULT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * The attributes of an open object; the lock is held.
 *
 * @param object its id
 */
record Attributes(Native hdf5, long object, Arena arena) {

  /** {@code H5T_STRING}. */
  private static final int IS_TEXT = 3;

  boolean set(String name, List<String> texts, boolean list) {
    var pointers = arena.allocate(JAVA_LONG, Math.max(1, texts.size()));
    for (int i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(JAVA_LONG, i, arena.allocateFrom(texts.get(i)).address());
    }
    long type = NativeType.variableText(hdf5);
    long space =
        list
            ? hdf5.call(
                Function.S_CREATE_SIMPLE,
                1,
                arena.allocateFrom(JAVA_LONG, (long) texts.size()),
                MemorySegment.NULL)
            : hdf5.call(Function.S_CREATE, 0);
    try {
      return set(name, type, space, pointers);
    } finally {
      hdf5.quietly(Function.S_CLOSE, space);
      hdf5.quietly(Function.T_CLOSE, type);
    }
  }

  boolean set(String name, long number) {
    long space = hdf5.call(Function.S_CREATE, 0);
    try {
      return set(
          name, hdf5.variable("H5T_NATIVE_INT64_g"), space, arena.allocateFrom(JAVA_LONG, number));
    } finally {
      hdf5.quietly(Function.S_CLOSE, space);
    }
  }

  private boolean set(String name, long type, long space, MemorySegment data) {
    var called = arena.allocateFrom(name);
    if (hdf5.call(Function.A_EXISTS, object, called) > 0) {
      hdf5.call(Function.A_DELETE, object, called);
    }
    long attribute = hdf5.call(Function.A_CREATE, object, called, type, space, DEFAULT, DEFAULT);
    try {
      return hdf5.call(Function.A_WRITE, attribute, type, data) >= 0;
    } finally {
      hdf5.quietly(Function.A_CLOSE, attribute);
    }
  }

  List<String> texts(String name) {
    return with(name, this::texts).orElse(List.of());
  }

  private List<String> texts(long attribute) {
    long stored = hdf5.call(Function.A_GET_TYPE, attribute);
    long type = NativeType.variableText(hdf5);
    long space = hdf5.call(Function.A_GET_SPACE, attribute);
    try {
      if (hdf5.call(Function.T_GET_CLASS, stored) != IS_TEXT
          || hdf5.call(Function.T_IS_VARIABLE, stored) == 0) {
        return List.of();
      }
      int count = count(space);
      var pointers = arena.allocate(JAVA_LONG, Math.max(1, count));
      hdf5.call(Function.A_READ, attribute, type, pointers);
      var texts = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        var text = MemorySegment.ofAddress(pointers.getAtIndex(JAVA_LONG, i));
        texts.add(hdf5.text(text));
        hdf5.quietly(Function.FREE_MEMORY, text);
      }
      return List.copyOf(texts);
    } finally {
      hdf5.quietly(Function.S_CLOSE, space);
      hdf5.quietly(Function.T_CLOSE, type);
      hdf5.quietly(Function.T_CLOSE, stored);
    }
  }

  private int count(long space) {
    if (hdf5.call(Function.S_NDIMS, space) != 1) {
      return 1;
    }
    var length = arena.allocate(JAVA_LONG);
    hdf5.call(Function.S_DIMS, space, length, MemorySegment.NULL);
    return (int) length.get(JAVA_LONG, 0);
  }

  OptionalLong number(String name) {
    return with(name, this::number).orElse(OptionalLong.empty());
  }

  private OptionalLong number(long attribute) {
    var number = arena.allocate(JAVA_LONG);
    hdf5.call(Function.A_READ, attribute, hdf5.variable("H5T_NATIVE_INT64_g"), number);
    return OptionalLong.of(number.get(JAVA_LONG, 0));
  }

  private <T> Optional<T> with(String name, LongFunction<T> use) {
    var called = arena.allocateFrom(name);
    if (hdf5.call(Function.A_EXISTS, object, called) == 0) {
      return Optional.empty();
    }
    long attribute = hdf5.call(Function.A_OPEN, object, called, DEFAULT);
    try {
      return Optional.of(use.apply(attribute));
    } finally {
      hdf5.quietly(Function.A_CLOSE, attribute);
    }
  }
}
