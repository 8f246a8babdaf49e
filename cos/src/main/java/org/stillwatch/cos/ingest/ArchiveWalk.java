package org.stillwatch.cos.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.catalogue.FileKind;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.detector.CosProblem;

/**
 * What is in the archive now: FITS files below the directories of programs, cumulative images below
 * {@code CCI}. Links are followed.
 */
final class ArchiveWalk {
  private static final Pattern PROGRAM = Pattern.compile("\\d{5}");
  private static final String CUMULATIVE = "CCI";

  private final SortedMap<FileKey, Found> files = new TreeMap<>();
  private final List<FileNote> unreadable = new ArrayList<>();
  private final Notes notes;

  /**
   * @param size bytes
   * @param mtimeMicros last change (microseconds since 1970)
   */
  record Found(FileKey key, long size, long mtimeMicros) {}

  private ArchiveWalk(Notes notes) {
    this.notes = notes;
  }

  /**
   * @throws CosProblem when the archive itself cannot be read
   */
  static ArchiveWalk of(Path dataLocation, Notes notes) {
    var walk = new ArchiveWalk(notes);
    var root = dataLocation.toAbsolutePath().normalize();
    try (var entries = Files.list(root)) {
      for (var entry : entries.sorted().toList()) {
        var name = entry.getFileName().toString();
        if (name.equals(CUMULATIVE) || PROGRAM.matcher(name).matches()) {
          walk.below(entry, name.equals(CUMULATIVE));
        }
      }
    } catch (IOException e) {
      throw new CosProblem(
          "cannot read data_location %s: %s; nothing was changed".formatted(root, words(e)), e);
    }
    return walk;
  }

  private void below(Path folder, boolean cumulative) throws IOException {
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
              unreadable.add(new FileNote(file, "is a link that leads nowhere"));
            } else if (attributes.isRegularFile() && wanted(file, cumulative)) {
              add(file, attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.add(new FileNote(file, words(e)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            if (e != null) {
              unreadable.add(new FileNote(directory, words(e)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Beside cumulative images may lie what is made of them. */
  private static boolean wanted(Path file, boolean cumulative) {
    return FileName.of(file.getFileName().toString())
        .filter(
            name -> !cumulative || name.kind() == FileKind.CCI || name.kind() == FileKind.CCI_ACCUM)
        .isPresent();
  }

  private void add(Path file, BasicFileAttributes attributes) {
    try {
      var key = FileKey.of(file);
      files.put(
          key,
          new Found(
              key, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS)));
    } catch (CosProblem tooLong) {
      notes.add(new FileNote(file, "is left out: its name is too long for the catalogue"));
    }
  }

  private static String words(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "may not be read by this user";
      case FileSystemLoopException loop -> "is a link to a directory that it is in";
      case NoSuchFileException gone -> "is not there";
      default -> "cannot be read: " + e.getMessage();
    };
  }

  /** By path and name. */
  SortedMap<FileKey, Found> files() {
    return files;
  }

  List<FileNote> unreadable() {
    return unreadable;
  }

  /** Whether it could not be seen if the file is there. */
  boolean hidden(FileKey key) {
    return unreadable.stream().anyMatch(note -> key.file().startsWith(note.file()));
  }
}
