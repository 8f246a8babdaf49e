package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stillwatch.link.file.FolderFollower.FileTrouble;
import org.stillwatch.link.file.FolderFollower.Selection;
import org.stillwatch.link.file.FolderListing.Entry;

/**
 * Knows which of the files in the folder are the ones that were followed before.
 *
 * <p>At each listing: a file that is still itself at its place keeps it. One whose place is empty
 * or taken by something else is <em>loose</em>: it goes on at a new accepted path with the same
 * identity and tail (renamed), else at any path of its folder (moved: read to its end under its old
 * name), else it is <em>lost</em> after two listings and waits for its content to come back. What
 * is left are new files.
 */
final class Roster {

  /** Listings that miss a file before it counts as lost: one may run while it is being renamed. */
  private static final int PATIENCE = 2;

  /** How many files of its folder are opened in search of a moved file. */
  private static final int CANDIDATES = 64;

  /** A file this long without a first record is told to people. */
  private static final long LONG_HEAD_BYTES = 16 * 1024;

  private final Selection selection;
  private final FileOpener opener;
  private final List<FollowedFile> followed = new ArrayList<>();
  private final List<FollowedFile> lost = new ArrayList<>();
  private final Map<String, String> formerNames = new HashMap<>();
  private Map<String, Entry> unborn = new HashMap<>();
  private Set<String> strangers = new HashSet<>();

  Roster(Selection selection, FileOpener opener) {
    this.selection = selection;
    this.opener = opener;
  }

  void resume(FilePosition position) {
    followed.removeIf(file -> file.position().key().equals(position.key()));
    followed.add(new FollowedFile(position, selection.format(position.file())));
  }

  Optional<String> formerName(String name) {
    return Optional.ofNullable(formerNames.get(name));
  }

  /** Finds every file again. */
  void settle(FolderListing listing, boolean forced, List<FileTrouble> troubles) {
    new Settling(listing, forced, troubles).run();
  }

  /** The files to read now, in the order of their names, each name once. */
  List<FollowedFile> ready() {
    var crowded = new TreeMap<String, List<FollowedFile>>();
    followed.stream()
        .filter(Roster::waits)
        .forEach(file -> crowded.put(file.name(), new ArrayList<>()));
    var ready = new ArrayList<FollowedFile>();
    for (var file : followed) {
      var namesakes = crowded.get(file.name());
      if (namesakes != null) {
        namesakes.add(file);
      } else if (pending(file)) {
        ready.add(file);
      }
    }
    crowded.values().forEach(namesakes -> front(namesakes).ifPresent(ready::add));
    ready.sort(Comparator.comparing(FollowedFile::name));
    return ready;
  }

  /** The file whose records go out under this name next, if any. */
  Optional<FollowedFile> front(String name) {
    return front(followed.stream().filter(file -> file.name().equals(name)).toList());
  }

  /**
   * Of several files of one name: first those that were moved away, one after the other. Once the
   * name has a new file, each of them is read once more even when it seems to be at its end: what
   * was appended to it last may be younger than the listing. A new file waits for those that are
   * still looked for.
   */
  private Optional<FollowedFile> front(List<FollowedFile> namesakes) {
    var moved = namesakes.stream().filter(file -> file.located() && file.moved()).toList();
    var atPlace = namesakes.stream().filter(file -> !waits(file)).findFirst();
    if (!moved.isEmpty()) {
      return moved.stream()
          .filter(this::pending)
          .findFirst()
          .or(() -> atPlace.map(_ -> moved.getFirst()));
    }
    return namesakes.stream().anyMatch(Roster::waits)
        ? Optional.empty()
        : atPlace.filter(this::pending);
  }

  /** A file of this name that can be opened. */
  Optional<FollowedFile> any(String name) {
    return followed.stream().filter(file -> file.located() && file.name().equals(name)).findFirst();
  }

  boolean pending(FollowedFile file) {
    return file.pending(selection.finished(file.name()));
  }

  /** Whether a moved file's name has gone over to another file. */
  boolean succeeded(FollowedFile file) {
    return file.moved()
        && followed.stream().anyMatch(other -> !waits(other) && other.name().equals(file.name()));
  }

  /** A moved file was read to its end, and its successor is there: nothing more will come. */
  void retire(FollowedFile file) {
    followed.remove(file);
    lost.add(file);
    strangers.add(file.place());
  }

  private static boolean waits(FollowedFile file) {
    return file.moved() || !file.located();
  }

  private enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /** The work of one listing. */
  private final class Settling {
    private final FolderListing listing;
    private final boolean forced;
    private final List<FileTrouble> troubles;
    private final TreeMap<String, Entry> free;
    private final List<FollowedFile> loose = new ArrayList<>();
    private final Set<FollowedFile> cut = new HashSet<>();
    private final List<FollowedFile> unreadable = new ArrayList<>();
    private final Map<String, FollowedFile> fresh = new TreeMap<>();
    private boolean certain = true;

    Settling(FolderListing listing, boolean forced, List<FileTrouble> troubles) {
      this.listing = listing;
      this.forced = forced;
      this.troubles = troubles;
      this.free = new TreeMap<>(listing.files());
    }

    void run() {
      List.copyOf(followed).forEach(this::findAtItsPlace);
      unreadable.forEach(file -> free.remove(file.place()));
      var stillUnborn = new HashMap<String, Entry>();
      for (var entry : List.copyOf(free.values())) {
        if (entry.accepted()) {
          findOwner(entry, stillUnborn);
        }
      }
      unborn = stillUnborn;
      // the one with the most to compare chooses first
      loose.sort(Comparator.comparingLong(file -> -file.position().offset()));
      loose.stream().filter(file -> !file.located()).forEach(this::findRefuge);
      findLost();
      followed.addAll(fresh.values());
    }

    private void findAtItsPlace(FollowedFile file) {
      var place = file.place();
      var found = listing.file(place);
      if (found.isEmpty()) {
        file.leave();
        if (listing.gone(place)) {
          loose.add(file);
        } else if (listing.failed(place)) {
          unreadable.add(file);
        }
        return;
      }
      var entry = found.get();
      if (!free.containsKey(place)) {
        file.leave();
        loose.add(file);
        return;
      }
      if (!file.moved() && !entry.accepted()) {
        file.leave();
        free.remove(place);
        return;
      }
      try {
        switch (file.look(entry, opener, forced, selection.finished(file.name()))) {
          case SAME -> free.remove(place);
          case OTHER -> loose.add(file);
          case CUT -> {
            loose.add(file);
            cut.add(file);
          }
        }
      } catch (NoSuchFileException e) {
        loose.add(file);
      } catch (IOException e) {
        tell(place, e);
        unreadable.add(file);
      }
    }

    /** A file at a path where none was followed: one that was renamed, or a new one. */
    private void findOwner(Entry entry, Map<String, Entry> stillUnborn) {
      var name = entry.name();
      boolean finished = selection.finished(name);
      var before = unborn.get(name);
      boolean unchanged = before != null && before.looksLike(entry) && !forced && !finished;
      if (unchanged || entry.size() == 0) {
        bearNot(entry, stillUnborn);
        return;
      }
      try (var channel = opener.open(entry.path())) {
        var format = selection.format(name);
        var identity = Fingerprint.identity(channel, format, finished);
        if (identity.isEmpty()) {
          bearNot(entry, stillUnborn);
          return;
        }
        findAgain(identity.get().hash(), channel);
        var owner = owner(name, identity.get().hash(), channel);
        if (owner.filter(unreadable::contains).isPresent()) {
          certain = false;
        } else if (owner.isPresent()) {
          adopt(owner.get(), entry);
        } else {
          fresh.put(name, new FollowedFile(entry, identity.get(), format));
        }
        free.remove(name);
      } catch (IOException e) {
        tell(name, e);
        certain = false;
      }
    }

    private void bearNot(Entry entry, Map<String, Entry> stillUnborn) {
      stillUnborn.put(entry.name(), entry);
      if (entry.size() >= LONG_HEAD_BYTES) {
        troubles.add(
            new FileTrouble(
                entry.name(),
                "has no complete first record in its "
                    + entry.size()
                    + " bytes; nothing is read of it before there is one"));
      }
    }

    /**
     * Looks once more at files that have this content too: one may have been renamed after it was
     * listed, and now stands in the listing under both names.
     */
    private void findAgain(String hash, SeekableByteChannel channel) throws IOException {
      for (var file : followed) {
        if (!file.located()
            || !file.position().identity().equals(hash)
            || !file.fits(channel, false)) {
          continue;
        }
        try {
          boolean finished = selection.finished(file.name());
          var entry = listing.file(file.place()).orElseThrow();
          if (file.look(entry, opener, true, finished) != FollowedFile.Look.SAME) {
            loose.add(file);
          }
        } catch (NoSuchFileException e) {
          loose.add(file);
        } catch (IOException e) {
          tell(file.place(), e);
          unreadable.add(file);
        }
      }
    }

    /** The file before, among those whose place is not known or whose door is closed. */
    private Optional<FollowedFile> owner(String name, String hash, SeekableByteChannel channel)
        throws IOException {
      if (cut.stream().anyMatch(file -> file.place().equals(name))) {
        return Optional.empty();
      }
      FollowedFile best = null;
      for (var candidates : List.of(loose, lost, unreadable)) {
        for (var file : candidates) {
          if (!file.located()
              && file.position().identity().equals(hash)
              && file.fits(channel, false)
              && (best == null || rank(file, name) > rank(best, name))) {
            best = file;
          }
        }
      }
      return Optional.ofNullable(best);
    }

    /** The most read goes first, so that nothing is read twice; then the same name. */
    private static long rank(FollowedFile file, String name) {
      return 2 * file.position().offset() + (file.name().equals(name) ? 1 : 0);
    }

    private void adopt(FollowedFile file, Entry entry) {
      if (!file.name().equals(entry.name())) {
        formerNames.put(entry.name(), file.name());
      }
      file.settle(entry, true);
      cut.remove(file);
      lost.remove(file);
      followed.remove(file);
      followed.add(file);
    }

    private void findRefuge(FollowedFile file) {
      if (goesOnElsewhere(file)) {
        followed.remove(file);
        return;
      }
      if (!selection.accepts(file.name())) {
        lose(file);
        return;
      }
      boolean sure = certain;
      for (var entry : candidates(file)) {
        switch (holds(entry, file)) {
          case YES -> {
            free.remove(entry.name());
            file.settle(entry, false);
            return;
          }
          case NO -> {}
          case UNKNOWN -> sure = false;
        }
      }
      if (sure && file.missed() >= PATIENCE) {
        giveUp(file);
      } else if (cut.contains(file)) {
        fresh.remove(file.place());
      }
    }

    private Answer holds(Entry entry, FollowedFile file) {
      try (var channel = opener.open(entry.path())) {
        boolean finished = selection.finished(file.name());
        return file.fits(channel, finished) ? Answer.YES : Answer.NO;
      } catch (IOException e) {
        tell(entry.name(), e);
        return Answer.UNKNOWN;
      }
    }

    /** A file that was away, perhaps with its folder, may come back under a name not accepted. */
    private void findLost() {
      var before = strangers;
      strangers = new HashSet<>();
      for (var entry : List.copyOf(free.values())) {
        if (entry.accepted()) {
          continue;
        }
        var answer = Answer.NO;
        if (!before.contains(entry.name())) {
          for (var file : List.copyOf(lost)) {
            answer = mayHold(entry, file) ? holds(entry, file) : Answer.NO;
            if (answer == Answer.YES) {
              file.settle(entry, false);
              lost.remove(file);
              followed.addFirst(file);
            }
            if (answer != Answer.NO) {
              break;
            }
          }
        }
        if (answer != Answer.UNKNOWN) {
          strangers.add(entry.name());
        }
      }
    }

    private boolean mayHold(Entry entry, FollowedFile file) {
      return entry.folder().equals(FolderListing.parent(file.place()))
          && entry.size() > 0
          && entry.size() >= file.position().offset()
          && selection.accepts(file.name());
    }

    private void giveUp(FollowedFile file) {
      var rest = cut.contains(file) ? listing.file(file.place()) : Optional.<Entry>empty();
      if (rest.isPresent()) {
        fresh.remove(file.place());
        file.passOver(rest.get());
      } else {
        lose(file);
      }
    }

    private List<Entry> candidates(FollowedFile file) {
      return free.values().stream()
          .filter(entry -> !entry.accepted() && mayHold(entry, file))
          .sorted(Comparator.comparingLong(Entry::size).thenComparing(Entry::modified).reversed())
          .limit(CANDIDATES)
          .toList();
    }

    /** Whether another followed file is its continuation: it was renamed in an earlier life. */
    private boolean goesOnElsewhere(FollowedFile file) {
      for (var other : followed) {
        if (other != file
            && other.located()
            && other.position().identity().equals(file.position().identity())
            && other.position().offset() >= file.position().offset()) {
          try (var channel = opener.open(other.path().orElseThrow())) {
            if (file.fits(channel, false)) {
              return true;
            }
          } catch (IOException e) {
            tell(other.place(), e);
          }
        }
      }
      return false;
    }

    private void lose(FollowedFile file) {
      followed.remove(file);
      lost.add(file);
      if (file.unread() > 0 && selection.accepts(file.name())) {
        troubles.add(
            new FileTrouble(
                file.name(),
                "is gone or was replaced with "
                    + file.unread()
                    + " bytes not read; it goes on where it was if it comes back"));
      }
    }

    private void tell(String name, IOException e) {
      troubles.add(new FileTrouble(name, Words.why(e)));
    }
  }
}
