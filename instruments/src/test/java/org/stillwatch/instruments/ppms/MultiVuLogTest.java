package org.stillwatch.instruments.ppms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.WholeFile;
import org.stillwatch.simulators.ppms.MultiVuLogWriter;

class MultiVuLogTest {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  @TempDir Path folder;

  private static MultiVuLog log(ZoneId zone) {
    return new MultiVuLog("ppms", zone, Duration.ofSeconds(60));
  }

  private static byte[] real(String name) throws IOException {
    return Files.readAllBytes(
        WholeFile.realFiles("ppms_multivu/thomasgredig-quantumPPMS").resolve(name));
  }

  private static List<Row> rows(ZoneId zone, byte[] bytes) {
    return WholeFile.rows(log(zone), "log.dat", bytes);
  }

  private static List<Row> rows(String text) {
    return rows(ZURICH, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<Channel> channels(byte[] bytes) {
    return log(PACIFIC).open("log.dat", bytes, "").channels();
  }

  private static List<String> times(List<Row> rows) {
    return WholeFile.values(rows).stream().map(row -> row.time().toString()).toList();
  }

  @Test
  void readsARealLogOfUptimeSeconds() throws IOException {
    var bytes = real("sample2.DAT");
    var rows = rows(PACIFIC, bytes);
    var values = WholeFile.values(rows);
    assertEquals(List.of(), WholeFile.problems(rows));
    assertEquals(30, values.size());
    assertEquals(
        LocalDateTime.parse("2013-06-04T11:53:41.560").atZone(PACIFIC).toInstant(),
        values.getFirst().time());
    var first = WholeFile.texts(values.getFirst());
    assertEquals(120, first.size());
    assertEquals("208.403", first.get("temperature"));
    assertEquals("-0.122", first.get("magnetic-field"));
    assertEquals("4378", first.get("status"));
    assertEquals("missing: empty field", first.get("bridge-1-resistance"));
    assertEquals("19.5502281", first.get("blockheater"));
    assertEquals("missing: row ends before this field", first.get("map-30"));
    var measured = first.values().stream().filter(text -> !text.startsWith("missing")).count();
    assertEquals(57, measured);
  }

  @Test
  void namesChannelsAndUnitsOfARealLog() throws IOException {
    var channels =
        channels(real("sample2.DAT")).stream()
            .collect(Collectors.toMap(c -> c.id().name(), c -> c.unit().symbol()));
    assertEquals("K", channels.get("temperature"));
    assertEquals("Oe", channels.get("magnetic-field"));
    assertEquals("deg", channels.get("sample-position"));
    assertEquals("Ohm", channels.get("bridge-1-resistance"));
    assertEquals("W", channels.get("drive-1-ipower"));
    assertEquals("", channels.get("status"));
    assertEquals("Torr", channels.get("annulus-pres"));
    assertEquals("degC", channels.get("pump-temp"));
    assertEquals("", channels.get("low-res-a-read"));
  }

  @Test
  void everyRealFileGivesAllItsRowsWithUniqueChannels() throws IOException {
    for (var file :
        List.of(
            "sample1.dat 19",
            "sample2.DAT 30",
            "sample3.DAT 29",
            "sample6.dat 27",
            "empty_vsm.dat 0")) {
      var parts = file.split(" ");
      var bytes = real(parts[0]);
      var rows = rows(PACIFIC, bytes);
      assertEquals(List.of(), WholeFile.problems(rows), file);
      assertEquals(Integer.parseInt(parts[1]), WholeFile.values(rows).size(), file);
      var names = channels(bytes).stream().map(c -> c.id().name()).toList();
      assertTrue(names.size() > 20, file);
      assertEquals(names.size(), new HashSet<>(names).size(), file);
    }
  }

  @Test
  void unixSecondsOfARealMagnetometerAreTakenAsTheyAre() throws IOException {
    assertEquals("2006-11-29T05:16:24.812Z", times(rows(PACIFIC, real("sample1.dat"))).getFirst());
    assertEquals("2006-11-29T05:16:24.812Z", times(rows(ZURICH, real("sample1.dat"))).getFirst());
  }

  @Test
  void primesAndMicroSignsOfARealFileAreReadable() throws IOException {
    var channels =
        channels(real("sample6.dat")).stream()
            .collect(Collectors.toMap(c -> c.id().name(), c -> c.unit().symbol()));
    assertEquals("mV", channels.get("coil-signal-prime"));
    assertEquals("mV", channels.get("coil-signal-double-prime"));
    assertEquals("uA", channels.get("bridge-1-excitation"));
    assertEquals("Torr", channels.get("pressure"));
    assertEquals("", channels.get("pressure-2"));
  }

  private static String file(String opened, String... rows) {
    return "[Header]\r\n"
        + (opened.isEmpty() ? "" : "FILEOPENTIME," + opened + "\r\n")
        + "[Data]\r\nComment,Time Stamp (sec),Temperature (K)\r\n"
        + String.join("\r\n", rows)
        + "\r\n";
  }

  @Test
  void unixSecondsAreUtc() {
    assertEquals(List.of("2024-11-20T15:55:18Z"), times(rows(file("", ",1732118118,4.2"))));
    assertEquals(
        List.of("2024-11-20T15:55:18Z"),
        times(rows(file("1732118100,11/20/2024,4:55 pm", ",1732118118,4.2"))));
  }

  @Test
  void secondsSince1899AreLocalWallTime() {
    // 2024-11-20 16:55:18 in Zurich
    double ole =
        Duration.between(
                LocalDateTime.of(1899, 12, 30, 0, 0), LocalDateTime.of(2024, 11, 20, 16, 55, 18))
            .toSeconds();
    var cell = ",%.1f,4.2".formatted(ole);
    assertEquals(List.of("2024-11-20T15:55:18Z"), times(rows(file("", cell))));
    assertEquals(
        List.of("2024-11-20T15:55:18Z"),
        times(rows(file("%.1f,11/20/2024,4:55 pm".formatted(ole - 3), cell))));
  }

  @Test
  void localWallTimeGoesThroughBothDaylightSavingHours() {
    var base = LocalDateTime.of(1899, 12, 30, 0, 0);
    var before = Duration.between(base, LocalDateTime.of(2026, 10, 25, 2, 59)).toSeconds();
    var rows =
        rows(
            file(
                "",
                "," + before + ",4.2",
                "," + (before - 3540) + ",4.3",
                "," + (before + 60) + ",4.4"));
    assertEquals(
        List.of("2026-10-25T00:59:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"),
        times(rows));
  }

  @Test
  void anOddOffsetIsCalibratedByTheOpeningOfTheFile() {
    // from a published test file: the number alone would say 2013
    assertEquals(
        List.of("2025-04-26T16:56:02.843Z"),
        times(rows(file("3589995867.25658,04/26/2025,6:56 pm", ",3589995870.1,300.01"))));
  }

  @Test
  void uptimeWithoutADateIsUnreadable() {
    var problems = WholeFile.problems(rows(file("", ",29596004.72,4.2")));
    assertEquals(
        List.of(
            "its time 29596004.72 s counts from an unknown moment; expected a FILEOPENTIME in the"
                + " header that tells it"),
        problems);
    assertEquals(
        1,
        WholeFile.problems(rows(file("29596004,6/4/2013,11:53 AM", ",17.5,4.2"))).size(),
        "the machine was started again");
  }

  @Test
  void theOpeningOfTheFileIsReadInAllItsSpellings() {
    for (var spelling :
        List.of(
            "29595963.16,6/4/2013,11:53 AM",
            " 29595963.16 06/04/2013, 11:53:00 AM",
            "29595963.16,06/04/13,11:53 am",
            "\"29595963.16\",\"6/4/2013\",\"11:53\"")) {
      assertEquals(
          List.of("2013-06-04T09:54:00Z"),
          times(rows(file(spelling, ",29596023.16,4.2"))),
          spelling);
    }
    assertEquals(
        "2013-06-04T21:53",
        FileOpened.parse(",1,6/4/2013,9:53 PM").orElseThrow().wall().toString());
    assertEquals(
        "2013-06-04T00:05",
        FileOpened.parse(",1,6/4/2013,12:05 AM").orElseThrow().wall().toString());
    assertTrue(FileOpened.parse(",1,13/14/2013,9:53 PM").isEmpty());
  }

  @Test
  void anEmptyFieldIsMissingAndNeverZero() {
    var row =
        WholeFile.values(
                rows(
                    """
                    [Header]
                    [Data]
                    Comment,Time Stamp (sec),A (K),B (K),C (K),D (K)
                    x; y,1732118118,,0,abc
                    """))
            .getFirst();
    assertEquals(
        "{a=missing: empty field, b=0, c=missing: 'abc' is no number, d=missing: row ends before"
            + " this field}",
        WholeFile.texts(row).toString());
  }

  @Test
  void quotedHeadingsAndCommentsMayHoldCommas() {
    var rows =
        rows(
            """
            [Header]
            [Data]
            "Comment","Time Stamp (sec)","Field, set (Oe)","T (K)"
            "a, b",1732118118,5,4.2
            """);
    assertEquals(List.of(), WholeFile.problems(rows));
    assertEquals(
        "{field-set=5, t=4.2}", WholeFile.texts(WholeFile.values(rows).getFirst()).toString());
  }

  @Test
  void rowsThatCannotBeReadAreToldAndTheOthersGoOn() {
    var rows =
        rows(
            file(
                "",
                ",1732118118,4.2,5",
                ",noon,4.2",
                ",1732118119,4.3",
                "\u0000\u0001garbage",
                ",NaN,1"));
    assertEquals(List.of("2024-11-20T15:55:19Z"), times(rows));
    assertEquals(
        List.of(
            "4 fields, more than the 3 columns of the header; field 4 is '5'",
            "'noon' is no time; expected seconds in column 'Time Stamp (sec)'",
            "'' is no time; expected seconds in column 'Time Stamp (sec)'",
            "its time is NaN s; expected seconds"),
        WholeFile.problems(rows));
  }

  @Test
  void aCommentAloneIsNoRow() throws IOException {
    var path = folder.resolve("log.dat");
    var writer =
        MultiVuLogWriter.create(
            path,
            100,
            LocalDateTime.of(2026, 6, 26, 12, 0),
            List.of("Temperature (K)", "Field (Oe)"));
    writer.append(110, 4.2, Double.NaN);
    writer.comment(115, "field, set by hand");
    writer.append(120, 4.3, 10);
    var rows = rows(ZURICH, Files.readAllBytes(path));
    assertEquals(List.of(), WholeFile.problems(rows));
    assertEquals(List.of("2026-06-26T10:00:10Z", "2026-06-26T10:00:20Z"), times(rows));
    assertEquals(
        "{field=missing: empty field, temperature=4.2}",
        WholeFile.texts(WholeFile.values(rows).getFirst()).toString());
  }

  @Test
  void rowsOfOneInstantAreNumbered() {
    var rows = rows(file("", ",1732118118,1", ",1732118118,2", ",1732118119,3"));
    assertEquals(
        List.of(0, 1, 0),
        WholeFile.values(rows).stream()
            .flatMap(row -> row.readings().stream())
            .map(Reading::ordinal)
            .toList());
  }

  @Test
  void tellsWhyAFileIsNotRead() {
    assertEquals(
        List.of("not a Quantum Design file: it begins with 'Date;Value', expected [Header]"),
        WholeFile.problems(rows("Date;Value\n2024;1\n")));
    assertEquals(
        List.of(
            "no time column among the 2 headings 'A (K),B (K)'; expected 'Time Stamp (sec)' or"
                + " 'Time'"),
        WholeFile.problems(rows("[Header]\n[Data]\nA (K),B (K)\n1,2\n3,4\n")));
    assertEquals(
        List.of("not a Quantum Design file: it has no [Data] within its first 64 KiB"),
        WholeFile.problems(
            WholeFile.rowsAtOnce(
                log(ZURICH),
                "log.dat",
                ("[Header]\n" + "INFO,x\n".repeat(20_000)).getBytes(StandardCharsets.ISO_8859_1))));
    assertEquals(List.of(), rows(""));
  }

  @Test
  void acceptsAnySpellingOfTheSuffix() {
    assertTrue(log(ZURICH).accepts("a/LOG.DAT") && log(ZURICH).accepts("x.dat"));
    assertTrue(!log(ZURICH).accepts("x.data"));
  }

  @Test
  void noDamageMakesItThrow() throws IOException {
    var good =
        file(
                "29595963.16,6/4/2013,11:53 AM",
                ",29596004.72,4.2",
                "c,29596005,\"4.3\"",
                ",29596006,")
            .getBytes(StandardCharsets.ISO_8859_1);
    var random = new Random(11);
    for (int round = 0; round < 3000; round++) {
      var bytes = Arrays.copyOf(good, good.length - random.nextInt(good.length / 3));
      for (int i = random.nextInt(10); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var records = WholeFile.cut(log(ZURICH).records("x"), "x", bytes);
      assertEquals(records.size(), rows(ZURICH, bytes).size());
    }
    assertEquals(
        Instant.parse("2013-06-04T09:53:41.560Z").toString(), times(rows(ZURICH, good)).getFirst());
  }
}
