package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.catalogue.Dump;
import org.stillwatch.cos.sag.RecoveryRule;

/** Recorded exposures, packed as the archive gives them and plain. */
class RealArchiveTest {
  private static final Path RECORDED = Path.of("../../shared/data/hst_cos/spacetelescope-cosmo");

  @TempDir Path folder;

  @BeforeEach
  void need() {
    assumeTrue(Files.exists(RECORDED), "the recorded COS files are not here");
  }

  private Database ingest(boolean plain, Optional<Path> lref) throws IOException {
    var program = Files.createDirectories(folder.resolve("data/11705"));
    try (var files = Files.list(RECORDED)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = file.getFileName().toString();
        if (plain) {
          try (var unpacked = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(unpacked, program.resolve(name.replace(".gz", "")));
          }
        } else {
          Files.copy(file, program.resolve(name));
        }
      }
    }
    var database = new Database.Embedded(folder.resolve("cos.db"));
    try (var catalogue = Catalogue.open(database)) {
      var report =
          new Ingest(
                  catalogue,
                  new IngestSettings(folder.resolve("data"), lref, 2, RecoveryRule.STRICT),
                  List.of(),
                  new TableMeasurement(),
                  InstantSource.fixed(IngestContract.NOON))
              .run(IngestProgress.NONE);
      assertEquals(List.of(), report.bad());
      assertEquals(13, report.read());
      var counts = catalogue.tableCounts();
      assertEquals(9, counts.get("observations"));
      assertEquals(6 + 4 + 4 + 3 + 3 + 3, counts.get("lampflash"));
      assertEquals(3, counts.get("rawacqs"));
    }
    return database;
  }

  private static String row(Database database, String table, String... parts) {
    return Dump.of(database).rows(table).stream()
        .filter(row -> List.of(parts).stream().allMatch(row::contains))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areIngestedPackedAndPlain(boolean plain) throws IOException {
    var database = ingest(plain, Optional.of(RECORDED.resolve("crds_cache")));
    var observation = row(database, "observations", "rootname=lb4c10niq");
    for (var part :
        List.of(
            "detector=NUV",
            "opt_elem=G230L",
            "cenwave=2950",
            "expstart=55202.48302439",
            "asn_mtyp=EXP-FP",
            "pr_inv_l=Hamann",
            "aperxpos=22.1",
            "date_obs=2010-01-06",
            "spt=1",
            "rawtag=0")) {
      assertTrue(observation.contains(part), () -> part + " in " + observation);
    }
    var acquisition = row(database, "rawacqs", "rootname=lbhx1epiq");
    assertTrue(acquisition.contains("x_shift=313, y_shift=813"), acquisition);
    var missed = row(database, "rawacqs", "rootname=lb4l02m1q");
    assertTrue(missed.contains("x_shift=-999, y_shift=-999"), missed);
  }

  @Test
  void shiftsAreCountedFromTheRealLampTables() throws IOException {
    var database = ingest(false, Optional.of(RECORDED.resolve("crds_cache")));
    // SHIFT_DISP is -23.67234 there, and FP_PIXEL_SHIFT of NUVA, G230L, 2950, offset 0 is 0
    var flash = row(database, "lampflash", "rootname=lb4c10niq", "segment=NUVA", "flash=1,");
    assertTrue(flash.contains("x_shift=-23.67234"), flash);
    assertTrue(flash.contains("cal_date=2017-07-05T12:58:56Z"), flash);
    // 16.985197 - 49.84281921
    var moved = row(database, "lampflash", "rootname=lcwj02qvq", "segment=NUVA", "flash=1,");
    assertTrue(moved.contains("fppos=4"), moved);
    assertTrue(moved.contains("x_shift=-32.85762"), moved);
  }

  @Test
  void withoutLampTablesTheShiftIsAbsentAndNotZero() throws IOException {
    var database = ingest(false, Optional.empty());
    assertTrue(
        row(database, "lampflash", "rootname=lb4c10niq", "segment=NUVA")
            .contains("x_shift=absent"));
  }
}
