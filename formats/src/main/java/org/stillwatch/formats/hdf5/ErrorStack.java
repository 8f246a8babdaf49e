package org.stillwatch.formats.hdf5;

import java.util.List;
import java.util.regex.Pattern;
import org.stillwatch.formats.hdf5.Hdf5Problem.Kind;

/** What the library says went wrong, as one clause for a person. */
final class ErrorStack {

  private static final Pattern ERRNO = Pattern.compile("errno = (\\d+), error message = '([^']*)'");

  private ErrorStack() {}

  /**
   * @param function that failed
   * @param texts of the stack, the cause first
   */
  static Hdf5Problem problem(String function, List<String> texts) {
    var all = String.join(" / ", texts);
    var number = ERRNO.matcher(all);
    if (number.find()) {
      var system = fromSystem(Integer.parseInt(number.group(1)), all);
      if (system != null) {
        return system;
      }
      return new Hdf5Problem(Kind.OTHER, "the system says '" + number.group(2) + "'");
    }
    if (all.contains("already open for read-only")) {
      // by this very process: another one would hold a lock
      return new Hdf5Problem(Kind.HELD, "this process has it open for reading");
    }
    if (all.contains("already open for write")
        || all.contains("file is not already open for SWMR writing")) {
      return new Hdf5Problem(Kind.NOT_CLOSED, "its writer is still at it, or did not close it");
    }
    for (var sign :
        List.of("file signature not found", "truncated file", "checksum", "addr overflow")) {
      if (all.contains(sign)) {
        return new Hdf5Problem(
            Kind.DAMAGED,
            sign.equals("file signature not found") ? "it is no HDF5 file" : "it is damaged");
      }
    }
    return new Hdf5Problem(
        Kind.OTHER, function + " failed" + (texts.isEmpty() ? "" : ": " + texts.getFirst()));
  }

  /** The numbers of Linux, macOS and Windows' C library, which agree except for the locks. */
  private static @org.jspecify.annotations.Nullable Hdf5Problem fromSystem(int errno, String all) {
    if (all.contains("unable to lock file")) {
      return new Hdf5Problem(Kind.HELD, "another program has it open");
    }
    return switch (errno) {
      case 2 -> new Hdf5Problem(Kind.NOT_FOUND, "it is not there");
      case 1, 13 -> new Hdf5Problem(Kind.NOT_ALLOWED, "this user may not open or write it");
      case 17 -> new Hdf5Problem(Kind.OTHER, "it is there already");
      case 27 -> new Hdf5Problem(Kind.DISK_FULL, "the file may not grow further");
      case 28, 122, 69 -> new Hdf5Problem(Kind.DISK_FULL, "the disk is full");
      case 30 -> new Hdf5Problem(Kind.NOT_ALLOWED, "its disk is read-only");
      default -> null;
    };
  }
}
