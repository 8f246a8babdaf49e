package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.formats.hdf5.Hdf5Problem;

/** The files of one recording, {@code gauges-20261121T000000Z.h5}, named after their beginning. */
final class RecordingFolder {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Less than this is a full disk: closing a file must never fail for want of room. */
  static final long RESERVE = 8 << 20;

  private final Path folder;
  private final String name;
  private final Pattern shape;

  RecordingFolder(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.shape = Pattern.compile(Pattern.quote(name) + "-(\\d{8}T\\d{6}Z)\\.h5");
  }

  /** A file and when it begins, in nanoseconds since 1970. */
  record Part(Path path, long start) {}

  /** The files that are there, the oldest first. */
  List<Part> parts() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .flatMap(file -> part(file).stream())
          .sorted(Comparator.comparingLong(Part::start))
          .toList();
    } catch (IOException e) {
      throw problem(folder, e);
    }
  }

  private Optional<Part> part(Path file) {
    var match = shape.matcher(file.getFileName().toString());
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      var start = STAMP.parse(match.group(1), Instant::from);
      return Optional.of(new Part(file, RowBuilder.nanos(start)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The file that begins in this second. */
  Part begin(long start) {
    var second = RowBuilder.instant(start).truncatedTo(ChronoUnit.SECONDS);
    return new Part(
        folder.resolve(name + "-" + STAMP.format(second) + ".h5"), RowBuilder.nanos(second));
  }

  /** A name beside a file that no recording has. */
  static Path beside(Path file, String what) {
    return file.resolveSibling("." + file.getFileName() + "." + what);
  }

  /** Where a damaged file goes. */
  static Path damaged(Path file, Instant now) {
    return file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
  }

  void needRoom() {
    needRoom(folder);
  }

  /** Makes a folder; tells a disk that is full before anything is opened. */
  static void needRoom(Path folder) {
    try {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).getUsableSpace() < RESERVE) {
        throw new Hdf5Problem(
            Hdf5Problem.Kind.DISK_FULL,
            "the disk of " + folder + " has less than " + (RESERVE >> 20) + " MB free");
      }
    } catch (IOException e) {
      throw problem(folder, e);
    }
  }

  /** Puts a new file in the place of another, or of none, so that a crash leaves either. */
  static void replace(Path fresh, Path target) {
    try {
      force(fresh);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw problem(target, e);
    }
  }

  /** Waits until a file is on the disk. */
  static void force(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  static Hdf5Problem problem(Path file, IOException e) {
    return new Hdf5Problem(
        Hdf5Problem.Kind.OTHER,
        file
            + " cannot be used ("
            + e.getClass().getSimpleName().replaceAll("Exception$", "")
            + ")");
  }
}
