package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.file.FolderListing.Entry;

/**
 * One file that is followed, wherever it is now: its position and what was last seen of it.
 *
 * <p>Its place is where its bytes are, its name is what its records are told under. They differ
 * after a rename to a name that the selection does not accept: then it is <em>moved</em>.
 */
final class FollowedFile {

  /** What a look at its place showed. */
  enum Look {
    SAME,
    /** Something else is there now. */
    OTHER,
    /** It begins the same but is shorter than what was read. */
    CUT
  }

  /** How a reading ended. */
  enum Outcome {
    /** There is no other complete record. */
    DRAINED,
    LIMIT,
    /** Something else is there now; the next listing will tell. */
    CHANGED
  }

  private final RecordFormat format;
  private String name;
  private String place;
  private boolean moved;
  private FilePosition position;

  private int identityLength = -1;
  private @Nullable Path path;
  private @Nullable Entry seen;
  private @Nullable RecordCutter cutter;
  private long size = -1;
  private boolean idle;
  private long silentTo;
  private long cutSize = Long.MAX_VALUE;
  private int misses;

  /** A file that was followed before; it must be looked at before anything is read. */
  FollowedFile(FilePosition position, RecordFormat format) {
    this.format = format;
    this.name = position.file();
    this.place = position.file();
    this.position = position;
  }

  /** A new file, read from its beginning. */
  FollowedFile(Entry entry, Fingerprint.Identity identity, RecordFormat format) {
    this(new FilePosition(entry.name(), identity.hash(), 0, 0, ""), format);
    this.identityLength = identity.length();
    this.path = entry.path();
    this.seen = entry;
  }

  String name() {
    return name;
  }

  String place() {
    return place;
  }

  boolean moved() {
    return moved;
  }

  FilePosition position() {
    return position;
  }

  Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  RecordFormat format() {
    return format;
  }

  boolean located() {
    return path != null;
  }

  /** It may hold records that were not read. */
  boolean pending(boolean finished) {
    return path != null && (!idle || (finished && size > position.offset()));
  }

  /** Bytes behind the position, as far as known. */
  long unread() {
    return Math.max(0, size - position.offset());
  }

  /** It is not known where it is; at its place is something else, nothing, or a closed door. */
  void leave() {
    path = null;
    seen = null;
  }

  int missed() {
    return ++misses;
  }

  /** It goes on at another place, with its position. */
  void settle(Entry entry, boolean underNewName) {
    if (underNewName && !name.equals(entry.name())) {
      name = entry.name();
      position = renamed(position);
    }
    moved = !underNewName;
    place = entry.name();
    path = entry.path();
    seen = entry;
    idle = false;
    misses = 0;
    cutter = null;
    cutSize = Long.MAX_VALUE;
  }

  private FilePosition renamed(FilePosition at) {
    return new FilePosition(name, at.identity(), at.offset(), at.number(), at.tail());
  }

  /**
   * Whether it is still the same file. Opens it only when the listing shows a change.
   *
   * @param forced open it anyway
   * @param finished nothing will be appended
   */
  Look look(Entry entry, FileOpener opener, boolean forced, boolean finished) throws IOException {
    if (!forced && seen != null && seen.looksLike(entry)) {
      path = entry.path();
      return Look.SAME;
    }
    var before = seen;
    leave();
    try (var channel = opener.open(entry.path())) {
      long now = channel.size();
      if (!hasIdentity(channel, finished)) {
        return Look.OTHER;
      }
      if (now < position.offset()) {
        cutSize = Math.min(cutSize, now);
        return Look.CUT;
      }
      if (!hasTail(channel)) {
        return Look.OTHER;
      }
      path = entry.path();
      seen = entry;
      idle = idle && before != null && before.looksLike(entry) && now == size;
      size = now;
      misses = 0;
      cutSize = Long.MAX_VALUE;
      return Look.SAME;
    }
  }

  /** Whether the file holds what was read of this one, at least. */
  boolean fits(SeekableByteChannel channel, boolean finished) throws IOException {
    return channel.size() >= position.offset()
        && hasIdentity(channel, finished)
        && hasTail(channel);
  }

  private boolean hasIdentity(SeekableByteChannel channel, boolean finished) throws IOException {
    if (identityLength >= 0) {
      var head = Fingerprint.read(channel, 0, identityLength);
      return head.length == identityLength && Fingerprint.hash(head).equals(position.identity());
    }
    var found = Fingerprint.identity(channel, format, finished);
    if (found.isEmpty() || !found.get().hash().equals(position.identity())) {
      return false;
    }
    identityLength = found.get().length();
    return true;
  }

  private boolean hasTail(SeekableByteChannel channel) throws IOException {
    return position.offset() == 0
        || Fingerprint.tail(channel, position.offset()).equals(position.tail());
  }

  /**
   * Its end was cut off. What is left of it was read before: it is passed over, record by record,
   * to find where a record begins; a record that the cut left half goes out when it is complete
   * again.
   */
  void passOver(Entry entry) {
    silentTo = cutSize;
    position = new FilePosition(name, position.identity(), 0, 0, "");
    settle(entry, !moved);
  }

  /** Reads complete records from the position on and moves it behind each. */
  Outcome read(
      FileOpener opener, ReadAhead ahead, Budget budget, boolean finished, List<FileRecord> records)
      throws IOException {
    if (path == null) {
      return Outcome.CHANGED;
    }
    try (var channel = opener.open(path)) {
      long now = channel.size();
      if (now < position.offset() || !hasIdentity(channel, finished) || !hasTail(channel)) {
        leave();
        return Outcome.CHANGED;
      }
      size = now;
      if (cutter == null) {
        cutter = format.cutter(Fingerprint.read(channel, 0, format.headBytes()));
      }
      ahead.begin(channel, position.offset());
      while (!budget.spent()) {
        int length = next(cutter, ahead, finished);
        if (length == 0) {
          idle = true;
          return Outcome.DRAINED;
        }
        hand(ahead.take(length), ahead.tail(), records);
        budget.spend(length);
      }
      return Outcome.LIMIT;
    }
  }

  /** The length of the next record, 0 when it is not complete. */
  private int next(RecordCutter cut, ReadAhead ahead, boolean finished) throws IOException {
    var bytes = ahead.ahead(cut.window());
    int there = bytes.remaining();
    if (there == 0) {
      return 0;
    }
    int length = cut.next(bytes, position.offset());
    if (length > 0 && length <= there) {
      return length;
    }
    return finished || there >= cut.window() ? there : 0;
  }

  private void hand(byte[] bytes, String tail, List<FileRecord> records) {
    long from = position.offset();
    long to = from + bytes.length;
    position = new FilePosition(name, position.identity(), to, position.number() + 1, tail);
    if (to > silentTo) {
      records.add(new FileRecord(name, from, position.number(), bytes, position));
    }
  }
}
