package org.stillwatch.instruments.xs400;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The workbooks of a folder and its sub-folders. */
final class Workbooks {

  private static final int DEEPEST = 4;

  /**
   * A workbook.
   *
   * @param name path relative to the folder, with slashes
   */
  record Found(Path path, String name, WorkbookCopy.Version version) {

    static final Comparator<Found> BY_TIME =
        Comparator.comparing((Found f) -> f.version().modified()).thenComparing(Found::name);

    long modifiedMillis() {
      return version.modified().toMillis();
    }
  }

  private Workbooks() {}

  /**
   * All workbooks, the one written last comes last.
   *
   * @throws IOException when the folder cannot be listed
   */
  static List<Found> in(Path folder) throws IOException {
    var found = new ArrayList<Found>();
    try (var paths = Files.walk(folder, DEEPEST)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        if (isWorkbook(path) && Files.isRegularFile(path)) {
          add(found, folder, path);
        }
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    }
    found.sort(Found.BY_TIME);
    return found;
  }

  /** Lock files of spreadsheet programs begin with {@code ~$}. */
  private static boolean isWorkbook(Path path) {
    var name = path.getFileName();
    return name != null
        && name.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx")
        && !name.toString().startsWith("~$")
        && !name.toString().startsWith(".");
  }

  private static void add(List<Found> found, Path folder, Path path) {
    var name = folder.relativize(path).toString().replace('\\', '/');
    try {
      found.add(new Found(path, name, WorkbookCopy.Version.of(path)));
    } catch (IOException e) {
      // gone since the folder was listed: the next turn will see what is there
      return;
    }
  }
}
