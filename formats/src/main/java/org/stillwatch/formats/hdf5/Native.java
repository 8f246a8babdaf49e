package org.stillwatch.formats.hdf5;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * libhdf5, bound. One for the process, as the library has state of its own; whoever calls holds
 * {@link #lock()}, because it is not thread safe and its error stack belongs to the last call.
 */
@SuppressWarnings("restricted") // what this class is for; its package alone can call it
final class Native {

  /** {@code H5P_DEFAULT} and {@code H5S_ALL}. */
  static final long DEFAULT = 0;

  private static final long DEFAULT_STACK = 0;
  private static final int WALK_UPWARD = 0;

  /** {@code H5E_error2_t}: three ids, a line, then function, file and text. */
  private static final long ERROR_SIZE = 56;

  private static final long ERROR_TEXT = 48;

  private final ReentrantLock lock = new ReentrantLock();
  private final NativeLibrary library;
  private final Map<Function, MethodHandle> functions = new EnumMap<>(Function.class);
  private final List<String> errors = new ArrayList<>();
  private final MemorySegment collector;

  /** What came of looking for the library. */
  private record Found(Optional<Native> library, String problem) {
    static Found look() {
      try {
        return new Found(Optional.of(new Native(NativeLibrary.find())), "");
      } catch (Hdf5Problem e) {
        return new Found(Optional.empty(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** Made when it is used first. */
  private static final class Holder {
    static final Found FOUND = Found.look();
  }

  /**
   * @throws Hdf5Problem when there is no library, every time it is asked
   */
  static Native instance() {
    return Holder.FOUND
        .library()
        .orElseThrow(() -> new Hdf5Problem(Hdf5Problem.Kind.LIBRARY, Holder.FOUND.problem()));
  }

  private Native(NativeLibrary library) {
    this.library = library;
    var linker = Linker.nativeLinker();
    for (var function : Function.values()) {
      var handle =
          linker.downcallHandle(
              symbol(library.symbols(), function.symbol()), function.descriptor());
      functions.put(
          function,
          handle
              .asSpreader(Object[].class, handle.type().parameterCount())
              .asType(MethodType.methodType(Object.class, Object[].class)));
    }
    collector = collector(linker);
    var opened = call(Function.OPEN);
    var quiet = call(Function.E_SET_AUTO, DEFAULT_STACK, MemorySegment.NULL, MemorySegment.NULL);
  }

  private MemorySegment symbol(SymbolLookup symbols, String name) {
    return symbols
        .find(name)
        .orElseThrow(
            () ->
                new Hdf5Problem(
                    Hdf5Problem.Kind.LIBRARY,
                    library.from() + " has no " + name + "; expected HDF5 1.10 or newer"));
  }

  private MemorySegment collector(Linker linker) {
    try {
      var method =
          MethodHandles.lookup()
              .findVirtual(
                  Native.class,
                  "collect",
                  MethodType.methodType(
                      int.class, int.class, MemorySegment.class, MemorySegment.class));
      return linker.upcallStub(
          method.bindTo(this),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS),
          Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the method below is there", e);
    }
  }

  /** Called by the library for each entry of its error stack. */
  @SuppressWarnings("unused")
  private int collect(int depth, MemorySegment error, MemorySegment client) {
    var text = error.reinterpret(ERROR_SIZE).get(ADDRESS, ERROR_TEXT);
    if (!text.equals(MemorySegment.NULL)) {
      errors.add(text(text));
    }
    return 0;
  }

  ReentrantLock lock() {
    return lock;
  }

  String from() {
    return library.from();
  }

  /** The value of an identifier that is a variable of the library: {@code H5T_NATIVE_INT32_g}. */
  long variable(String name) {
    return symbol(library.symbols(), name).reinterpret(Long.BYTES).get(JAVA_LONG, 0);
  }

  /** A text that the library points to. */
  String text(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /**
   * Calls a function.
   *
   * @return what it gave, at least 0
   * @throws Hdf5Problem when it gave less
   */
  long call(Function function, Object... arguments) {
    long result = raw(function, arguments);
    if (result < 0) {
      throw problem(function);
    }
    return result;
  }

  /** Calls a function whose failure does not matter, as when cleaning up after another. */
  void quietly(Function function, Object... arguments) {
    if (raw(function, arguments) < 0) {
      var cleared = raw(Function.E_CLEAR, DEFAULT_STACK);
    }
  }

  private long raw(Function function, Object... arguments) {
    var handle = functions.get(function);
    if (handle == null) {
      throw new IllegalStateException(function + " is not bound");
    }
    try {
      Object result = (Object) handle.invokeExact(arguments);
      return ((Number) result).longValue();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(function.symbol() + " cannot be called", e);
    }
  }

  private Hdf5Problem problem(Function function) {
    errors.clear();
    var walked = raw(Function.E_WALK, DEFAULT_STACK, WALK_UPWARD, collector, MemorySegment.NULL);
    var cleared = raw(Function.E_CLEAR, DEFAULT_STACK);
    return ErrorStack.problem(function.symbol(), List.copyOf(errors));
  }
}
