package org.stillwatch.stores.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.formats.hdf5.Column;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.formats.hdf5.Hdf5Type;
import org.stillwatch.stores.sqlite.Child;
import org.stillwatch.testkit.MemoryStore;

/** A real full disk, as the store's SmallDiskTest has it. */
class FullDiskTest {

  private static final String MOUNT =
      "mount -t tmpfs -o size=12m none \"$1\" 2>/dev/null || exit 0; shift; exec \"$@\"";

  @TempDir Path disk;

  @Test
  void aFullDiskLosesNothing() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")), "no unshare to make a small disk with");
    var command =
        new ArrayList<>(
            List.of("/usr/bin/unshare", "-rm", "sh", "-c", MOUNT, "sh", disk.toString()));
    command.addAll(Child.command(Program.class, List.of(), disk.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    Assumptions.assumeFalse(said.isEmpty(), "this user may not mount a small disk");
    assertEquals(
        """
        recorder: UNREACHABLE gauges: the disk of DIR has less than 8 MB free; rows wait in the store
        recorder: OK
        recorder: rows as in the store
        library: DISK_FULL
        library: DISK_FULL when closed
        library: closed once there is room
        library: it opens again
        """
            .replace("DIR", disk.toString()),
        said);
  }

  /** Fills the disk, makes room, looks. */
  static final class Program {
    public static void main(String[] arguments) throws IOException {
      var disk = Path.of(arguments[0]);
      recorder(disk);
      library(disk);
    }

    private static void recorder(Path disk) throws IOException {
      var store = new MemoryStore(InstantSource.fixed(Lab.START));
      var ballast = disk.resolve("ballast");
      Lab.store(store, 0, 100);
      try (var recorder = new Recorder(Lab.settings(disk, Optional.empty(), false), store)) {
        settle(recorder, Lab.at(60));
        Files.write(ballast, new byte[5_000_000]);
        Lab.store(store, 100, 300);
        var full = settle(recorder, Lab.at(200));
        System.out.println("recorder: " + full.state() + " " + full.reason());
        Files.delete(ballast);
        System.out.println("recorder: " + settle(recorder, Lab.at(400)).state());
      }
      try (var table = TableFile.of(Hdf5File.read(disk.resolve("gauges-20261121T100000Z.h5")))) {
        var rows = table.rows(0, (int) table.length());
        var stored =
            new RowSource(store, Optional.empty())
                .rows(table.channels(), 0, RowBuilder.nanos(Lab.at(400)));
        System.out.println(
            "recorder: rows "
                + (rows.count() == stored.count() && rows.agreeing(stored) == rows.count()
                    ? "as in the store"
                    : "differ"));
      }
    }

    private static org.stillwatch.core.instrument.Health settle(Recorder recorder, Instant now) {
      var step = recorder.step(now);
      while (step.pause().isZero()) {
        step = recorder.step(now);
      }
      return step.health();
    }

    /** What happens when the room ends in the middle of a write. */
    private static void library(Path disk) throws IOException {
      var ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[9_000_000]);
      var path = disk.resolve("library.h5");
      var file = Hdf5File.create(path, Hdf5File.Format.CHECKED);
      var values = file.create("/value", Column.of(new Hdf5Type.Float64(), 512));
      try {
        for (int i = 0; i < 1000; i++) {
          values.append(new double[5_000]);
        }
      } catch (Hdf5Problem e) {
        System.out.println("library: " + e.kind());
      }
      try {
        file.close();
      } catch (Hdf5Problem e) {
        System.out.println("library: " + e.kind() + " when closed");
      }
      Files.delete(ballast);
      file.close();
      System.out.println("library: closed once there is room");
      Hdf5File.open(path).close();
      System.out.println("library: it opens again");
    }
  }
}
