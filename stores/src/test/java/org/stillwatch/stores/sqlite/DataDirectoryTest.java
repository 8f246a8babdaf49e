package org.stillwatch.stores.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private static final String URL = "http://127.0.0.1:8080/";

  @TempDir Path temporary;

  private Path directory() {
    return temporary.resolve("a/b");
  }

  @Test
  void aDirectoryThatIsNotThereIsMade() {
    try (var owned = DataDirectory.own(directory())) {
      assertTrue(Files.isDirectory(owned.path()));
    }
  }

  @Test
  void theAddressIsFoundWhileTheOwnerLives() {
    assertEquals(Optional.empty(), DataDirectory.address(directory()));
    try (var owned = DataDirectory.own(directory())) {
      assertEquals(Optional.empty(), DataDirectory.address(directory()));
      owned.publish("http://127.0.0.1:65535/a/long/address");
      owned.publish(URL);
      assertEquals(Optional.of(URL), DataDirectory.address(directory()));
    }
    assertEquals(Optional.empty(), DataDirectory.address(directory()));
  }

  @Test
  void anAddressThatADeadOwnerLeftBehindIsNotBelieved() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve(DataDirectory.LOCK_FILE), "url=" + URL + "\n");
    assertEquals(Optional.empty(), DataDirectory.address(directory()));
  }

  @Test
  void aSecondOwnerIsToldWhereTheFirstOneIs() {
    try (var owned = DataDirectory.own(directory())) {
      var nameless = assertThrows(StoreProblem.class, () -> DataDirectory.own(directory()));
      assertEquals(
          "data directory " + directory() + " is in use by another stillwatch",
          nameless.getMessage());
      owned.publish(URL);
      var link = temporary.resolve("a").resolve("../a/b");
      var named = assertThrows(StoreProblem.class, () -> DataDirectory.own(link));
      assertEquals(
          "data directory " + link + " is in use by another stillwatch (page: " + URL + ")",
          named.getMessage());
    }
    DataDirectory.own(directory()).close();
  }

  @Test
  void closingTwiceDoesNotTakeTheDirectoryFromItsNextOwner() {
    var first = DataDirectory.own(directory());
    first.close();
    try (var second = DataDirectory.own(directory())) {
      first.close();
      assertThrows(StoreProblem.class, () -> DataDirectory.own(directory()));
      assertEquals(directory(), second.path());
    }
  }

  @Test
  void anotherProcessFindsTheAddressAndCannotOwn() throws IOException, InterruptedException {
    try (var owned = DataDirectory.own(directory())) {
      owned.publish(URL);
      // each of these opens and closes the lock file, or would: the lock must outlive them
      assertThrows(StoreProblem.class, () -> DataDirectory.own(directory()));
      assertEquals(Optional.of(URL), DataDirectory.address(directory()));
      assertEquals(
          "address Optional["
              + URL
              + "]\n"
              + "data directory "
              + directory()
              + " is in use by another stillwatch (page: "
              + URL
              + ")\n",
          Child.output(OwnProgram.class, directory().toString()));
    }
    assertEquals(
        "address Optional.empty\nowned\n", Child.output(OwnProgram.class, directory().toString()));
  }

  /** What a second process does. */
  static final class OwnProgram {
    public static void main(String[] arguments) {
      var directory = Path.of(arguments[0]);
      System.out.println("address " + DataDirectory.address(directory));
      try (var owned = DataDirectory.own(directory)) {
        System.out.println("owned");
      } catch (StoreProblem e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void fileSystemsThatMachinesShareAreKnown() {
    for (var type : new String[] {"nfs", "nfs4", "cifs", "smb3", "SMBFS", "fuse.sshfs"}) {
      assertTrue(DataDirectory.isShared(type), type);
    }
    for (var type : new String[] {"ext4", "xfs", "tmpfs", "NTFS", "apfs", "overlay", "fuseblk"}) {
      assertFalse(DataDirectory.isShared(type), type);
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsOneSentence() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "");
    var problem = assertThrows(StoreProblem.class, () -> DataDirectory.own(file));
    assertEquals(
        "data directory " + file + " cannot be used: " + file + " is a file, not a directory",
        problem.getMessage());
  }
}
