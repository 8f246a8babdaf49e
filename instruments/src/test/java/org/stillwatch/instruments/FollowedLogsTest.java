package org.stillwatch.instruments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.instruments.leiden.LeidenKind;
import org.stillwatch.instruments.leiden.LeidenSettings;
import org.stillwatch.instruments.logfile.WholeFile;
import org.stillwatch.instruments.oxford.VclKind;
import org.stillwatch.instruments.oxford.VclSettings;
import org.stillwatch.instruments.ppms.MultiVuKind;
import org.stillwatch.instruments.ppms.MultiVuSettings;
import org.stillwatch.simulators.leiden.LeidenLogWriter;
import org.stillwatch.simulators.oxford.VclLabels;
import org.stillwatch.simulators.oxford.VclWriter;
import org.stillwatch.simulators.ppms.MultiVuLogWriter;

/** Instruments of this module whose logs are followed, from the writer to the turn. */
class FollowedLogsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2026-06-26T10:00:00Z");

  @TempDir Path folder;

  private Site site() {
    return new Site("fridge", ZONE, folder);
  }

  private Instrument vcl() {
    return new VclKind().open(site(), new VclSettings(Path.of("."), Optional.empty()));
  }

  private Instrument ppms(Path logs) {
    return new MultiVuKind()
        .open(site(), new MultiVuSettings(logs, Optional.empty(), Optional.empty()));
  }

  private Instrument leiden(Path logs) {
    return new LeidenKind()
        .open(site(), new LeidenSettings(logs, Optional.empty(), Optional.empty()));
  }

  /** Turns over a minute of time, long enough for rows that wait for other files. */
  private static List<Turn> turns(Instrument instrument, Instant now) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < 60 || turns.getLast().more(); i++) {
      turns.add(instrument.turn(now.plusSeconds(i)));
    }
    return turns;
  }

  private static List<Scan> scans(List<Turn> turns) {
    return turns.stream().flatMap(turn -> turn.scans().stream()).toList();
  }

  private static List<Scan> past(Instrument instrument, List<Path> paths) {
    var scans = new ArrayList<Scan>();
    try (var past = instrument.past(paths).orElseThrow()) {
      Turn turn;
      do {
        turn = past.next();
        assertEquals(List.of(), turn.problems());
        scans.addAll(turn.scans());
      } while (turn.more());
    }
    return scans;
  }

  @Test
  void allKindsAreFound() {
    var names = new TreeSet<String>();
    ServiceLoader.load(InstrumentKind.class).forEach(kind -> names.add(kind.name()));
    assertTrue(
        names.containsAll(List.of("oxford-vcl", "ppms-log", "leiden-log", "xs400-log")),
        names::toString);
  }

  @Test
  void aPeriodMustBeOne() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new VclKind()
                    .open(site(), new VclSettings(Path.of("."), Optional.of(Duration.ZERO))));
    assertEquals("every: PT0S is no period; expected one such as 60s", thrown.getMessage());
  }

  @Test
  void followsAFridgeThroughAStopAndANewFile() throws IOException {
    var writer = VclWriter.create(folder.resolve("one.vcl"), VclLabels.triton());
    writer.append(START, 1, 2);
    var first = vcl();
    first.resume(Optional.empty());
    var before = turns(first, START);
    assertEquals(1, scans(before).size());
    assertTrue(before.stream().anyMatch(Turn::backlog));
    assertEquals(Health.ok(""), before.getLast().health());
    var cursor = before.getLast().cursor();
    first.close();

    writer.append(START.plusSeconds(61), 3, 4);
    var part = writer.row(START.plusSeconds(122), 5, 6);
    var bytes = Files.readAllBytes(folder.resolve("one.vcl"));
    Files.write(folder.resolve("one.vcl"), join(bytes, part, 100));
    VclWriter.create(folder.resolve("two.vcl"), VclLabels.dr200())
        .append(START.plusSeconds(200), 7, 8);
    var second = vcl();
    second.resume(Optional.of(cursor));
    var after = scans(turns(second, START.plusSeconds(300)));
    assertEquals(
        List.of(61L, 200L),
        after.stream().map(scan -> Duration.between(START, scan.time()).toSeconds()).toList());
    Files.write(folder.resolve("one.vcl"), join(bytes, part, part.length));
    assertEquals(
        List.of(START.plusSeconds(122)),
        scans(turns(second, START.plusSeconds(400))).stream().map(Scan::time).toList());
  }

  private static byte[] join(byte[] first, byte[] second, int length) {
    var joined = new byte[first.length + length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, length);
    return joined;
  }

  @Test
  void tellsDamagedRowsOfAFollowedFileAndGoesOn() throws IOException {
    var writer = VclWriter.create(folder.resolve("one.vcl"), VclLabels.triton());
    for (int i = 0; i < 5; i++) {
      writer.append(START.plusSeconds(61L * i), 1, 2);
    }
    var bytes = Files.readAllBytes(folder.resolve("one.vcl"));
    bytes[0x3000 + 488 + 7] = 0;
    Files.write(folder.resolve("one.vcl"), bytes);
    var instrument = vcl();
    instrument.resume(Optional.empty());
    var turns = turns(instrument, START.plusSeconds(400));
    assertEquals(4, scans(turns).size());
    var problems = turns.stream().flatMap(turn -> turn.problems().stream()).toList();
    assertEquals(1, problems.size());
    assertEquals("one.vcl", problems.getFirst().file());
    assertEquals(3, problems.getFirst().line());
  }

  @Test
  void aTextFileWithTheNameOfAVclLogIsToldAsTrouble() throws IOException {
    Files.writeString(folder.resolve("one.vcl"), "time,value\n1,2\n");
    var instrument = vcl();
    instrument.resume(Optional.empty());
    var turns = turns(instrument, START);
    assertEquals(List.of(), scans(turns));
    var problems = turns.stream().flatMap(turn -> turn.problems().stream()).toList();
    assertTrue(problems.getFirst().why().startsWith("not a VCL file: "), problems::toString);
    assertEquals(Health.State.TROUBLE, turns.getLast().health().state());
  }

  @Test
  void followsAPpmsLog() throws IOException {
    var writer =
        MultiVuLogWriter.create(
            folder.resolve("Log.DAT"),
            1000,
            LocalDateTime.of(2026, 6, 26, 12, 0),
            List.of("Temperature (K)", "Magnetic Field (Oe)"));
    writer.append(1001, 300, 0);
    var instrument = ppms(Path.of("."));
    instrument.resume(Optional.empty());
    assertEquals(1, scans(turns(instrument, START)).size());
    writer.append(1061, 299, Double.NaN);
    var next = scans(turns(instrument, START.plusSeconds(100)));
    assertEquals(List.of(START.plusSeconds(61)), next.stream().map(Scan::time).toList());
    assertEquals(
        2, instrument.channels().size(), "temperature and field, but not comment and time");
  }

  @Test
  void aRealPpmsLogIsPast() {
    var file = WholeFile.realFiles("ppms_multivu/thomasgredig-quantumPPMS").resolve("sample2.DAT");
    assertEquals(
        30, past(ppms(file.toAbsolutePath().getParent()), List.of(file.toAbsolutePath())).size());
  }

  @Test
  void followsAllFilesOfALeidenRun() throws IOException {
    var old = folder.resolve("LogAVS_old_0.dat");
    LeidenLogWriter.create(old, LeidenLogWriter.THERMOMETER_HEADER, ZONE)
        .thermometers(START.minusSeconds(99_999), 1, 2);
    Files.setLastModifiedTime(old, FileTime.from(START.minusSeconds(99_999)));
    var writers = new ArrayList<LeidenLogWriter>();
    for (int digit : new int[] {0, 1, 3}) {
      var file = folder.resolve("LogAVS_new_" + digit + ".dat");
      writers.add(LeidenLogWriter.create(file, LeidenLogWriter.THERMOMETER_HEADER, ZONE));
      writers.getLast().thermometers(START, 1, 2 + digit);
      Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(digit)));
    }
    var instrument = leiden(Path.of("."));
    instrument.resume(Optional.empty());
    var first = scans(turns(instrument, START.plusSeconds(10)));
    assertEquals(3, first.size(), "one row of each file of the newest run");
    assertEquals(
        List.of(0, 100, 300),
        first.stream().map(scan -> scan.readings().getFirst().ordinal()).sorted().toList());
    writers.get(1).thermometers(START.plusSeconds(60), 1, 2);
    assertEquals(1, scans(turns(instrument, START.plusSeconds(120))).size());
  }

  @Test
  void theRealLeidenFolderIsReadWhole() {
    var logs = WholeFile.realFiles("leiden/andreaiorio-Leiden-Fridge-Viewer");
    var scans = past(leiden(logs.toAbsolutePath()), List.of());
    assertEquals(5978, scans.size());
    var times = scans.stream().map(Scan::time).toList();
    assertEquals(times.stream().sorted().toList(), times, "files of a run interleave in time");
    long suspect =
        scans.stream()
            .flatMap(scan -> scan.readings().stream())
            .filter(Reading.Measured.class::isInstance)
            .filter(reading -> reading.channel().name().equals("mc-tt1810/temperature"))
            .count();
    assertTrue(suspect > 5000);
  }
}
