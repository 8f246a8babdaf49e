package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.catalogue.Dump;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.sag.RecoveryRule;

/** An ingest in a process of its own, which ends at once in the middle of its work. */
class KilledIngestTest {
  private static final int KILLED = 9;

  @TempDir Path folder;

  /** Ends without a word when so many files were stored. */
  static final class Victim {
    private Victim() {}

    public static void main(String... arguments) {
      run(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    }

    static void run(Path data, Path file, int until) {
      try (var catalogue = Catalogue.open(new Database.Embedded(file))) {
        new Ingest(
                catalogue,
                new IngestSettings(data, Optional.empty(), 2, RecoveryRule.STRICT),
                List.of(),
                new TableMeasurement(),
                InstantSource.fixed(IngestContract.NOON))
            .run(
                new IngestProgress() {
                  private int stored;

                  @Override
                  public void done(FileKey key, long bytes) {
                    if (++stored == until) {
                      Runtime.getRuntime().halt(KILLED);
                    }
                  }

                  @Override
                  public void step(Step step) {
                    if (step == Step.FLAG && until == 0) {
                      Runtime.getRuntime().halt(KILLED);
                    }
                  }
                });
      }
    }
  }

  private int process(Path data, Path file, int until) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                data.toString(),
                file.toString(),
                Integer.toString(until))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return process.waitFor();
  }

  @Test
  void isResumedAsIfNothingHadHappened() throws Exception {
    var archive = new TestArchive(folder.resolve("data"));
    archive.exposure("11705/lb4c10niq_rawtag_a.fits.gz", "STAR");
    archive.exposure("11705/lb4c10niq_corrtag_a.fits.gz", "STAR");
    archive.exposure("11705/lb4c10niq_rawacq.fits.gz", "STAR");
    archive.exposure("11705/lb4c10niq_spt.fits.gz", "STAR");
    for (int i = 0; i < 4; i++) {
      archive.cci("l_201800" + i + "120000_00_167", 58200 - i, 167, TestArchive.gains(i, 500));
    }
    var whole = folder.resolve("whole.db");
    Victim.run(archive.folder(), whole, -1);
    var killed = folder.resolve("killed.db");
    for (int until : new int[] {1, 2, 3, 0}) {
      assertEquals(
          KILLED, process(archive.folder(), killed, until), () -> "see " + folder.resolve("log"));
    }
    var flags = Dump.of(new Database.Embedded(killed)).rows("bad_pixels");
    assertTrue(flags.isEmpty(), "killed before there were any");
    Victim.run(archive.folder(), killed, -1);
    assertEquals(Dump.of(new Database.Embedded(whole)), Dump.of(new Database.Embedded(killed)));
    // and while what is there is replaced
    archive.exposure("11705/lb4c10niq_spt.fits.gz", "NAMED ANEW");
    archive.cci("l_2018001120000_00_167", 58100, 167, TestArchive.gains(17, 500));
    Files.delete(archive.file("11705/lb4c10niq_rawacq.fits.gz"));
    assertEquals(KILLED, process(archive.folder(), killed, 1));
    Victim.run(archive.folder(), killed, -1);
    var again = folder.resolve("again.db");
    Victim.run(archive.folder(), again, -1);
    assertEquals(Dump.of(new Database.Embedded(again)), Dump.of(new Database.Embedded(killed)));
  }
}
