package org.stillwatch.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.stillwatch.formats.hdf5.Native.DEFAULT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * An HDF5 file that is open.
 *
 * <p>Every method throws {@link Hdf5Problem}. One that happens while writing may leave the file
 * open with data in memory that could not be written: {@link #close} may be tried again, and
 * succeeds once there is room.
 */
public final class Hdf5File implements AutoCloseable {

  private static final int READ_ONLY = 0;
  private static final int READ_WRITE = 1;
  private static final int EXCLUSIVE = 4;
  private static final int SWMR_WRITE = 0x20;
  private static final int EARLIEST = 0;
  private static final int V110 = 2;
  private static final int CLOSE_STRONG = 3;
  private static final int UNLIMITED = -1;
  private static final int IS_DATASET = 5;

  /** How a new file is laid out. */
  public enum Format {
    /** What every HDF5 can read; nothing in it tells that its writer did not close it. */
    EARLIEST,
    /** HDF5 1.10 and newer: a file that was not closed says so, its parts have checksums. */
    CHECKED
  }

  private final Native hdf5;
  private final Path path;
  private final boolean writable;
  private final Map<String, Hdf5Dataset> open = new LinkedHashMap<>();
  private long id;

  private Hdf5File(Native hdf5, Path path, boolean writable, long id) {
    this.hdf5 = hdf5;
    this.path = path;
    this.writable = writable;
    this.id = id;
  }

  /** The version of the library and where it was found: {@code 1.14.3 (/home/...)}. */
  public static String library() {
    var hdf5 = Native.instance();
    hdf5.lock().lock();
    try (var arena = Arena.ofConfined()) {
      var numbers = arena.allocate(JAVA_INT, 3);
      hdf5.call(Function.GET_LIBVERSION, numbers, numbers.asSlice(4), numbers.asSlice(8));
      return "%d.%d.%d (%s)"
          .formatted(
              numbers.getAtIndex(JAVA_INT, 0),
              numbers.getAtIndex(JAVA_INT, 1),
              numbers.getAtIndex(JAVA_INT, 2),
              hdf5.from());
    } finally {
      hdf5.lock().unlock();
    }
  }

  /** Makes a file; one that is there already is never overwritten. */
  public static Hdf5File create(Path path, Format format) {
    int low = format == Format.CHECKED ? V110 : EARLIEST;
    return opened(
        path,
        low,
        true,
        (hdf5, name, access) -> hdf5.call(Function.F_CREATE, name, EXCLUSIVE, DEFAULT, access));
  }

  /** Opens a file for reading and writing. */
  public static Hdf5File open(Path path) {
    return opened(
        path,
        EARLIEST,
        true,
        (hdf5, name, access) -> hdf5.call(Function.F_OPEN, name, READ_WRITE, access));
  }

  /** Opens a file for reading while others may read and none writes. */
  public static Hdf5File read(Path path) {
    return opened(
        path,
        EARLIEST,
        false,
        (hdf5, name, access) -> hdf5.call(Function.F_OPEN, name, READ_ONLY, access));
  }

  /** Opens a checked file so that others can read what is flushed; no objects can be added. */
  public static Hdf5File openSwmr(Path path) {
    return opened(
        path,
        V110,
        true,
        (hdf5, name, access) -> hdf5.call(Function.F_OPEN, name, READ_WRITE | SWMR_WRITE, access));
  }

  private interface Opening {
    long open(Native hdf5, MemorySegment name, long access);
  }

  private static Hdf5File opened(Path path, int low, boolean writable, Opening opening) {
    var hdf5 = Native.instance();
    hdf5.lock().lock();
    try (var arena = Arena.ofConfined()) {
      long access = hdf5.call(Function.P_CREATE, hdf5.variable("H5P_CLS_FILE_ACCESS_ID_g"));
      try {
        hdf5.call(Function.P_SET_LIBVER, access, low, V110);
        hdf5.call(Function.P_SET_CLOSE_DEGREE, access, CLOSE_STRONG);
        return new Hdf5File(
            hdf5, path, writable, opening.open(hdf5, arena.allocateFrom(path.toString()), access));
      } finally {
        hdf5.quietly(Function.P_CLOSE, access);
      }
    } catch (Hdf5Problem e) {
      throw new Hdf5Problem(e.kind(), path + ": " + e.getMessage());
    } finally {
      hdf5.lock().unlock();
    }
  }

  public Path path() {
    return path;
  }

  /** Whether there is an object at this path. */
  public boolean has(String name) {
    return locked(arena -> has(name, arena));
  }

  private boolean has(String name, Arena arena) {
    var parts = name.split("/");
    var at = new StringBuilder();
    for (var part : parts) {
      if (part.isEmpty()) {
        continue;
      }
      at.append('/').append(part);
      if (hdf5.call(Function.L_EXISTS, id, arena.allocateFrom(at.toString()), DEFAULT) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The names of what a group holds, in their order. */
  public List<String> names(String group) {
    return locked(
        arena ->
            withObject(
                group,
                arena,
                object -> {
                  var info = arena.allocate(32); // H5G_info_t
                  hdf5.call(Function.G_GET_INFO, object, info);
                  long count = info.get(JAVA_LONG, 8);
                  var names = new ArrayList<String>();
                  for (long i = 0; i < count; i++) {
                    names.add(nameOf(object, i, arena));
                  }
                  return List.copyOf(names);
                }));
  }

  private String nameOf(long group, long index, Arena arena) {
    var self = arena.allocateFrom(".");
    long size =
        hdf5.call(
            Function.L_NAME_BY_IDX,
            group,
            self,
            0, // by name
            0, // ascending
            index,
            MemorySegment.NULL,
            0L,
            DEFAULT);
    var name = arena.allocate(size + 1);
    hdf5.call(Function.L_NAME_BY_IDX, group, self, 0, 0, index, name, size + 1, DEFAULT);
    return name.getString(0);
  }

  /** Whether the object at this path is a dataset and no group. */
  public boolean isDataset(String name) {
    return locked(
        arena ->
            withObject(
                name, arena, object -> hdf5.call(Function.I_GET_TYPE, object) == IS_DATASET));
  }

  /** Makes an empty dataset, with the groups that its path needs. */
  public Hdf5Dataset create(String name, Column column) {
    return locked(
        arena -> {
          long links = hdf5.call(Function.P_CREATE, hdf5.variable("H5P_CLS_LINK_CREATE_ID_g"));
          long type = NativeType.open(hdf5, column.type());
          long creation = creation(column, type, arena);
          long space =
              hdf5.call(
                  Function.S_CREATE_SIMPLE,
                  1,
                  arena.allocate(JAVA_LONG),
                  arena.allocateFrom(JAVA_LONG, UNLIMITED));
          try {
            hdf5.call(Function.P_SET_INTERMEDIATE, links, 1);
            long dataset =
                hdf5.call(
                    Function.D_CREATE,
                    id,
                    arena.allocateFrom(name),
                    type,
                    space,
                    links,
                    creation,
                    DEFAULT);
            return remember(name, dataset);
          } finally {
            hdf5.quietly(Function.S_CLOSE, space);
            hdf5.quietly(Function.P_CLOSE, creation);
            hdf5.quietly(Function.T_CLOSE, type);
            hdf5.quietly(Function.P_CLOSE, links);
          }
        });
  }

  private long creation(Column column, long type, Arena arena) {
    long creation = hdf5.call(Function.P_CREATE, hdf5.variable("H5P_CLS_DATASET_CREATE_ID_g"));
    hdf5.call(Function.P_SET_TRACK_TIMES, creation, false);
    hdf5.call(
        Function.P_SET_CHUNK, creation, 1, arena.allocateFrom(JAVA_LONG, (long) column.chunk()));
    hdf5.call(Function.P_SET_FILL_TIME, creation, 0); // as soon as there is room for it
    if (column.fill().isPresent()) {
      hdf5.call(
          Function.P_SET_FILL,
          creation,
          type,
          NativeType.fill(column.type(), column.fill().get(), arena));
    }
    if (column.deflate() > 0) {
      hdf5.call(Function.P_SET_SHUFFLE, creation);
      hdf5.call(Function.P_SET_DEFLATE, creation, column.deflate());
    }
    return creation;
  }

  /** A dataset of the file; it stays open as long as the file. */
  public Hdf5Dataset dataset(String name) {
    return locked(
        arena -> {
          var known = open.get(name);
          return known != null
              ? known
              : remember(name, hdf5.call(Function.O_OPEN, id, arena.allocateFrom(name), DEFAULT));
        });
  }

  private Hdf5Dataset remember(String name, long dataset) {
    var made = new Hdf5Dataset(hdf5, name, dataset);
    open.put(name, made);
    return made;
  }

  /** Sets an attribute of an object to a text. */
  public void attribute(String object, String name, String text) {
    attributes(object, attributes -> attributes.set(name, List.of(text), false));
  }

  /** Sets an attribute of an object to a list of texts. */
  public void attribute(String object, String name, List<String> texts) {
    attributes(object, attributes -> attributes.set(name, texts, true));
  }

  /** Sets an attribute of an object to a whole number. */
  public void attribute(String object, String name, long number) {
    attributes(object, attributes -> attributes.set(name, number));
  }

  /** The text of an attribute; empty when there is none, or it is no text of any length. */
  public Optional<String> text(String object, String name) {
    return texts(object, name).stream().findFirst();
  }

  /** The texts of an attribute; empty when there is none, or they are no texts of any length. */
  public List<String> texts(String object, String name) {
    return attributes(object, attributes -> attributes.texts(name));
  }

  /** The whole number of an attribute; empty when there is none. */
  public OptionalLong number(String object, String name) {
    return attributes(object, attributes -> attributes.number(name));
  }

  private <T> T attributes(String object, java.util.function.Function<Attributes, T> use) {
    return locked(
        arena -> withObject(object, arena, id -> use.apply(new Attributes(hdf5, id, arena))));
  }

  private <T> T withObject(String name, Arena arena, LongFunction<T> use) {
    long object = hdf5.call(Function.O_OPEN, id, arena.allocateFrom(name), DEFAULT);
    try {
      return use.apply(object);
    } finally {
      hdf5.quietly(Function.O_CLOSE, object);
    }
  }

  /** From now on others can read what is flushed; no objects and attributes can be added. */
  public void startSwmr() {
    locked(arena -> hdf5.call(Function.F_START_SWMR, id));
  }

  /** Gives all that was written to the system: datasets first, so that SWMR readers see them. */
  public void flush() {
    locked(
        arena -> {
          open.values().forEach(Hdf5Dataset::flush);
          return hdf5.call(Function.F_FLUSH, id, 0);
        });
  }

  /**
   * Closes the file with everything in it; may be tried again when it failed.
   *
   * <p>What was written is flushed first, and the file is closed only after that: libhdf5 survives
   * a flush that fails for want of room, but not a close (1.14.3 crashes at a later call).
   */
  @Override
  public void close() {
    if (id >= 0) {
      if (writable) {
        locked(arena -> hdf5.call(Function.F_FLUSH, id, 0));
      }
      long closing = id;
      id = -1;
      open.clear();
      locked(arena -> hdf5.call(Function.F_CLOSE, closing));
    }
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
