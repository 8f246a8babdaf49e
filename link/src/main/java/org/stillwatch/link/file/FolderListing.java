package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.file.FolderFollower.FileTrouble;
import org.stillwatch.link.file.FolderFollower.Selection;

/** What one walk through the folder showed. Opens no file. */
final class FolderListing {

  /**
   * A regular file.
   *
   * @param name path relative to the folder, with slashes
   * @param size bytes, as the folder tells it
   * @param modified as the folder tells it; only to see that something changed
   * @param accepted by the selection
   */
  record Entry(String name, Path path, long size, FileTime modified, boolean accepted) {

    /** The name of the folder that it is in, empty at the top. */
    String folder() {
      return parent(name);
    }

    boolean looksLike(Entry other) {
      return size == other.size && modified.equals(other.modified);
    }
  }

  private final TreeMap<String, Entry> files = new TreeMap<>();
  private final Set<String> folders = new HashSet<>();
  private final Set<String> listed = new HashSet<>();
  private final Set<String> failed = new HashSet<>();
  private final List<FileTrouble> troubles = new ArrayList<>();

  private FolderListing() {}

  static FolderListing of(Path folder, Selection selection) {
    var listing = new FolderListing();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          listing.new Walk(folder, selection));
    } catch (IOException e) {
      listing.fail("", e);
    }
    return listing;
  }

  SortedMap<String, Entry> files() {
    return files;
  }

  Optional<Entry> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  List<FileTrouble> troubles() {
    return troubles;
  }

  /** Whether the file, or a folder of this name, is there but would not be looked at. */
  boolean failed(String name) {
    return failed.contains(name);
  }

  /**
   * Whether the file is certainly not there: a folder above it was listed to its end and does not
   * hold it. A folder that could not be listed, or was not asked for, proves nothing.
   */
  boolean gone(String file) {
    if (files.containsKey(file) || failed.contains(file)) {
      return false;
    }
    for (var at = file; !at.isEmpty(); at = parent(at)) {
      if (listed.contains(parent(at))) {
        return at.equals(file) || !(folders.contains(at) || failed.contains(at));
      }
    }
    return false;
  }

  static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private void fail(String name, IOException e) {
    if (name.isEmpty() || !(e instanceof NoSuchFileException)) {
      failed.add(name);
    }
    if (name.isEmpty()) {
      troubles.add(
          new FileTrouble(
              name,
              e instanceof NoSuchFileException missing
                  ? "folder "
                      + missing.getFile()
                      + " is not there; expected the folder that the log files are written to; it"
                      + " is looked for at every look"
                  : Words.why(e)));
    } else {
      troubles.add(new FileTrouble(name, Words.why(e)));
    }
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path top;
    private final Selection selection;

    Walk(Path top, Selection selection) {
      this.top = top;
      this.selection = selection;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      var name = name(dir);
      if (name.isEmpty()) {
        return FileVisitResult.CONTINUE;
      }
      folders.add(name);
      // a selection that would accept any name says nothing about this one
      if (selection.accepts(name) && !selection.accepts(name + "/-")) {
        troubles.add(
            new FileTrouble(name, "is a folder; expected a file; it is read as soon as it is one"));
      }
      return selection.enters(name) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
      if (e == null) {
        listed.add(name(dir));
      } else {
        fail(name(dir), e);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var name = name(file);
      if (name.isEmpty()) {
        failed.add(name);
        troubles.add(new FileTrouble(name, file + " is a file; expected a folder of log files"));
        return FileVisitResult.CONTINUE;
      }
      boolean accepted = selection.accepts(name);
      if (!attributes.isRegularFile()) {
        if (accepted) {
          var what = attributes.isSymbolicLink() ? "is a link to nothing" : "is no regular file";
          failed.add(name);
          troubles.add(new FileTrouble(name, what + "; expected a file"));
        }
      } else if (accepted && name.indexOf('\n') >= 0) {
        troubles.add(
            new FileTrouble(name, "has a line break in its name and is left out; rename it"));
      } else {
        files.put(
            name,
            new Entry(name, file, attributes.size(), attributes.lastModifiedTime(), accepted));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      fail(name(file), e);
      return FileVisitResult.CONTINUE;
    }

    private String name(Path path) {
      int depth = top.getNameCount();
      var name = new StringBuilder();
      if (!path.equals(top)) {
        for (int i = depth; i < path.getNameCount(); i++) {
          name.append(name.isEmpty() ? "" : "/").append(path.getName(i));
        }
      }
      return name.toString();
    }
  }
}
