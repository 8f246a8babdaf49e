package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;

/** Compresses a file that is not continued, in its place. */
final class Packing {

  private Packing() {}

  /**
   * Writes the rows into a second file, compares, and puts it in the place of the first.
   *
   * @return false when it is compressed already
   */
  static boolean pack(Path path) {
    var packed = RecordingFolder.beside(path, "packed");
    try {
      Files.deleteIfExists(packed);
      try (var table = TableFile.of(Hdf5File.read(path))) {
        if (table.isFinished()) {
          return false;
        }
        table.compressInto(packed);
        try (var copy = TableFile.of(Hdf5File.read(packed))) {
          if (!copy.holdsTheSameAs(table)) {
            throw new Hdf5Problem(
                Hdf5Problem.Kind.DAMAGED, packed + " does not hold what was written into it");
          }
        }
      }
      RecordingFolder.replace(packed, path);
      return true;
    } catch (IOException e) {
      throw RecordingFolder.problem(path, e);
    }
  }
}
