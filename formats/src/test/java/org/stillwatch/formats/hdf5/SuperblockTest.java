package org.stillwatch.formats.hdf5;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuperblockTest {

  @TempDir Path folder;

  @Test
  void theHashIsThatOfItsAuthorsExamples() {
    assertEquals(0xdeadbeef, Lookup3.hash(new byte[0], 0));
    var text = "Four score and seven years ago".getBytes(US_ASCII);
    assertEquals(0x17770551, Lookup3.hash(text, text.length));
  }

  /** A copy of a file while it is open: as a writer leaves it that is killed there. */
  private Path copyOfAnOpenFile(boolean swmr) throws IOException {
    var path = folder.resolve("open.h5");
    var copy = folder.resolve("copy.h5");
    try (var file = Hdf5File.create(path, Hdf5File.Format.CHECKED)) {
      var values = file.create("/value", Column.of(new Hdf5Type.Float64(), 64));
      values.append(new double[] {1, 2, 3});
      if (swmr) {
        file.startSwmr();
        values.append(new double[200]);
      }
      file.flush();
      Files.copy(path, copy);
    }
    return copy;
  }

  @Test
  void aFileWhoseWriterWasKilledIsRefusedAndReadAfterTheRepair() throws IOException {
    for (var swmr : new boolean[] {false, true}) {
      var copy = copyOfAnOpenFile(swmr);
      assertTrue(Superblock.saysOpen(copy));
      var refused = assertThrows(Hdf5Problem.class, () -> Hdf5File.open(copy).close());
      assertEquals(Hdf5Problem.Kind.NOT_CLOSED, refused.kind());
      assertTrue(Superblock.markClosed(copy));
      assertFalse(Superblock.saysOpen(copy));
      try (var file = Hdf5File.open(copy)) {
        assertArrayEquals(new double[] {1, 2, 3}, file.dataset("/value").doubles(0, 3));
        assertEquals(swmr ? 203 : 3, file.dataset("/value").length());
        file.dataset("/value").append(new double[] {4});
      }
      Files.delete(copy);
      Files.delete(folder.resolve("open.h5"));
    }
  }

  @Test
  void theRepairIsTheSameAsThatOfTheLibrarysOwnTool() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/h5clear")), "install hdf5-tools");
    var mine = copyOfAnOpenFile(false);
    var theirs = Files.copy(mine, folder.resolve("theirs.h5"));
    assertTrue(Superblock.markClosed(mine));
    assertEquals(
        0, new ProcessBuilder("/usr/bin/h5clear", "-s", theirs.toString()).start().waitFor());
    try (var a = Hdf5File.read(mine);
        var b = Hdf5File.read(theirs)) {
      assertArrayEquals(a.dataset("/value").doubles(0, 3), b.dataset("/value").doubles(0, 3));
    }
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    var old = folder.resolve("old.h5");
    Hdf5File.create(old, Hdf5File.Format.EARLIEST).close();
    for (var content : new byte[][] {Files.readAllBytes(old), {}, new byte[100]}) {
      var file = Files.write(folder.resolve("other"), content);
      assertFalse(Superblock.saysOpen(file));
      assertFalse(Superblock.markClosed(file));
      assertArrayEquals(content, Files.readAllBytes(file));
    }
  }
}
