package org.stillwatch.link.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Follows the growing files of a folder and its sub-folders.
 *
 * <p>Each {@link #poll} lists the folder and reads what is new. Every complete record is handed out
 * once, in the order of its file. A record is complete when the {@link RecordCutter} says so: half
 * a line stays in the file until the rest is there.
 */
public final class FolderFollower {

  /** Which files are followed, and how they are cut. */
  public interface Selection {
    /** Whether the file is followed now; asked at every poll, so it may change with the date. */
    boolean accepts(String file);

    RecordFormat format(String file);
  }

  /**
   * What one poll brought.
   *
   * @param records of all files, grouped by file, each file's in order
   * @param troubles files that cannot be read now; told at every poll while it lasts
   * @param more the limit was reached; poll again at once
   */
  public record Poll(List<FileRecord> records, List<FileTrouble> troubles, boolean more) {}

  /** A file, or the folder itself (empty name), that cannot be read now, and why. */
  public record FileTrouble(String file, String why) {}

  public FolderFollower(Path folder, Selection selection) {}

  /** Goes on at these positions; called before the first poll. */
  public void resume(Collection<FilePosition> positions) {}

  /**
   * Lists the folder and reads what is new.
   *
   * @param maxBytes about how many bytes to hand out at most
   */
  public Poll poll(int maxBytes) {
    return new Poll(List.of(), List.of(), false);
  }

  /**
   * The first bytes of a followed file, for readers that need its header; empty when unreadable.
   */
  public Optional<byte[]> head(String file) {
    return Optional.empty();
  }
}
