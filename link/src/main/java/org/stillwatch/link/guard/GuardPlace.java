package org.stillwatch.link.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.stillwatch.core.instrument.Site;

/**
 * Where a guard and its station meet: both find it by the data folder and the instrument.
 *
 * @param id the instrument
 * @param socket what the guard listens at
 * @param lock held by the guard as long as it lives
 * @param log what it did, a line each
 */
public record GuardPlace(String id, Path socket, Path lock, Path log) {

  /** Addresses of Unix sockets hold 104 to 108 bytes, with the zero at their end (sys/un.h). */
  private static final int LONGEST = 100;

  /** Of the guard of this instrument. */
  public static GuardPlace of(Site site) {
    return of(site.data(), site.id());
  }

  /**
   * @param data the data folder of the station
   */
  public static GuardPlace of(Path data, String id) {
    var own = data.toAbsolutePath().normalize().resolve("guard");
    var name = id + ".sock";
    var socket = own.resolve(name);
    if (bytes(socket).length > LONGEST) {
      var hash = UUID.nameUUIDFromBytes(bytes(socket)).toString().substring(0, 18);
      socket =
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "stillwatch-" + System.getProperty("user.name"),
              hash.replace("-", "") + ".sock");
    }
    return new GuardPlace(id, socket, own.resolve(id + ".lock"), own.resolve(id + ".log"));
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What people call it: {@code the guard of hv1}. */
  public String name() {
    return "the guard of " + id;
  }

  /** Whether a guard is there. */
  public enum Presence {
    THERE,
    /** None runs. */
    ABSENT,
    /** One runs and does not answer: it is stopped, or overloaded. */
    STUCK
  }

  /** Looks whether its guard is there; takes two seconds at most. */
  public Presence look() {
    try (var wire = Wire.connect(socket)) {
      wire.write(Client.WATCH, GuardPort.PROMPT);
      return wire.line(GuardPort.PROMPT).isPresent() ? Presence.THERE : Presence.STUCK;
    } catch (Wire.Absent e) {
      return Presence.ABSENT;
    } catch (IOException e) {
      return Presence.STUCK;
    }
  }

  /** What its guard says while it starts, when a station starts it. */
  public Path said() {
    return folderOf(lock).resolve(id + ".said");
  }

  /**
   * Makes the folders, which only their owner can enter.
   *
   * @throws IOException with one sentence when that cannot be had
   */
  public void prepare() throws IOException {
    own(folderOf(lock));
    own(folderOf(socket));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static void own(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folderOf(folder));
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s belongs to another user; expected a folder of the user '%s'",
              folder,
              System.getProperty("user.name")),
          e);
    }
  }
}
