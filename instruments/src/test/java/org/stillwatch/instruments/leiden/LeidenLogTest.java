package org.stillwatch.instruments.leiden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.WholeFile;
import org.stillwatch.simulators.leiden.LeidenLogWriter;

class LeidenLogTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2021-03-19T09:00:50.400Z");

  @TempDir Path folder;

  private final LeidenLog log = new LeidenLog("fridge", ZONE, Duration.ofMinutes(5));

  private static Path real() {
    return WholeFile.realFiles("leiden/andreaiorio-Leiden-Fridge-Viewer");
  }

  private List<Row> rows(Path file) throws IOException {
    return WholeFile.rows(log, String.valueOf(file.getFileName()), Files.readAllBytes(file));
  }

  private List<Row> rows(String name, String text) {
    return WholeFile.rows(log, name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsARealRow() throws IOException {
    var rows = rows(real().resolve("LogAVS___2021-03-19-09-59-37_0.dat"));
    var first = WholeFile.values(rows).getFirst();
    assertEquals(START, first.time());
    var expected = new TreeMap<String, String>();
    expected.put("c-still", "1.790462E-10");
    expected.put("3k/resistance", "15194.03");
    expected.put("still/resistance", "49861.42");
    expected.put("mc-tt1810/resistance", "23415.73");
    expected.put("mc-cernox/resistance", "1171.013");
    expected.put("50-mk/resistance", "5367.814");
    expected.put("r6", "missing: 0, not measured");
    expected.put("r7", "missing: 0, not measured");
    expected.put("r8", "missing: 0, not measured");
    expected.put("50k/resistance", "102.6306");
    expected.put("3k/temperature", "3.610354");
    expected.put("still/temperature", "1.008839");
    expected.put("mc-tt1810/temperature", "0.033010544");
    expected.put("mc-cernox/temperature", "0.596296289");
    expected.put("50-mk/temperature", "0.170091716");
    expected.put("50k/temperature", "52.472335");
    expected.put("sorb3k/current", "0");
    expected.put("3k/current", "0");
    expected.put("still/current", "0");
    expected.put("mc/current", "0");
    assertEquals(expected, WholeFile.texts(first));
  }

  @Test
  void readsAllRealFilesWithoutAnUnreadableRow() throws IOException {
    int rows = 0;
    int lines = 0;
    var keys = new HashSet<String>();
    int readings = 0;
    try (var files = Files.list(real())) {
      for (var file : files.sorted().toList()) {
        var read =
            WholeFile.rowsAtOnce(log, String.valueOf(file.getFileName()), Files.readAllBytes(file));
        assertEquals(List.of(), WholeFile.problems(read), file.toString());
        lines += (int) Files.readString(file, StandardCharsets.ISO_8859_1).lines().count();
        rows += WholeFile.values(read).size();
        for (var row : WholeFile.values(read)) {
          for (var reading : row.readings()) {
            readings++;
            keys.add(reading.channel() + " " + reading.time() + " " + reading.ordinal());
          }
        }
      }
    }
    assertEquals(lines - 23 * 5, rows);
    assertEquals(5978, rows);
    assertEquals(readings, keys.size(), "no two readings share a key");
  }

  @Test
  void infiniteAndUndefinedRealTemperaturesAreMissing() throws IOException {
    var row =
        WholeFile.texts(
            WholeFile.values(rows(real().resolve("WarmUp___2021-03-22-15-48-03_1.dat")))
                .getFirst());
    assertEquals("missing: Inf", row.get("still/temperature"));
    assertEquals("missing: NaN", row.get("mc-tt1810/temperature"));
    assertEquals("missing: -Inf", row.get("50k/temperature"));
    assertEquals("missing: 0, not measured", row.get("50-mk/temperature"));
    assertEquals("3.62083", row.get("3k/temperature"));
  }

  @Test
  void aRealFileWithoutHeaderHasSuspectTemperatures() throws IOException {
    var file = real().resolve("LogAVS___2021-02-26-09-58-05.dat");
    var values = WholeFile.values(rows(file));
    assertEquals(1, values.size());
    assertEquals(Instant.parse("2021-02-26T08:58:05.300Z"), values.getFirst().time());
    var texts = WholeFile.texts(values.getFirst());
    assertEquals("38.333248 suspect", texts.get("t1"));
    assertEquals("10064.6", texts.get("r1"));
    assertEquals("missing: 0, not measured", texts.get("t9"));
    var labels =
        log.open("LogAVS.dat", Files.readAllBytes(file), "").channels().stream()
            .filter(c -> c.id().name().equals("t1"))
            .map(c -> c.label() + " " + c.unit())
            .toList();
    assertEquals(List.of("T1 (calibration unknown) K"), labels);
  }

  @Test
  void theFilesOfOneRunHaveOrdinalsOfTheirOwn() throws IOException {
    for (var name :
        Map.of("LogAVS_a_0.dat", 0, "LogAVS_a_3.dat", 300, "WarmUp_a.dat", 0).entrySet()) {
      var path = folder.resolve(name.getKey());
      var writer = LeidenLogWriter.create(path, LeidenLogWriter.THERMOMETER_HEADER, ZONE);
      writer.thermometers(START, 1e-10, 15000);
      writer.thermometers(START, 1e-10, 15001);
      writer.thermometers(START.plusMillis(100), 1e-10, 15002);
      var ordinals =
          WholeFile.values(rows(path)).stream()
              .map(row -> row.readings().getFirst().ordinal())
              .toList();
      assertEquals(List.of(name.getValue(), name.getValue() + 1, name.getValue()), ordinals);
    }
  }

  @Test
  void uncalibratedColumnsAreNoTemperatures() throws IOException {
    var path = folder.resolve("LogAVS_b.dat");
    LeidenLogWriter.create(path, LeidenLogWriter.THERMOMETER_HEADER, ZONE)
        .thermometers(START, 1.8e-10, 15000, 2000, 0, 0, 0, 0, 0, 0, 0, 1.8e-10, 3600, -5, 7);
    var texts = WholeFile.texts(WholeFile.values(rows(path)).getFirst());
    assertFalse(texts.containsKey("c-still/temperature"));
    assertFalse(texts.containsKey("t3"));
    assertEquals("3.6", texts.get("3k/temperature"));
    assertEquals("missing: -5.000000E+00 mK is no temperature", texts.get("mc/temperature"));
  }

  @Test
  void frontPanelRowsAreLocalTime() throws IOException {
    for (var header : List.of(LeidenLogWriter.FRONT_PANEL_HEADER, "")) {
      var path = folder.resolve("logFP_2026-10-25-00-00-00.dat");
      var writer = LeidenLogWriter.create(path, header, ZONE);
      var night = Instant.parse("2026-10-25T00:30:00Z");
      writer.frontPanel(night, 1.5, 2.5);
      writer.frontPanel(night.plusSeconds(1800), 1.6, Double.NaN);
      writer.frontPanel(night.plusSeconds(3600), 1.7, 2.7);
      var values = WholeFile.values(rows(path));
      assertEquals(List.of(), WholeFile.problems(rows(path)));
      assertEquals(
          List.of(night, night.plusSeconds(1800), night.plusSeconds(3600)),
          values.stream().map(Row.Values::time).toList());
      var texts = WholeFile.texts(values.get(1));
      assertEquals(25, texts.size());
      assertEquals("1.6", texts.get("p1"));
      assertEquals("missing: NaN", texts.get("p2"));
      assertTrue(
          texts
              .keySet()
              .containsAll(
                  List.of("flow", "mg5", "pt-on", "w-in", "p-high", "pt-current", "state2")));
    }
  }

  @Test
  void rowsThatCannotBeReadAreToldAndTheOthersGoOn() throws IOException {
    var path = folder.resolve("LogAVS_c.dat");
    LeidenLogWriter.create(path, LeidenLogWriter.THERMOMETER_HEADER, ZONE)
        .thermometers(START, 1, 2);
    var text = Files.readString(path, StandardCharsets.ISO_8859_1);
    var good = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
    var bad =
        text
            + "2021-03-19 10:00:50\t3.6989892504E+9\t1\n"
            + good.replace("2021-03-19", "2021-03-17")
            + good.replaceFirst("\t3\\.[0-9E+]+", "\tlater")
            + good.replaceFirst("\t3\\.[0-9E+]+", "\t0e999999999")
            + "\u0001\u0002\n\n#\n"
            + good;
    var rows = rows("LogAVS_c.dat", bad);
    assertEquals(2, WholeFile.values(rows).size());
    assertEquals(
        List.of(
            "3 fields; expected 26 between tabs",
            "Date1 is 2021-03-17T10:00:50 and Date2 is 2021-03-19T10:00:50.400; expected them to"
                + " agree within a day",
            "'later' is no time; expected seconds since 1904 in Date2",
            "'0e999999999' is no time; expected seconds since 1904 in Date2",
            "'..' is no date; expected one like 2021-02-26 09:58:05"),
        WholeFile.problems(rows));
  }

  @Test
  void aFileOfAnotherFormatIsToldAndAnEmptyOneIsNothing() {
    assertEquals(List.of(), rows("LogAVS_d.dat", ""));
    var rows = rows("LogAVS_d.dat", "temperature,4.2\n".repeat(30));
    assertEquals(30, WholeFile.problems(rows).size());
    assertEquals(
        "'temperature,4.2' is no date; expected one like 2021-02-26 09:58:05",
        WholeFile.problems(rows).getFirst());
  }

  @Test
  void theFilesOfOneStemAreOneRun() {
    assertEquals(log.run("x/LogAVS___2021_3.dat"), log.run("x/LogAVS___2021_0.dat"));
    assertFalse(log.run("LogAVS___2021_3.dat").equals(log.run("LogAVS___2022_3.dat")));
    assertFalse(log.run("LogAVS___2021_3.dat").equals(log.run("WarmUp___2021_3.dat")));
  }

  @Test
  void acceptsItsThreeSortsOfFiles() {
    assertTrue(log.accepts("x/LogAVS___2021-02-26-09-58-05.dat"));
    assertTrue(log.accepts("WarmUp___2021-03-22-15-48-03_9.dat"));
    assertTrue(log.accepts("logFP_2021-03-22-15-48-03.DAT"));
    assertFalse(log.accepts("Impedance.dat"));
    assertFalse(log.accepts("LogAVS/readme.txt"));
  }

  @Test
  void noDamageMakesItThrow() throws IOException {
    var path = folder.resolve("LogAVS_e.dat");
    var writer = LeidenLogWriter.create(path, LeidenLogWriter.THERMOMETER_HEADER, ZONE);
    for (int i = 0; i < 5; i++) {
      writer.thermometers(START.plusSeconds(i), 1, 2, Double.NaN, Double.POSITIVE_INFINITY);
    }
    var good = Files.readAllBytes(path);
    var random = new Random(5);
    for (int round = 0; round < 500; round++) {
      var bytes = Arrays.copyOf(good, good.length - random.nextInt(good.length));
      for (int i = random.nextInt(20); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      for (var name : List.of("LogAVS_e.dat", "logFP_e.dat")) {
        var records = WholeFile.cut(log.records(name), name, bytes);
        assertEquals(records.size(), WholeFile.rows(log, name, bytes).size());
      }
    }
  }

  @Test
  void everyReadingOfARowHasItsTime() throws IOException {
    var path = folder.resolve("LogAVS_f.dat");
    LeidenLogWriter.create(path, "", ZONE).thermometers(START, 1, 2);
    for (var row : WholeFile.values(rows(path))) {
      assertEquals(
          List.of(row.time()), row.readings().stream().map(Reading::time).distinct().toList());
    }
  }
}
