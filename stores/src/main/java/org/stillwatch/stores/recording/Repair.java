package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.formats.hdf5.Superblock;

/**
 * Mends a file whose writer was killed. The mending is done on a copy; the damaged file is kept
 * beside it, under another name.
 */
final class Repair {

  private static final int BLOCK = 16_384;

  private Repair() {}

  /**
   * What came of it.
   *
   * @param usable whether there is a file again; else its rows are to be written anew
   * @param kept the damaged file
   */
  record Result(boolean usable, Path kept) {}

  static Result mend(Path file, Instant now) {
    var copy = RecordingFolder.beside(file, "repair");
    var kept = RecordingFolder.damaged(file, now);
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      boolean usable = Superblock.markClosed(copy) && isReadable(copy);
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
      if (usable) {
        RecordingFolder.replace(copy, file);
      } else {
        Files.delete(copy);
      }
      return new Result(usable, kept);
    } catch (IOException e) {
      throw RecordingFolder.problem(file, e);
    }
  }

  private static boolean isReadable(Path copy) {
    try (var table = TableFile.of(Hdf5File.open(copy))) {
      table.cut(table.length());
      for (long at = 0; at < table.length(); at += BLOCK) {
        var read = table.rows(at, (int) Math.min(BLOCK, table.length() - at));
      }
      return true;
    } catch (Hdf5Problem e) {
      if (e.passes()) {
        throw e;
      }
      return false;
    }
  }
}
