package org.stillwatch.cos.ingest;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something about a file or a directory.
 *
 * @param clause one clause, to stand behind its name
 */
public record FileNote(Path file, String clause) implements Comparable<FileNote> {
  private static final Comparator<FileNote> ORDER =
      Comparator.comparing(FileNote::file).thenComparing(FileNote::clause);

  /** In one line. */
  public String words() {
    return file + ": " + clause;
  }

  @Override
  public int compareTo(FileNote other) {
    return ORDER.compare(this, other);
  }
}
