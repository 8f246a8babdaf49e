package org.stillwatch.stores.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that this process alone may write, as long as this is open. The lock is on
 * {@code station.lock}, ends with the process whatever ends it, and the file tells others where the
 * page of its owner is: {@code url=http://...}.
 */
public final class DataDirectory implements AutoCloseable {

  static final String LOCK_FILE = "station.lock";
  private static final String URL = "url=";

  /** Beyond any text in the file, so that others can read it on systems where locks are strict. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final int TRIES = 10;
  private static final long MILLIS_BETWEEN_TRIES = 20;

  /** File systems that many machines share: locks and shared memory cannot be relied on there. */
  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "afs",
          "ncpfs",
          "webdav",
          "davfs",
          "fuse.davfs2",
          "fuse.sshfs",
          "fuse.smbnetfs",
          "fuse.rclone");

  /**
   * What this process has locked, and the address published there, empty before. POSIX locks belong
   * to the process and not to the descriptor: to open and close the lock file a second time, even
   * for reading, would silently drop the lock, so this must be known before the file is touched.
   */
  private static final Map<Path, String> HELD_BY_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Path path;
  private final Path key;
  private final RandomAccessFile file;
  private final FileLock lock;

  private DataDirectory(Path path, Path key, RandomAccessFile file, FileLock lock) {
    this.path = path;
    this.key = key;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Makes the directory where there is none, and this process its owner.
   *
   * @throws StoreProblem with one sentence when another process owns it, or it lies on a network
   *     file system, or cannot be written
   */
  public static DataDirectory own(Path path) {
    try {
      Files.createDirectories(path);
      network(path)
          .ifPresent(
              type -> {
                throw new StoreProblem(
                    "data directory "
                        + path
                        + " lies on a network file system ("
                        + type
                        + "), where a database can be damaged; choose a directory on a disk of"
                        + " this machine");
              });
      var key = path.toRealPath();
      if (HELD_BY_THIS_PROCESS.putIfAbsent(key, "") != null) {
        throw inUse(path, published(key));
      }
      try {
        return lock(path, key);
      } catch (IOException | RuntimeException e) {
        HELD_BY_THIS_PROCESS.remove(key);
        throw e;
      }
    } catch (IOException e) {
      throw new StoreProblem(
          "data directory " + path + " cannot be used: " + SqliteErrors.reason(e), e);
    }
  }

  private static DataDirectory lock(Path path, Path key) throws IOException {
    // unlike a channel, a random access file is not closed when its thread is interrupted
    var file = new RandomAccessFile(key.resolve(LOCK_FILE).toFile(), "rw");
    try {
      var lock = tryLock(file);
      if (lock == null) {
        throw inUse(path, inLockFile(key));
      }
      file.setLength(0);
      return new DataDirectory(path, key, file, lock);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Tries for a moment, since someone who only looks whether it is locked holds it as long. */
  private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      var lock = tryLockOnce(file);
      if (lock != null || attempt == TRIES) {
        return lock;
      }
      try {
        Thread.sleep(MILLIS_BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  private static @Nullable FileLock tryLockOnce(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static StoreProblem inUse(Path path, Optional<String> page) {
    return new StoreProblem(
        "data directory "
            + path
            + " is in use by another stillwatch"
            + page.map(url -> " (page: " + url + ")").orElse(""));
  }

  /** The type of the file system, when it is one that machines share. */
  static Optional<String> network(Path path) throws IOException {
    var real = path.toRealPath();
    return real.toString().startsWith("\\\\")
        ? Optional.of("a Windows share")
        : Optional.of(Files.getFileStore(real).type()).filter(DataDirectory::isShared);
  }

  static boolean isShared(String fileSystemType) {
    return SHARED.contains(fileSystemType.toLowerCase(Locale.ROOT));
  }

  /**
   * Where the page of the station is that owns this directory now; empty when none does, or it has
   * no page.
   */
  public static Optional<String> address(Path path) {
    try {
      var key = path.toRealPath();
      return published(key).filter(url -> isOwned(key));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> published(Path key) {
    var own = HELD_BY_THIS_PROCESS.get(key);
    return own == null ? inLockFile(key) : Optional.of(own).filter(url -> !url.isEmpty());
  }

  private static Optional<String> inLockFile(Path key) {
    try (var lines = Files.lines(key.resolve(LOCK_FILE), UTF_8)) {
      return lines
          .filter(line -> line.startsWith(URL))
          .map(line -> line.substring(URL.length()))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static boolean isOwned(Path key) {
    if (HELD_BY_THIS_PROCESS.containsKey(key)) {
      return true;
    }
    var lockFile = key.resolve(LOCK_FILE);
    try (var file = new RandomAccessFile(lockFile.toFile(), "rw");
        var lock = tryLockOnce(file)) {
      return lock == null;
    } catch (IOException e) {
      // the directory of another user may be readable and yet not be locked by us: try the address
      return Files.isReadable(lockFile);
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Tells others where this station's page is.
   *
   * @throws StoreProblem when that cannot be written
   */
  public synchronized void publish(String url) {
    try {
      file.seek(0);
      file.write((URL + url + "\n").getBytes(UTF_8));
      file.setLength(file.getFilePointer());
      HELD_BY_THIS_PROCESS.put(key, url);
    } catch (IOException e) {
      throw new StoreProblem(
          "cannot write "
              + path.resolve(LOCK_FILE)
              + ", which tells commands where the page is: "
              + SqliteErrors.reason(e),
          e);
    }
  }

  /** Lets others own the directory. */
  @Override
  public synchronized void close() {
    if (!lock.isValid()) {
      return;
    }
    try {
      file.setLength(0);
      lock.release();
      file.close();
    } catch (IOException e) {
      // the lock ends with the process at the latest; an address without a lock counts for nothing
    } finally {
      HELD_BY_THIS_PROCESS.remove(key);
    }
  }
}
