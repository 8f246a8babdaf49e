package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the growing files of a folder and its sub-folders.
 *
 * <p>Each {@link #poll} lists the folder and reads what is new. Every complete record is handed out
 * once, in the order of its file. A record is complete when the {@link RecordCutter} says so: half
 * a line stays in the file until the rest is there, however long that takes, because a newer file
 * does not prove that an older one is finished. {@link Selection#finished} says what is.
 *
 * <p>A file is known by its path and by a hash of its bytes through the first complete record, and
 * the place in it by a hash of the bytes before; inodes and times of change play no part. So:
 *
 * <ul>
 *   <li>Renamed to a name that the selection accepts, it goes on there under the new name; {@link
 *       #formerName} tells the old one.
 *   <li>Renamed within its folder to any other name, it is read there to its end under its old
 *       name, before anything of a new file of that name is handed out.
 *   <li>Replaced or rewritten, it is another file, read from its beginning. The one before is
 *       looked for as if it were renamed (that covers a copy followed by a truncation).
 *   <li>Cut shorter with its beginning intact, it goes on at its new end, at the first record that
 *       is not whole. A file that was replaced by a shorter one with the same first record looks
 *       the same: choose a {@link RecordFormat} whose identity reaches a record with a time in it.
 *   <li>Gone and come back, with its folder or alone, it goes on where it was.
 * </ul>
 *
 * <p>No file stays open between polls, so that its writer may rename and delete it. Where the
 * folder tells sizes late, as Windows does while a file is open, files are opened to look at every
 * sixteenth poll.
 *
 * <p>For one thread at a time.
 */
public final class FolderFollower {

  /** Which files are followed, and how they are cut. */
  public interface Selection {
    /** Whether the file is followed now; asked at every poll, so it may change with the date. */
    boolean accepts(String file);

    RecordFormat format(String file);

    /**
     * Whether the sub-folder may hold such files now; one that may not is not even listed, which
     * keeps years of day folders cheap. Its files keep their positions.
     *
     * @param folder path relative to the followed folder, with slashes
     */
    default boolean enters(String folder) {
      return true;
    }

    /**
     * Whether nothing will ever be appended to the file, as in an import of past files: its last
     * record is then complete without its terminator.
     */
    default boolean finished(String file) {
      return false;
    }
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

  /** While there is more to read, the folder is listed only once in so many polls. */
  private static final int POLLS_PER_LISTING = 16;

  /** Where listed sizes may be late, files are opened once in so many listings. */
  private static final int LISTINGS_PER_LOOK = 16;

  private final Path folder;
  private final Selection selection;
  private final FileOpener opener;
  private final Roster roster;
  private final boolean sizesMayBeLate;
  private final ReadAhead ahead = new ReadAhead();
  private final Map<String, FollowedFile> told = new HashMap<>();
  private List<FileTrouble> listingTroubles = List.of();
  private int listings;
  private int pollsWithoutListing;
  private boolean more;
  private String lastLimited = "";

  public FolderFollower(Path folder, Selection selection) {
    this(folder, selection, FileOpener.FILES);
  }

  FolderFollower(Path folder, Selection selection, FileOpener opener) {
    this.folder = folder.toAbsolutePath();
    this.selection = selection;
    this.opener = opener;
    this.roster = new Roster(selection, opener);
    this.sizesMayBeLate = folder.getFileSystem().getSeparator().equals("\\");
  }

  /**
   * Goes on at these positions; called before the first poll. They are the {@link FileRecord#after}
   * of the records that were dealt with last, one for each {@link FilePosition#key}; what was
   * handed out behind them is handed out again. Records of one identity must have been dealt with
   * in the order in which they were handed out.
   */
  public void resume(Collection<FilePosition> positions) {
    positions.forEach(roster::resume);
  }

  /**
   * Lists the folder and reads what is new. When the limit is reached, the next poll begins with
   * the next file, so that a big file does not starve the others.
   *
   * @param maxBytes about how many bytes to hand out at most: one record more may come, and small
   *     records count 128 bytes each. Bounds the memory that a poll takes.
   */
  public Poll poll(int maxBytes) {
    if (!more || ++pollsWithoutListing >= POLLS_PER_LISTING) {
      list();
    }
    var troubles = new ArrayList<>(listingTroubles);
    var records = new ArrayList<FileRecord>();
    var budget = new Budget(maxBytes);
    more = false;
    told.clear();
    var limitedBefore = lastLimited;
    lastLimited = "";
    for (var file : inTurn(roster.ready(), limitedBefore)) {
      if (budget.spent()) {
        more = true;
        break;
      }
      read(file, budget, records, troubles);
    }
    return new Poll(List.copyOf(records), troubles.stream().distinct().toList(), more);
  }

  private void list() {
    pollsWithoutListing = 0;
    var listing = FolderListing.of(folder, selection);
    var troubles = new ArrayList<>(listing.troubles());
    boolean forced = sizesMayBeLate && ++listings % LISTINGS_PER_LOOK == 0;
    roster.settle(listing, forced, troubles);
    listingTroubles = troubles;
  }

  /** In the order of names, beginning behind the file at which the limit was reached. */
  private static List<FollowedFile> inTurn(List<FollowedFile> files, String behind) {
    var turn = new ArrayList<FollowedFile>(files.size());
    files.stream().filter(file -> file.name().compareTo(behind) > 0).forEach(turn::add);
    files.stream().filter(file -> file.name().compareTo(behind) <= 0).forEach(turn::add);
    return turn;
  }

  private void read(
      FollowedFile first, Budget budget, List<FileRecord> records, List<FileTrouble> troubles) {
    var next = Optional.of(first);
    while (next.isPresent()) {
      var file = next.get();
      next = Optional.empty();
      int before = records.size();
      try {
        switch (file.read(opener, ahead, budget, selection.finished(file.name()), records)) {
          case LIMIT -> {
            more = true;
            lastLimited = file.name();
          }
          case DRAINED -> {
            // its successor waits one poll more, so that head() is about the records of this poll
            if (records.size() == before && roster.succeeded(file)) {
              retire(file, troubles);
              next = roster.front(file.name());
            }
          }
          case CHANGED -> {}
        }
      } catch (IOException e) {
        troubles.add(new FileTrouble(file.place(), Words.why(e)));
      }
      if (records.size() > before) {
        told.put(file.name(), file);
      }
    }
  }

  private void retire(FollowedFile file, List<FileTrouble> troubles) {
    roster.retire(file);
    if (file.unread() > 0) {
      troubles.add(
          new FileTrouble(
              file.name(),
              "was renamed to %s and ends with %d bytes that are no complete record; they are left"
                  .formatted(file.place(), file.unread())));
    }
  }

  /**
   * The first bytes of a followed file, for readers that need its header; empty when unreadable.
   * They belong to the records of this name that the last poll handed out.
   */
  public Optional<byte[]> head(String file) {
    return Optional.ofNullable(told.get(file)).or(() -> roster.any(file)).flatMap(this::head);
  }

  private Optional<byte[]> head(FollowedFile file) {
    if (file.path().isEmpty()) {
      return Optional.empty();
    }
    try (var channel = opener.open(file.path().get())) {
      return Optional.of(Fingerprint.read(channel, 0, file.format().headBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The name that a file had before it was renamed, for readers that remember something about each
   * file.
   */
  public Optional<String> formerName(String file) {
    return roster.formerName(file);
  }
}
