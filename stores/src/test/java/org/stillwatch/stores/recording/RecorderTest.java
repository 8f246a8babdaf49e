package org.stillwatch.stores.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.Commit;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.testkit.MemoryStore;

class RecorderTest {

  private static final Optional<Duration> EACH = Optional.empty();
  private static final Optional<Duration> TEN = Optional.of(Duration.ofSeconds(10));

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore(InstantSource.fixed(Lab.START));

  private Path file(String stamp) {
    return folder.resolve("gauges-" + stamp + ".h5");
  }

  private Path first() {
    return file("20261121T100000Z");
  }

  /** Steps until nothing is left to do at once. */
  private static Sink.Step settle(Recorder recorder, Instant now) {
    var step = recorder.step(now);
    while (step.pause().isZero()) {
      step = recorder.step(now);
    }
    return step;
  }

  private Sink.Step record(Optional<Duration> every, boolean swmr, Instant now) {
    try (var recorder = new Recorder(Lab.settings(folder, every, swmr), store)) {
      return settle(recorder, now);
    }
  }

  /** Asserts that a file holds exactly what the store has from its beginning to a time. */
  private void assertEqualsStore(Path path, Optional<Duration> every, Instant from, Instant to) {
    try (var table = TableFile.of(Hdf5File.read(path))) {
      assertFalse(table.isTorn());
      var rows = table.rows(0, (int) table.length());
      var stored =
          new RowSource(store, every)
              .rows(table.channels(), RowBuilder.nanos(from) - 1, RowBuilder.nanos(to));
      assertArrayEquals(stored.times(), rows.times());
      assertEquals(rows.count(), rows.agreeing(stored));
      assertTrue(rows.count() > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachReadingIsARow(boolean swmr) {
    Lab.store(store, 0, 100);
    var step = record(EACH, swmr, Lab.at(200));
    assertEquals(Health.ok(""), step.health());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(100));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onAGridEveryTickIsARowWithTheNewestReadings(boolean swmr) {
    Lab.store(store, 0, 100);
    record(TEN, swmr, Lab.at(200));
    assertEqualsStore(first(), TEN, Lab.START, Lab.at(195));
  }

  @Test
  void rowsAreWrittenOnceTheyHaveSettledAndNotTwice() {
    try (var recorder = new Recorder(Lab.settings(folder, TEN, false), store)) {
      Lab.store(store, 0, 28);
      settle(recorder, Lab.at(28));
      Lab.store(store, 28, 34); // the reading of 30 came late, but in time
      assertEqualsStore(first(), TEN, Lab.START, Lab.at(20));
      settle(recorder, Lab.at(36));
      settle(recorder, Lab.at(37));
      assertEqualsStore(first(), TEN, Lab.START, Lab.at(30));
    }
  }

  @Test
  void h5pyReadsTheGrowingFileBetweenBatches() throws Exception {
    Python.needed();
    var script =
        "import h5py, sys; f = h5py.File(sys.argv[1], 'r');"
            + " print(f['time'].shape[0], f['gauge1/ion/pressure/value'][-1])";
    try (var recorder = new Recorder(Lab.settings(folder, EACH, false), store)) {
      Lab.store(store, 0, 2);
      settle(recorder, Lab.at(20));
      assertEquals("2 2e-09\n", Python.run(script, first()));
      Lab.store(store, 21, 23);
      settle(recorder, Lab.at(40));
      assertEquals("4 2.3e-08\n", Python.run(script, first()));
    }
  }

  @Test
  void h5pyFollowsAFileThatIsOpenInSwmrMode() throws Exception {
    Python.needed();
    try (var recorder = new Recorder(Lab.settings(folder, EACH, true), store)) {
      Lab.store(store, 0, 2);
      settle(recorder, Lab.at(20));
      var reader =
          Python.start(
              """
              import h5py, sys
              f = h5py.File(sys.argv[1], 'r', swmr=True)
              while True:
                  for d in ('time', 'gauge1/ion/pressure/value'): f[d].refresh()
                  print(f['time'].shape[0], f['gauge1/ion/pressure/value'][-1])
                  sys.stdin.readline()
              """,
              first());
      try (var says = reader.inputReader()) {
        assertEquals("2 2e-09", says.readLine());
        Lab.store(store, 21, 23);
        settle(recorder, Lab.at(40));
        reader.outputWriter().append("\n").flush();
        assertEquals("4 2.3e-08", says.readLine());
      } finally {
        reader.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void whileAReaderHoldsTheFileRowsWaitAndThenAllAreThere() throws Exception {
    Python.needed();
    try (var recorder = new Recorder(Lab.settings(folder, EACH, false), store)) {
      Lab.store(store, 0, 10);
      settle(recorder, Lab.at(20));
      var reader =
          Python.start(
              "import h5py, sys; f = h5py.File(sys.argv[1], 'r'); print('open');"
                  + " sys.stdin.readline(); f.close(); print('closed')",
              first());
      try (var says = reader.inputReader()) {
        assertEquals("open", says.readLine());
        Lab.store(store, 20, 30);
        var held = settle(recorder, Lab.at(40));
        assertEquals(Health.State.OK, held.health().state());
        assertTrue(held.health().reason().contains("another program has it open"));
        var told = settle(recorder, Lab.at(101));
        assertEquals(Health.State.UNREACHABLE, told.health().state());
        reader.outputWriter().append("\n").flush();
        assertEquals("closed", says.readLine());
      } finally {
        reader.destroyForcibly().waitFor();
      }
      assertEquals(Health.ok(""), settle(recorder, Lab.at(110)).health());
      assertEqualsStore(first(), EACH, Lab.START, Lab.at(100));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChannelThatAppearsLaterHasNoReadingsBefore(boolean swmr) {
    try (var recorder = new Recorder(Lab.settings(folder, EACH, swmr), store)) {
      Lab.store(store, 0, 10);
      settle(recorder, Lab.at(20));
      var channel = Channel.number(Lab.LATER, Unit.of("Torr"), "CG1", Duration.ofSeconds(1));
      store.commit(
          Commit.ofReadings(
              List.of(channel), List.of(Reading.measured(Lab.LATER, Lab.at(20), 0, 5))));
      settle(recorder, Lab.at(40));
    }
    if (swmr) {
      assertEqualsStore(first(), EACH, Lab.START, Lab.at(19));
      assertEqualsStore(file("20261121T100020Z"), EACH, Lab.at(20), Lab.at(30));
    } else {
      assertEqualsStore(first(), EACH, Lab.START, Lab.at(30));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFinishedFileIsCompressedAndHoldsTheSame(boolean swmr) throws IOException {
    Lab.store(store, 0, 3700);
    record(EACH, swmr, Lab.at(3599));
    long before = Files.size(first());
    record(EACH, swmr, Lab.at(3720));
    assertTrue(Files.size(first()) < before / 2, before + " bytes, then " + Files.size(first()));
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(3599));
    assertEqualsStore(file("20261121T110000Z"), EACH, Lab.at(3600), Lab.at(3700));
    assertEquals(2, files().size());
    try (var table = TableFile.of(Hdf5File.read(first()))) {
      assertTrue(table.isFinished());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRecorderThatIsOpenedAgainAndAgainLosesAndDoublesNothing(boolean swmr) {
    for (int stop = 5; stop < 4000; stop += 397) {
      Lab.store(store, Math.max(0, stop - 397), stop);
      record(EACH, swmr, Lab.at(stop + 1));
    }
    record(EACH, swmr, Lab.at(4100));
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(3599));
    assertEqualsStore(file("20261121T110000Z"), EACH, Lab.at(3600), Lab.at(4095));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileWhoseWriterWasKilledIsRepairedAndCompleted(boolean swmr) throws IOException {
    Lab.store(store, 0, 1000);
    var copy = folder.resolve("killed");
    try (var recorder = new Recorder(Lab.settings(folder, EACH, swmr), store)) {
      settle(recorder, Lab.at(500));
      if (swmr) {
        Files.copy(first(), copy); // as it lies there while it is open
      }
    }
    if (!swmr) {
      try (var open = Hdf5File.open(first())) {
        open.dataset("/gauge1/ion/pressure/value").append(new double[] {1, 2, 3});
        open.flush();
        Files.copy(first(), copy);
      }
    }
    Files.move(copy, first(), StandardCopyOption.REPLACE_EXISTING);
    var step = record(EACH, swmr, Lab.at(1100));
    assertEquals(Health.State.TROUBLE, step.health().state());
    assertTrue(step.health().reason().contains("is repaired"), step.health().reason());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(1000));
    assertTrue(Files.exists(folder.resolve(first().getFileName() + ".damaged-20261121T101820Z")));
  }

  @Test
  void aFileThatCannotBeRepairedIsSetAsideAndWrittenAnew() throws IOException {
    Lab.store(store, 0, 1000);
    record(EACH, false, Lab.at(500));
    var bytes = Files.readAllBytes(first());
    Files.write(first(), java.util.Arrays.copyOf(bytes, 3000));
    var step = record(EACH, false, Lab.at(1100));
    assertTrue(step.health().reason().contains("written anew"), step.health().reason());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(1000));
  }

  @Test
  void rowsThatDifferFromTheStoreAreWrittenAnew() {
    Lab.store(store, 0, 100);
    record(EACH, false, Lab.at(200));
    try (var file = Hdf5File.open(first())) {
      var values = file.dataset("/gauge1/ion/pressure/value");
      values.resize(50);
      values.resize(file.dataset("/time").length()); // as a torn write may leave them
    }
    record(EACH, false, Lab.at(300));
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(200));
  }

  @Test
  void rowsOfWhichTheStoreKnowsNothingStay() {
    Lab.store(store, 0, 100);
    record(EACH, false, Lab.at(200));
    var other = new MemoryStore(InstantSource.fixed(Lab.START));
    Lab.store(other, 60, 100);
    Lab.store(other, 300, 400);
    try (var recorder = new Recorder(Lab.settings(folder, EACH, false), other)) {
      settle(recorder, Lab.at(500));
    }
    Lab.store(store, 300, 400);
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(400));
  }

  @Test
  void afterHoursWithoutTheDiskEverythingIsThere() throws IOException {
    Lab.store(store, 0, 9000);
    try (var recorder = new Recorder(Lab.settings(folder.resolve("disk"), TEN, false), store)) {
      settle(recorder, Lab.at(100));
      Files.move(folder.resolve("disk"), folder.resolve("away"));
      Files.createFile(folder.resolve("disk"));
      assertEquals(Health.State.UNREACHABLE, settle(recorder, Lab.at(5000)).health().state());
      Files.delete(folder.resolve("disk"));
      Files.move(folder.resolve("away"), folder.resolve("disk"));
      settle(recorder, Lab.at(9100));
    }
    var disk = folder.resolve("disk");
    assertEqualsStore(disk.resolve("gauges-20261121T100000Z.h5"), TEN, Lab.START, Lab.at(3599));
    assertEqualsStore(disk.resolve("gauges-20261121T110000Z.h5"), TEN, Lab.at(3600), Lab.at(7199));
    assertEqualsStore(disk.resolve("gauges-20261121T120000Z.h5"), TEN, Lab.at(7200), Lab.at(9095));
  }

  @Test
  void aFileOfAnotherLayoutIsLeftAsItIs() throws IOException {
    Lab.store(store, 0, 100);
    try (var other = Hdf5File.create(first(), Hdf5File.Format.EARLIEST)) {
      other.attribute("/", "layout", "mine");
    }
    var before = Files.readAllBytes(first());
    var step = record(EACH, false, Lab.at(200));
    assertEquals(Health.State.UNREACHABLE, step.health().state());
    assertTrue(step.health().reason().contains("no recording"), step.health().reason());
    assertArrayEquals(before, Files.readAllBytes(first()));
  }

  @Test
  void aChannelWhosePlaceIsTakenIsNamed() {
    var taken = new org.stillwatch.core.reading.ChannelId("gauge1/valve/value");
    store.commit(
        Commit.ofReadings(
            List.of(Channel.number(taken, Unit.NONE, "", Duration.ofSeconds(1))),
            List.of(Reading.measured(taken, Lab.at(1), 0, 5))));
    Lab.store(store, 0, 100);
    var step = record(EACH, false, Lab.at(200));
    assertEquals(Health.State.TROUBLE, step.health().state());
    assertTrue(step.health().reason().contains("gauge1/valve/value cannot be recorded"));
  }

  /** The files of the recording, by name. */
  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSecondStationDoesNotTouchTheFilesOfOneThatIsAtWork(boolean swmr) throws IOException {
    Lab.store(store, 0, 100);
    try (var recorder = new Recorder(Lab.settings(folder, EACH, swmr), store)) {
      settle(recorder, Lab.at(50));
      var second = record(EACH, swmr, Lab.at(51));
      assertTrue(second.health().reason().contains("another station"), second.health().reason());
      settle(recorder, Lab.at(200));
    }
    assertEquals(List.of(first()), files());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(100));
    assertEquals(Health.ok(""), record(EACH, swmr, Lab.at(201)).health());
  }

  @Test
  void aFileThatAnotherProgramWritesIsNotTakenForADamagedOne() throws Exception {
    Python.needed();
    Lab.store(store, 0, 100);
    record(EACH, false, Lab.at(50));
    var writer =
        Python.start(
            "import h5py, sys; f = h5py.File(sys.argv[1], 'a'); print('open');"
                + " sys.stdin.readline(); f.attrs['note'] = 'mine'; f.close(); print('closed')",
            first());
    try (var says = writer.inputReader()) {
      assertEquals("open", says.readLine());
      var held = record(EACH, false, Lab.at(200));
      assertTrue(held.health().reason().contains("another program"), held.health().reason());
      writer.outputWriter().append("\n").flush();
      assertEquals("closed", says.readLine());
    } finally {
      writer.destroyForcibly().waitFor();
    }
    record(EACH, false, Lab.at(210));
    assertEquals(List.of(first()), files());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(100));
    try (var file = Hdf5File.read(first())) {
      assertEquals(Optional.of("mine"), file.text("/", "note"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatIsTakenAwayWhileItGrowsIsWrittenAnewFromTheStore(boolean swmr) throws IOException {
    try (var recorder = new Recorder(Lab.settings(folder, EACH, swmr), store)) {
      Lab.store(store, 0, 100);
      settle(recorder, Lab.at(200));
      Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));
      Lab.store(store, 200, 300);
      settle(recorder, Lab.at(400));
      assertEquals(Health.ok(""), settle(recorder, Lab.at(405)).health());
    }
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(300));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChannelWhoseUnitChangesBeginsANewFile(boolean swmr) throws IOException {
    Lab.store(store, 0, 100);
    record(EACH, swmr, Lab.at(200));
    var reading = Reading.measured(Lab.ION, Lab.at(210), 0, 7.5);
    var inPascal = Channel.number(Lab.ION, Unit.of("Pa"), "Ionisation", Duration.ofSeconds(1));
    store.commit(Commit.ofReadings(List.of(inPascal), List.of(reading)));
    record(EACH, swmr, Lab.at(300));
    var second = file("20261121T100330Z");
    assertEquals(List.of(first(), second), files());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(100));
    assertEqualsStore(second, EACH, Lab.at(210), Lab.at(210));
    try (var one = Hdf5File.read(first());
        var other = Hdf5File.read(second)) {
      assertEquals(Optional.of("Torr"), one.text("/gauge1/ion/pressure", "unit"));
      assertEquals(Optional.of("Pa"), other.text("/gauge1/ion/pressure", "unit"));
    }
  }

  @Test
  void rowsOnAnotherGridBeginANewFileAndTheOldOneKeepsItsOwn() throws IOException {
    Lab.store(store, 0, 300);
    record(EACH, false, Lab.at(100));
    record(TEN, false, Lab.at(305));
    var second = file("20261121T100140Z");
    assertEquals(List.of(first(), second), files());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(95));
    assertEqualsStore(second, TEN, Lab.at(100), Lab.at(300));
  }

  @Test
  void aChannelThatNeedsThePlaceOfAnotherBeginsANewFile() throws IOException {
    var inner = new ChannelId("gauge1/heat/value");
    var outer = new ChannelId("gauge1/heat");
    store.commit(
        Commit.ofReadings(
            List.of(Channel.number(inner, Unit.NONE, "", Duration.ofSeconds(1))),
            List.of(Reading.measured(inner, Lab.at(1), 0, 5))));
    record(EACH, false, Lab.at(50));
    store.commit(
        Commit.ofReadings(
            List.of(Channel.number(outer, Unit.NONE, "", Duration.ofSeconds(1))),
            List.of(Reading.measured(outer, Lab.at(60), 0, 6))));
    var step = record(EACH, false, Lab.at(100));
    assertEquals(Health.State.TROUBLE, step.health().state());
    assertEquals(List.of(first(), file("20261121T100100Z")), files());
  }

  @Test
  void aClockThatWasSetBackIsTold() {
    Lab.store(store, 0, 100);
    record(EACH, false, Lab.at(105));
    var step = record(EACH, false, Lab.at(-86_400));
    assertEquals(Health.State.TROUBLE, step.health().state());
    assertTrue(step.health().reason().contains("later than now"), step.health().reason());
  }

  @Test
  void manyReadingsAfterALongSilenceAreTakenInParts() {
    Lab.store(store, 0, 2);
    try (var recorder = new Recorder(Lab.settings(folder, EACH, false), store)) {
      settle(recorder, Lab.at(60));
      var dense = new java.util.ArrayList<Reading>();
      for (int i = 0; i < 500_000; i++) {
        dense.add(Reading.measured(Lab.ION, Lab.at(3000).plusNanos(i * 1_000_000L), 0, i));
      }
      store.commit(Commit.ofReadings(Lab.CHANNELS, dense));
      settle(recorder, Lab.at(3590));
    }
    try (var table = TableFile.of(Hdf5File.read(first()))) {
      assertEquals(500_000 + 2, table.length());
    }
  }

  @Test
  void aTimeWithoutAnyReadingMakesNoFiles() throws IOException {
    Lab.store(store, 0, 100);
    record(TEN, false, Lab.at(200));
    Lab.store(store, 20_000, 20_100);
    record(TEN, false, Lab.at(20_200));
    assertEquals(List.of(first(), file("20261121T150000Z")), files());
    try (var table = TableFile.of(Hdf5File.read(files().getLast()))) {
      assertEquals(RowBuilder.nanos(Lab.at(20_000)), table.time(0));
    }
  }

  @Test
  void aFolderThatWasTakenAwayBelongsToTheOneWhoMadeItAnew() throws IOException {
    Lab.store(store, 0, 100);
    try (var one = new Recorder(Lab.settings(folder, EACH, true), store);
        var other = new Recorder(Lab.settings(folder, EACH, true), store)) {
      settle(one, Lab.at(50));
      Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));
      settle(other, Lab.at(51));
      settle(one, Lab.at(60));
      var held = settle(one, Lab.at(65));
      assertTrue(held.health().reason().contains("another station"), held.health().reason());
      settle(other, Lab.at(200));
    }
    assertEquals(List.of(first()), files());
    assertEqualsStore(first(), EACH, Lab.START, Lab.at(100));
  }
}
