package org.stillwatch.cos.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.stillwatch.cos.detector.CosProblem;

/**
 * Where a file is: by this it is known, and ordered.
 *
 * @param path its directory, absolute
 * @param filename in it
 */
public record FileKey(String path, String filename) implements Comparable<FileKey> {
  private static final Comparator<FileKey> ORDER =
      Comparator.comparing(FileKey::path).thenComparing(FileKey::filename);

  /** The longest that the tables take. */
  static final int MOST_PATH = 600;

  static final int MOST_FILENAME = 120;

  /**
   * @throws CosProblem when the tables have no room for such a long name
   */
  public static FileKey of(Path file) {
    var absolute = file.toAbsolutePath().normalize();
    var key =
        new FileKey(String.valueOf(absolute.getParent()), String.valueOf(absolute.getFileName()));
    if (key.path.length() > MOST_PATH || key.filename.length() > MOST_FILENAME) {
      throw new CosProblem(
          "%s: a directory of %d and a name of %d characters, the catalogue takes %d and %d; the"
                  .formatted(
                      file, key.path.length(), key.filename.length(), MOST_PATH, MOST_FILENAME)
              + " file is left out");
    }
    return key;
  }

  public Path file() {
    return Path.of(path, filename);
  }

  /** The file beside it that is read together with it; empty when there is none. */
  public Optional<Path> companion() {
    return name().companions().stream()
        .map(file()::resolveSibling)
        .filter(Files::exists)
        .findFirst();
  }

  /** What its name says. */
  public FileName name() {
    return FileName.of(filename)
        .orElseThrow(() -> new IllegalStateException(filename + " is no FITS file"));
  }

  @Override
  public int compareTo(FileKey other) {
    return ORDER.compare(this, other);
  }
}
