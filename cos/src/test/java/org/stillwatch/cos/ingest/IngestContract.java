package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.catalogue.Dump;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.catalogue.IngestResult;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.ingest.TestArchive.Gain;
import org.stillwatch.cos.maps.GainTrend;
import org.stillwatch.cos.sag.Flagging;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.Recovery;
import org.stillwatch.cos.sag.RecoveryRule;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.Column;

/** What an ingest does, on whatever engine the catalogue is kept. */
abstract class IngestContract {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final String OLD = "l_2017347120000_01_163";
  static final String NEW = "l_2017354120000_01_163";

  @TempDir Path folder;
  TestArchive archive;
  TableMeasurement measurement = new TableMeasurement();
  Database database;

  /** A database without tables. */
  abstract Database fresh();

  @BeforeEach
  void prepare() throws IOException {
    archive = new TestArchive(Files.createDirectory(folder.resolve("data")));
    database = fresh();
  }

  IngestReport ingest(Database into, int threads, RecoveryRule rule) {
    try (var catalogue = Catalogue.open(into)) {
      return new Ingest(
              catalogue,
              new IngestSettings(archive.folder(), Optional.empty(), threads, rule),
              List.of(),
              measurement,
              InstantSource.fixed(NOON))
          .run(IngestProgress.NONE);
    }
  }

  IngestReport ingest() {
    return ingest(database, 2, RecoveryRule.STRICT);
  }

  /** The catalogue is as if it had just been made of what is there now. */
  void sameAsFromScratch() {
    var other = fresh();
    ingest(other, 3, RecoveryRule.STRICT);
    assertEquals(Dump.of(other), Dump.of(database));
  }

  private void twoCcis() {
    archive.cci(
        OLD,
        58100.123456,
        163,
        List.of(new Gain(300, 240, 2.5, 40), new Gain(301, 240, 2.5, 30), new Gain(5, 3, 7, 99)));
    archive.cci(
        NEW, 58107, 163, List.of(new Gain(300, 240, 3.0004, 50), new Gain(301, 240, 3.25, 60)));
  }

  private void exposures() {
    archive.exposure("11705/a/lb4c10niq_rawtag_a.fits.gz", "STAR");
    archive.exposure("11705/a/lb4c10niq_rawtag_b.fits", "STAR");
    archive.exposure("11705/a/lb4c10niq_corrtag_a.fits.gz", "STAR");
    archive.exposure("11705/a/lb4c10niq_spt.fits.gz", "STAR");
    archive.exposure("12289/lbhx1epiq_rawacq.fits.gz", "QSO");
    archive.exposure("12289/lbhx1epiq_spt.fits.gz", "QSO");
    archive.exposure("12289/lbhx1epjq_corrtag.fits.gz", "QSO");
    archive.lampflash(
        "12289/lbhx26fmq_lampflash.fits",
        TestArchive.primary("lbhx26fmq", "QSO"),
        "FUVA",
        "FUVB",
        "FUVA",
        "FUVB");
  }

  @Test
  void everyTableIsFilledFromTheFilesThatBelongToIt() {
    exposures();
    twoCcis();
    var report = ingest();
    assertEquals(List.of(), report.bad());
    assertEquals(10, report.read());
    try (var catalogue = Catalogue.open(database)) {
      var counts = catalogue.tableCounts();
      assertEquals(10, counts.get("files"));
      assertEquals(4, counts.get("observations"));
      assertEquals(1, counts.get("fuva_raw_headers"));
      assertEquals(1, counts.get("fuvb_raw_headers"));
      assertEquals(1, counts.get("fuva_corr_headers"));
      assertEquals(0, counts.get("fuvb_corr_headers"));
      assertEquals(1, counts.get("nuv_corr_headers"));
      assertEquals(4, counts.get("lampflash"));
      assertEquals(1, counts.get("rawacqs"));
      assertEquals(2, counts.get("high_voltage"));
      assertEquals(2, counts.get("cci"));
      assertEquals(5, counts.get("gain"));
      assertEquals(2, counts.get("bad_pixels"));
    }
    var dump = Dump.of(database);
    var exposure =
        dump.rows("observations").stream()
            .filter(row -> row.contains("rootname=lb4c10niq"))
            .findFirst()
            .orElseThrow();
    assertTrue(exposure.contains("rawtag_a=1, rawtag_b=1"), exposure);
    assertTrue(exposure.contains("corrtag_a=1, corrtag_b=0"), exposure);
    assertTrue(exposure.contains("apmpos=N/A"), exposure);
    assertTrue(exposure.contains("aperxpos=-999.9"), exposure);
    assertTrue(dump.rows("rawacqs").getFirst().contains("x_shift=313, y_shift=813"));
    assertTrue(dump.rows("fuva_corr_headers").getFirst().contains("sp_err_a=-999.9"));
    var gain =
        dump.rows("gain").stream().filter(row -> row.contains("x=301")).findFirst().orElseThrow();
    assertTrue(gain.contains("expstart=58100.12346"), gain);
    assertTrue(gain.contains("std_dev=1.05"), gain);
  }

  @Test
  void aSecondIngestWithoutNewFilesReadsNothingAndChangesNothing() {
    exposures();
    twoCcis();
    ingest();
    var before = Dump.of(database);
    var report = ingest();
    assertEquals(0, report.read());
    assertEquals(0, report.touched());
    assertFalse(report.flagsRenewed());
    assertEquals(before, Dump.of(database));
  }

  @Test
  void flagsAreTheEarliestSagAndRecoverByTheRule() {
    twoCcis();
    ingest();
    try (var catalogue = Catalogue.open(database)) {
      assertEquals(
          List.of(
              new Flag(Segment.FUVB, 163, 300, 240, 58100.12346, OLD + "_cci", false),
              new Flag(Segment.FUVB, 163, 301, 240, 58100.12346, OLD + "_cci", true)),
          catalogue.flags(),
          "3.0004 is 3.000 in the catalogue, which is still sagged");
    }
    archive.cci("l_2018001120000_01_167", 58120, 167, List.of(new Gain(300, 240, 9, 50)));
    ingest();
    assertFalse(flag(300).recovery(), "a higher voltage proves nothing");
    ingest(database, 1, RecoveryRule.LEGACY);
    assertTrue(flag(300).recovery());
    archive.cci("l_2018010120000_01_163", 58130, 163, List.of(new Gain(301, 240, 2, 50)));
    ingest();
    assertFalse(flag(301).recovery(), "it sagged again");
    sameAsFromScratch();
  }

  private Flag flag(int x) {
    try (var catalogue = Catalogue.open(database)) {
      return catalogue.flags().stream().filter(flag -> flag.x() == x).findFirst().orElseThrow();
    }
  }

  @Test
  void flagsAreThoseOfAllMeasurementsTogether() {
    var all = new ArrayList<Measurement>();
    for (int i = 0; i < 12; i++) {
      var segment = i % 2 == 0 ? Segment.FUVA : Segment.FUVB;
      int hv = 163 + i % 3;
      var gains = TestArchive.gains(i, 1500);
      var stem = "l_20180%02d120000_%s_%d".formatted(i + 10, segment.token(), hv);
      archive.cci(stem, 58100 + i % 5, hv, gains);
      for (var gain : gains) {
        all.add(
            new Measurement(
                stem + "_cci",
                segment,
                hv,
                58100 + i % 5,
                gain.x(),
                gain.y(),
                Math.rint(gain.gain() * 1000) / 1000,
                gain.counts()));
      }
    }
    for (var rule : RecoveryRule.values()) {
      ingest(database, 2, rule);
      var expected = Recovery.mark(Flagging.of(all), all, rule);
      assertTrue(expected.stream().anyMatch(Flag::recovery));
      try (var catalogue = Catalogue.open(database)) {
        assertEquals(expected, catalogue.flags());
        var pixels = new TreeSet<Pixel>();
        expected.stream().limit(40).map(Pixel::of).forEach(pixels::add);
        assertEquals(
            all.stream().filter(m -> pixels.contains(Pixel.of(m))).collect(multiset()),
            catalogue.measurements(pixels).stream().collect(multiset()));
      }
    }
  }

  private static Collector<Measurement, ?, Map<Measurement, Long>> multiset() {
    return Collectors.groupingBy(m -> m, Collectors.counting());
  }

  @Test
  void trendsAreThoseOfAllMeasurementsTogether() {
    var all = new ArrayList<Measurement>();
    for (int i = 0; i < 8; i++) {
      var stem = "l_20180%02d120000_00_167".formatted(i);
      var gains = new ArrayList<Gain>();
      for (int x = 300; x < 340; x++) {
        // 40 pixels that fall at rates of their own, some of them with too few measurements
        if (x % 4 != 0 || i < 5) {
          gains.add(new Gain(x, 205 + x % 3, 12 - i * 0.01 * (x - 299), 100));
        }
      }
      archive.cci(stem, 58000 + 7 * i, 167, gains);
      for (var gain : gains) {
        double rounded = Math.rint(gain.gain() * 1000) / 1000;
        all.add(
            new Measurement(
                stem + "_cci",
                Segment.FUVA,
                167,
                58000 + 7 * i,
                gain.x(),
                gain.y(),
                rounded,
                gain.counts()));
      }
    }
    ingest();
    all.sort(Comparator.comparingInt(Measurement::x));
    var expected = new ArrayList<GainTrend>();
    GainTrend.fitAll(all, expected::add);
    try (var catalogue = Catalogue.open(database)) {
      assertEquals(List.of(), catalogue.trends());
      catalogue.renewTrends();
      assertEquals(30, expected.size());
      assertEquals(expected, catalogue.trends());
      catalogue.renewTrends();
      assertEquals(expected, catalogue.trends());
    }
  }

  @Test
  void theOrderOfFilesAndTheNumberOfThreadsChangeNothing() throws IOException {
    exposures();
    twoCcis();
    archive.exposure("11706/lb4c10niq_rawtag_a.fits.gz", "COPY");
    archive.exposure("11706/lb4c10niq_rawacq.fits.gz", "FIRST OF ALL KINDS");
    archive.bytes("11706/lb4c10nkq_rawtag_a.fits.gz", new byte[] {1, 2, 3});
    for (int i = 0; i < 4; i++) {
      archive.cci("l_201800" + i + "120000_00_167", 58200 - i, 167, TestArchive.gains(i, 300));
    }
    ingest();
    var expected = Dump.of(database);
    var aside = Files.createDirectory(folder.resolve("aside"));
    var random = new Random(7);
    for (int round = 0; round < 3; round++) {
      var part = fresh();
      List<Path> files;
      try (var walk = Files.walk(archive.folder())) {
        files = new ArrayList<>(walk.filter(Files::isRegularFile).toList());
      }
      Collections.sort(files);
      Collections.shuffle(files, random);
      var hidden = new ArrayList<Path>(files.subList(0, files.size() * 2 / 3));
      for (var file : hidden) {
        Files.move(file, aside.resolve("" + hidden.indexOf(file)));
      }
      for (int i = 0; i < hidden.size(); i++) {
        if (i % 5 == 0) {
          ingest(part, 1 + round * 2, RecoveryRule.STRICT);
        }
        Files.move(aside.resolve("" + i), hidden.get(i));
      }
      ingest(part, 1 + round, RecoveryRule.STRICT);
      assertEquals(expected, Dump.of(part));
    }
  }

  @Test
  void aMovedFileIsKnownByItsContentAndNothingIsMeasuredAgain() throws IOException {
    twoCcis();
    exposures();
    ingest();
    Files.createDirectory(archive.file("CCI/2017"));
    Files.move(
        archive.file("CCI/" + OLD + "_cci.fits.gz"),
        archive.file("CCI/2017/" + OLD + "_cci.fits.gz"));
    Files.move(archive.file("11705/a"), archive.file("11705/b"));
    var report = ingest();
    assertEquals(5, report.moved());
    assertEquals(0, report.removed());
    assertEquals(1, measurement.measured.get(OLD + "_cci"));
    sameAsFromScratch();
  }

  @Test
  void aReprocessedFileUnderTheSameNameReplacesAllThatWasDerived() {
    twoCcis();
    exposures();
    ingest();
    archive.cci(OLD, 58100.5, 163, List.of(new Gain(7, 250, 1.5, 33)));
    archive.exposure("11705/a/lb4c10niq_rawtag_a.fits.gz", "NAMED ANEW");
    var report = ingest();
    assertEquals(2, report.read());
    assertTrue(report.flagsRenewed());
    try (var catalogue = Catalogue.open(database)) {
      assertEquals(List.of(7, 300), catalogue.flags().stream().map(Flag::x).toList());
    }
    sameAsFromScratch();
  }

  @Test
  void aFileThatWasOnlyTouchedIsNotReadAgain() throws IOException {
    twoCcis();
    ingest();
    archive.changed(archive.file("CCI/" + OLD + "_cci.fits.gz"));
    var report = ingest();
    assertEquals(0, report.read());
    assertEquals(1, report.touched());
    assertEquals(1, measurement.measured.get(OLD + "_cci"));
    assertEquals(0, ingest().touched());
    sameAsFromScratch();
  }

  @Test
  void aRemovedCciTakesItsGainAndItsFlagsAlong() throws IOException {
    twoCcis();
    ingest();
    Files.delete(archive.file("CCI/" + OLD + "_cci.fits.gz"));
    var report = ingest();
    assertEquals(1, report.removed());
    try (var catalogue = Catalogue.open(database)) {
      assertEquals(
          List.of(new Flag(Segment.FUVB, 163, 300, 240, 58107, NEW + "_cci", false)),
          catalogue.flags());
    }
    sameAsFromScratch();
  }

  @Test
  void anotherRecipeMeasuresAgain() throws IOException {
    twoCcis();
    ingest();
    archive.bytes("CCI/l_2018001120000_00_167_cci.fits", new byte[] {1});
    assertEquals(1, ingest().bad().size());
    measurement.recipe = "table 2";
    assertEquals(3, ingest().read(), "what was bad for the old recipe as well");
    assertEquals(0, ingest().read());
  }

  @Test
  void aChangedSupportFileIsReadTogetherWithItsAcquisition() throws IOException {
    exposures();
    ingest();
    Files.delete(archive.file("12289/lbhx1epiq_spt.fits.gz"));
    var report = ingest();
    assertTrue(
        report.notes().getFirst().words().contains("has no support file (_spt) beside it"),
        () -> report.notes().toString());
    assertTrue(Dump.of(database).rows("rawacqs").getFirst().contains("x_shift=-999"));
    sameAsFromScratch();
    archive.exposure("12289/lbhx1epiq_spt.fits.gz", "QSO");
    ingest();
    assertTrue(Dump.of(database).rows("rawacqs").getFirst().contains("x_shift=313"));
    sameAsFromScratch();
  }

  @Test
  void anAccumImageIsReadTogetherWithItsCci() throws IOException {
    twoCcis();
    ingest();
    var accum = "CCI/" + OLD.replace("_01_", "_03_") + "_cci.fits";
    archive.exposure(accum, "any");
    ingest();
    assertEquals(2, measurement.measured.get(OLD + "_cci"));
    assertTrue(gainHas("counts=31,"));
    sameAsFromScratch();
    Files.delete(archive.file(accum));
    ingest();
    assertFalse(gainHas("counts=31,"));
    sameAsFromScratch();
  }

  @Test
  void aCciThatWasSpoiltByItsAccumImageIsAskedAgainWhenThatIsMended() throws IOException {
    twoCcis();
    var accum = "CCI/" + OLD.replace("_01_", "_03_") + "_cci.fits";
    archive.exposure(accum, "any");
    measurement.badAccum = true;
    ingest();
    assertFalse(gainHas("filename=" + OLD + "_cci"));
    measurement.badAccum = false;
    archive.exposure(accum, "mended");
    ingest();
    assertTrue(gainHas("filename=" + OLD + "_cci"));
    sameAsFromScratch();
  }

  private boolean gainHas(String text) {
    return Dump.of(database).rows("gain").stream().anyMatch(row -> row.contains(text));
  }

  @Test
  void resultsTellOfEveryMeasuringOnce() {
    twoCcis();
    ingest();
    try (var catalogue = Catalogue.open(database)) {
      var results = catalogue.results(0, 10);
      assertEquals(
          List.of(OLD + "_cci", NEW + "_cci"), results.stream().map(IngestResult::source).toList());
      var first = results.getFirst();
      assertEquals(NOON, first.time());
      assertEquals(OptionalInt.of(163), first.hv());
      assertEquals(3, first.fitted());
      assertEquals(4, first.meanGain().getAsDouble(), 1e-12);
      assertEquals(2, first.newSagged());
      assertEquals(0, results.get(1).newSagged());
      assertEquals(List.of(), catalogue.results(results.get(1).id(), 10));
      assertEquals(1, catalogue.results(0, 1).size());
    }
    archive.cci(NEW, 58107, 163, List.of(new Gain(310, 240, 1, 50), new Gain(300, 240, 2, 31)));
    ingest();
    try (var catalogue = Catalogue.open(database)) {
      var results = catalogue.results(0, 10);
      assertEquals(3, results.size());
      assertEquals(NEW + "_cci", results.get(2).source());
      assertEquals(1, results.get(2).newSagged());
    }
  }

  @Test
  void whatSaggedBeforeIsNotToldAgainWhenImagesAreMeasuredInAnotherWay() {
    twoCcis();
    ingest();
    measurement.recipe = "table 2";
    ingest();
    try (var catalogue = Catalogue.open(database)) {
      assertEquals(
          List.of(2, 0, 0, 0),
          catalogue.results(0, 10).stream().map(IngestResult::newSagged).toList());
    }
  }

  @Test
  void fault7anEmptyFileIsNotGood() throws IOException {
    archive.bytes("11705/lb4c10niq_rawtag_a.fits.gz", new byte[0]);
    archive.write(
        "11705/lb4c10njq_rawtag_a.fits",
        writer -> writer.primary(TestArchive.primary("lb4c10njq", "STAR")));
    archive.cci(OLD, 58100, 163, List.of());
    var report = ingest();
    assertEquals(
        List.of("is empty: it has 0 bytes"), report.bad().stream().map(FileNote::clause).toList());
    assertEquals(
        List.of("holds no data", "NUMFILES is 0, there were no data that week"),
        report.empty().stream().map(FileNote::clause).toList());
    var dump = Dump.of(database);
    assertEquals(3, dump.rows("files").size());
    assertTrue(dump.rows("files").stream().allMatch(row -> row.contains("monitor_flag=0")));
    assertEquals(List.of(), dump.rows("observations"));
    assertEquals(List.of(), dump.rows("cci"));
  }

  @Test
  void fault8aNameThatOnlyLooksAlikeIsNotTaken() {
    archive.exposure("11705/lb4c10niq_corrtag_ab.fits.gz", "STAR");
    archive.exposure("11705/lb4c10niqxcorrtag_a.fits.gz", "STAR");
    archive.exposure("11705/lb4c10njq_notcorrtag_a.fits.gz", "STAR");
    archive.exposure("11705/lb4c10njq_corrtag_a.fits.gz.txt.fits", "STAR");
    archive.cci(OLD.replace("_01_", "_04_"), 58100, 163, List.of(new Gain(1, 1, 2, 40)));
    ingest();
    var dump = Dump.of(database);
    assertEquals(4, dump.rows("files").size());
    assertEquals(List.of(), dump.rows("observations"));
    assertEquals(List.of(), dump.rows("fuva_corr_headers"));
  }

  @Test
  void fault9oneBadFileTakesNoOtherAlong() throws IOException {
    exposures();
    twoCcis();
    var whole = Files.readAllBytes(archive.file("11705/a/lb4c10niq_rawtag_a.fits.gz"));
    ingest();
    var good = Dump.of(database);
    archive.bytes("11705/lb4c10nkq_rawtag_a.fits.gz", Arrays.copyOf(whole, whole.length / 2));
    archive.write(
        "11705/lb4c10nlq_rawtag_a.fits.gz",
        writer -> {
          writer.primary(List.of(Card.of("INSTRUME", "STIS")));
          writer.table(List.of(), List.of(new Column.Ints("X", "", new int[] {1})));
        });
    archive.bytes(
        "CCI/l_2017000120000_01_163_cci.fits.gz", "no FITS".getBytes(StandardCharsets.US_ASCII));
    database = fresh();
    var report = ingest();
    assertEquals(3, report.bad().size());
    assertTrue(
        report.bad().get(0).clause().startsWith("is truncated"), () -> report.bad().toString());
    for (var table : good.tables().entrySet()) {
      if (!table.getKey().equals("files")) {
        assertEquals(table.getValue(), Dump.of(database).rows(table.getKey()), table.getKey());
      }
    }
  }

  @Test
  void fault9whatTheDatabaseRefusesOfOneFileStopsNoOther() {
    twoCcis();
    archive.cci("l_2018001120000_01_163", 58120, 163, List.of(new Gain(1, 1, 99, 40)));
    archive.exposure("11705/lb4c10niq_rawtag_a.fits.gz", "S".repeat(81));
    measurement =
        new TableMeasurement() {
          @Override
          public Measured measure(Path cci, String sha256, Optional<Path> accum) {
            var measured = super.measure(cci, sha256, accum);
            if (!cci.toString().contains("2018001")) {
              return measured;
            }
            // a copy of another one under its own name
            return super.measure(
                cci.resolveSibling(OLD + "_cci.fits.gz"), sha256, Optional.empty());
          }
        };
    var report = ingest();
    assertEquals(2, report.bad().size(), () -> report.bad().toString());
    assertEquals(
        "has a text of 81 characters for targname, expected at most 80",
        report.bad().get(0).clause());
    assertTrue(
        report.bad().get(1).clause().startsWith("gives a row that the database refuses: "),
        () -> report.bad().toString());
    assertEquals(5, Dump.of(database).rows("gain").size());
  }

  @Test
  void fault10aBadFileIsListedAndNotTriedAgainUntilItChanges() throws IOException {
    twoCcis();
    var name = OLD.replace("163", "167") + "_cci.fits.gz";
    archive.bytes("CCI/" + name, "no FITS".getBytes(StandardCharsets.US_ASCII));
    ingest();
    var report = ingest();
    assertEquals(0, report.read());
    assertEquals(1, report.bad().size());
    assertEquals(1, measurement.measured.get(OLD.replace("163", "167") + "_cci"));
    archive.cci(OLD.replace("163", "167"), 58100, 167, List.of(new Gain(1, 1, 2, 40)));
    assertEquals(1, ingest().read());
    assertEquals(List.of(), ingest().bad());
  }

  @Test
  void fault31ofTwoPathsWithOneNameTheRightOneIsRemoved() throws IOException {
    archive.exposure("11705/a/lb4c10niq_rawtag_a.fits.gz", "FIRST");
    archive.exposure("11705/b/lb4c10niq_rawtag_a.fits.gz", "SECOND");
    archive.exposure("11705/b/lb4c10niq_x1d.fits.gz", "SECOND");
    ingest();
    assertTrue(Dump.of(database).rows("observations").getFirst().contains("targname=FIRST"));
    Files.delete(archive.file("11705/a/lb4c10niq_rawtag_a.fits.gz"));
    ingest();
    assertTrue(Dump.of(database).rows("observations").getFirst().contains("targname=SECOND"));
    assertEquals(1, Dump.of(database).rows("fuva_raw_headers").size());
    sameAsFromScratch();
    Files.delete(archive.file("11705/b/lb4c10niq_rawtag_a.fits.gz"));
    ingest();
    assertEquals(1, Dump.of(database).rows("observations").size(), "its x1d is still there");
    assertEquals(0, Dump.of(database).rows("fuva_raw_headers").size());
    sameAsFromScratch();
    Files.delete(archive.file("11705/b/lb4c10niq_x1d.fits.gz"));
    archive.exposure("11705/b/lb4c10nkq_x1d.fits.gz", "ANOTHER");
    ingest();
    assertTrue(Dump.of(database).rows("observations").getFirst().contains("rootname=lb4c10nkq"));
    assertEquals(1, Dump.of(database).rows("observations").size());
  }

  @Test
  void fault31aCopyOfACciIsNotCountedTwice() throws IOException {
    twoCcis();
    Files.createDirectory(archive.file("CCI/copy"));
    Files.copy(
        archive.file("CCI/" + OLD + "_cci.fits.gz"),
        archive.file("CCI/copy/" + OLD + "_cci.fits.gz"));
    ingest();
    assertEquals(5, Dump.of(database).rows("gain").size());
    Files.delete(archive.file("CCI/" + OLD + "_cci.fits.gz"));
    ingest();
    assertEquals(5, Dump.of(database).rows("gain").size());
    sameAsFromScratch();
  }

  @Test
  void aCopyOfACciThatMovesBeforeTheOtherKeepsItsGain() throws IOException {
    twoCcis();
    var name = OLD + "_cci.fits.gz";
    Files.createDirectory(archive.file("CCI/y"));
    Files.copy(archive.file("CCI/" + name), archive.file("CCI/y/" + name));
    Files.createDirectory(archive.file("CCI/x"));
    Files.move(archive.file("CCI/" + name), archive.file("CCI/x/" + name));
    ingest();
    Files.createDirectory(archive.file("CCI/a"));
    Files.move(archive.file("CCI/y/" + name), archive.file("CCI/a/" + name));
    assertEquals(1, ingest().moved());
    assertEquals(5, Dump.of(database).rows("gain").size());
    sameAsFromScratch();
  }

  @Test
  void fault34anUnknownLevelIsReportedAndKeptOutOfFlags() {
    twoCcis();
    archive.cci("l_2017361120000_01_999", 58000, -1, List.of(new Gain(400, 240, 1, 40)));
    archive.cci("l_2017362120000_01_999", 58000, 999, List.of(new Gain(401, 240, 1, 40)));
    archive.cci("l_2017363120000_01_999", 58000, -999, List.of(new Gain(300, 240, 9, 40)));
    var report = ingest();
    assertEquals(3, report.notes().size());
    assertTrue(
        report.notes().getFirst().clause().startsWith("DETHV is -1, which stands for an unknown"),
        () -> report.notes().toString());
    try (var catalogue = Catalogue.open(database)) {
      assertEquals(List.of(300, 301), catalogue.flags().stream().map(Flag::x).toList());
      assertEquals(5, catalogue.ccis().size());
      assertEquals(8, catalogue.tableCounts().get("gain"));
      assertEquals(3, catalogue.results(0, 9).stream().filter(r -> r.hv().isEmpty()).count());
    }
  }

  @Test
  void anArchiveThatIsNotThereChangesNothing() throws IOException {
    twoCcis();
    ingest();
    var before = Dump.of(database);
    Files.move(archive.folder(), folder.resolve("away"));
    var refused = assertThrows(CosProblem.class, this::ingest);
    assertTrue(
        String.valueOf(refused.getMessage())
            .matches("cannot read data_location .*: is not there; nothing was changed"),
        refused::toString);
    Files.createDirectories(archive.folder().resolve("CCI"));
    refused = assertThrows(CosProblem.class, this::ingest);
    assertTrue(
        String.valueOf(refused.getMessage()).contains("holds no file, the"), refused::toString);
    assertEquals(before, Dump.of(database));
  }

  @Test
  void aDirectoryThatCannotBeReadIsReportedAndKeepsWhatIsKnownOfIt() throws IOException {
    exposures();
    twoCcis();
    ingest();
    var before = Dump.of(database);
    Files.move(archive.file("11705/a"), folder.resolve("away"));
    // a link to itself fails for every user, also for one who may read everything
    Files.createSymbolicLink(archive.file("11705/a"), Path.of("a"));
    var report = ingest();
    assertEquals(
        List.of(archive.file("11705/a")),
        report.unreadable().stream().map(FileNote::file).toList());
    assertEquals(0, report.removed());
    assertEquals(before, Dump.of(database));
  }

  @Test
  void anIngestThatFailsInTheMiddleIsResumedByTheNextOne() {
    exposures();
    twoCcis();
    archive.cci("l_2018001120000_00_167", 58120, 167, TestArchive.gains(3, 400));
    for (int after = 0; after < 2; after++) {
      int calls = after;
      measurement =
          new TableMeasurement() {
            @Override
            public synchronized Measured measure(Path cci, String sha256, Optional<Path> accum) {
              if (measured.size() == calls) {
                throw new CosProblem("cannot write the map: No space left on device");
              }
              return super.measure(cci, sha256, accum);
            }
          };
      var stopped = assertThrows(CosProblem.class, this::ingest);
      assertTrue(String.valueOf(stopped.getMessage()).contains("No space left"));
    }
    measurement = new TableMeasurement();
    ingest();
    sameAsFromScratch();
  }

  @Test
  void aFileThatCouldNotBeReadThisTimeIsListedOnceAndTriedAgain() {
    twoCcis();
    measurement =
        new TableMeasurement() {
          @Override
          public Measured measure(Path cci, String sha256, Optional<Path> accum) {
            if (cci.toString().contains(OLD)) {
              throw new IllegalStateException("no such page");
            }
            return super.measure(cci, sha256, accum);
          }
        };
    var report = ingest();
    assertEquals(1, report.unreadable().size());
    assertEquals(List.of(), report.bad());
    measurement = new TableMeasurement();
    assertEquals(1, ingest().read());
    sameAsFromScratch();
  }

  @Test
  void fault33onePoolReadsAndIsGoneAfterwards() throws InterruptedException {
    for (int i = 0; i < 9; i++) {
      archive.cci("l_201800" + i + "120000_00_167", 58200 - i, 167, TestArchive.gains(i, 50));
    }
    var readers = ConcurrentHashMap.<Thread>newKeySet();
    measurement =
        new TableMeasurement() {
          @Override
          public Measured measure(Path cci, String sha256, Optional<Path> accum) {
            readers.add(Thread.currentThread());
            return super.measure(cci, sha256, accum);
          }
        };
    ingest(database, 3, RecoveryRule.STRICT);
    assertTrue(readers.size() <= 3, readers::toString);
    assertFalse(readers.contains(Thread.currentThread()), "the writing thread reads no file");
    for (var reader : readers) {
      reader.join();
    }
  }

  @Test
  void aCatalogueCanBeReadWhileAnIngestWritesToIt() {
    twoCcis();
    ingest();
    archive.cci("l_2018001120000_00_167", 58120, 167, TestArchive.gains(3, 400));
    archive.cci("l_2018002120000_00_167", 58127, 167, TestArchive.gains(4, 400));
    var seen = new ArrayList<Integer>();
    try (var writing = Catalogue.open(database)) {
      new Ingest(
              writing,
              new IngestSettings(archive.folder(), Optional.empty(), 1, RecoveryRule.STRICT),
              List.of(),
              measurement,
              InstantSource.fixed(NOON))
          .run(
              new IngestProgress() {
                @Override
                public void done(FileKey file, long bytes) {
                  try (var reading = Catalogue.open(database)) {
                    assertEquals(2, reading.flags().size());
                    assertEquals(2, reading.results(0, 10).size());
                    seen.add(reading.ccis().size());
                  }
                }
              });
    }
    assertEquals(List.of(3, 4), seen);
  }

  @Test
  void twoIngestsDoNotRunAtOnce() {
    twoCcis();
    try (var catalogue = Catalogue.open(database);
        var claim = catalogue.claimIngest()) {
      var refused = assertThrows(CosProblem.class, this::ingest);
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith("another ingest is writing to the "),
          refused::toString);
    }
    assertEquals(2, ingest().read());
  }
}
