package org.stillwatch.app.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The key that signs links in messages: random, in a file only its owner can read. */
public final class LinkKey {

  private static final String FILE = "link.key";
  private static final int BYTES = 32;

  private LinkKey() {}

  /**
   * The key of a data folder, made at first use.
   *
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static byte[] of(Path data) {
    var file = data.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        Files.createDirectories(data);
        make(data, file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Whole or not at all, also when two start at once. */
  private static void make(Path data, Path file) throws IOException {
    var key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    var made =
        posix
            ? Files.createTempFile(
                data,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(data, FILE, ".new");
    try {
      Files.write(made, key);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // another process was first; its key counts
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
