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
    var fronts = fronts();
    var atPlace = new HashSet<String>();
    if (!fronts.isEmpty()) {
      followed.stream().filter(file -> !waits(file)).forEach(file -> atPlace.add(file.name()));
    }
    return followed.stream()
        .filter(file -> file.located() && fronts.getOrDefault(file.name(), file) == file)
        .filter(file -> pending(file) || (file.moved() && atPlace.contains(file.name())))
        .sorted(Comparator.comparing(FollowedFile::name))
        .toList();
  }

  /** The file whose records go out under this name now. */
  Optional<FollowedFile> front(String name) {
    var front = fronts().get(name);
    return front != null
        ? Optional.of(front)
        : followed.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  boolean pending(FollowedFile file) {
    return file.pending(selection.finished(file.name()));
  }

  /** Whether a moved file's name has gone over to another file. */
  boolean succeeded(FollowedFile file) {
    return file.moved()
        && followed.stream().anyMatch(other -> other != file && other.name().equals(file.name()));
  }

  /** A moved file was read to its end, and its successor is there: nothing more will come. */
  void retire(FollowedFile file) {
    followed.remove(file);
    lost.add(file);
  }

  private static boolean waits(FollowedFile file) {
    return file.moved() || !file.located();
  }

  /** The oldest file of each name that is not simply at its place: it goes before the others. */
  private Map<String, FollowedFile> fronts() {
    var fronts = new HashMap<String, FollowedFile>();
    for (var file : followed) {
      if (waits(file)) {
        fronts.putIfAbsent(file.name(), file);
      }
    }
    return fronts;
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
      var stillUnborn = new HashMap<String, Entry>();
      for (var entry : List.copyOf(free.values())) {
        if (entry.accepted()) {
          findOwner(entry, stillUnborn);
        }
      }
      unborn = stillUnborn;
      for (var file : List.copyOf(loose)) {
        if (!file.located()) {
          findRefuge(file);
        }
      }
      followed.addAll(fresh.values());
    }

    private void findAtItsPlace(FollowedFile file) {
      var place = file.place();
      var found = listing.file(place);
      if (found.isEmpty()) {
        file.leave();
        if (listing.gone(place)) {
          loose.add(file);
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
        free.remove(place);
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
        var owner = owner(name, identity.get().hash(), channel);
        if (owner.isPresent()) {
          adopt(owner.get(), entry);
        } else if (!heldBack(identity.get().hash(), channel)) {
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

    private Optional<FollowedFile> owner(String name, String hash, SeekableByteChannel channel)
        throws IOException {
      FollowedFile best = null;
      for (var candidates : List.of(loose, lost)) {
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

    /** Whether it may be a file that cannot be looked at now, under a new name. */
    private boolean heldBack(String hash, SeekableByteChannel channel) throws IOException {
      for (var file : unreadable) {
        if (file.position().identity().equals(hash) && file.fits(channel, false)) {
          return true;
        }
      }
      return false;
    }

    private void findRefuge(FollowedFile file) {
      if (goesOnElsewhere(file) || !selection.accepts(file.name())) {
        lose(file);
        return;
      }
      boolean sure = certain;
      for (var entry : candidates(file)) {
        try (var channel = opener.open(entry.path())) {
          if (file.fits(channel, selection.finished(file.name()))) {
            free.remove(entry.name());
            file.settle(entry, false);
            return;
          }
        } catch (IOException e) {
          tell(entry.name(), e);
          sure = false;
        }
      }
      if (sure && file.missed() >= PATIENCE) {
        giveUp(file);
      } else if (cut.contains(file)) {
        fresh.remove(file.place());
      }
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
      var folder = FolderListing.parent(file.place());
      return free.values().stream()
          .filter(entry -> !entry.accepted() && entry.folder().equals(folder))
          .filter(entry -> entry.size() > 0 && entry.size() >= file.position().offset())
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
