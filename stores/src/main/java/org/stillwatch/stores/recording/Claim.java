package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.stillwatch.formats.hdf5.Hdf5Problem;

/**
 * That nobody else writes the files of a recording: a lock on {@code .NAME.lock} in its folder. A
 * file that says it is open then means a writer that was killed, and no other one that is at work:
 * in SWMR mode libhdf5 itself holds no lock.
 */
final class Claim implements AutoCloseable {

  private final Identity file;
  private final FileChannel channel;

  private Claim(Path path, FileChannel channel) {
    this.file = Identity.of(path);
    this.channel = channel;
  }

  /**
   * @throws Hdf5Problem when another one has it
   */
  static Claim of(Path folder, String name) {
    var path = folder.resolve("." + name + ".lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw RecordingFolder.problem(path, e);
    }
    if (isFree(channel)) {
      return new Claim(path, channel);
    }
    close(channel);
    throw new Hdf5Problem(
        Hdf5Problem.Kind.HELD, "another station writes a recording of this name into " + folder);
  }

  private static boolean isFree(FileChannel channel) {
    try {
      // given back with the channel
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException here) {
      return false;
    } catch (IOException noLocks) {
      return true; // a disk that knows no locks
    }
  }

  /** Whether it still means something: the folder may have been removed, and made by another. */
  boolean stands() {
    return file.stands();
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // the process gives it back at the latest
    }
  }

  @Override
  public void close() {
    close(channel);
  }
}
