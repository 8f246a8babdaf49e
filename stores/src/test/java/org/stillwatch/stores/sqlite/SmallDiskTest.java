package org.stillwatch.stores.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * A real full disk: a file system of a few megabytes in a name space of its own, which ends with
 * the process. Linux only, and only where users may have such name spaces.
 */
class SmallDiskTest {

  private static final String MOUNT =
      "mount -t tmpfs -o size=12m none \"$1\" 2>/dev/null || exit 0; shift; exec \"$@\"";

  @TempDir Path directory;

  @Test
  void aFullDiskLosesNothingAndIsFoundAgainWhenItHasRoom()
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")), "no unshare to make a small disk with");
    var program =
        Child.command(
            Program.class,
            List.of("-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir")),
            directory.toString());
    var command =
        new ArrayList<>(
            List.of("/usr/bin/unshare", "-rm", "sh", "-c", MOUNT, "sh", directory.toString()));
    command.addAll(program);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    Assumptions.assumeFalse(said.isEmpty(), "this user may not mount a small disk");
    assertEquals(
        """
        full: disk full: DIR has 0 MB free; readings wait until there is room
        full: disk full: DIR has 0 MB free; readings wait until there is room
        room: all of it
        """
            .replace("DIR", directory.toString()),
        said);
  }

  /** Stores until the disk is full, tries again, makes room and tries again. */
  static final class Program {
    public static void main(String[] arguments) throws IOException {
      var directory = Path.of(arguments[0]);
      var ballast = directory.resolve("ballast");
      Files.write(ballast, new byte[4_000_000]);
      int k = 0;
      try (var store = SqliteStore.open(directory)) {
        while (isStored(store, DiskFullTest.batch(k))) {
          k++;
        }
        DiskFullTest.assertHolds(store, k);
        isStored(store, DiskFullTest.batch(k));
        DiskFullTest.assertHolds(store, k);
        Files.delete(ballast);
        isStored(store, DiskFullTest.batch(k));
        DiskFullTest.assertHolds(store, k + 1);
      }
      try (var store = SqliteStore.open(directory)) {
        DiskFullTest.assertHolds(store, k + 1);
      }
      System.out.println("room: all of it");
    }

    private static boolean isStored(SqliteStore store, Commit batch) {
      try {
        store.commit(batch);
        return true;
      } catch (StoreUnavailable e) {
        System.out.println("full: " + e.getMessage());
        return false;
      }
    }
  }
}
