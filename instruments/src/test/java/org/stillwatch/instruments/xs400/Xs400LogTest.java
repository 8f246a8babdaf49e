package org.stillwatch.instruments.xs400;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowMemory;
import org.stillwatch.instruments.logfile.WholeFile;
import org.stillwatch.simulators.xs400.XlsxLogWriter;

class Xs400LogTest extends Xs400Fixture {

  Xs400LogTest() throws IOException {}

  @Test
  void readsRowsWithZeroAsNoValue() throws IOException {
    var writer = writer("a.xlsx");
    writer.hold("2026/6/26 20:00:01", 4.25, 0, 300, 1, 2, 3, 4, 5, 6, 7, 8, 9e-5);
    put("a.xlsx", writer.workbook());
    var log = log();
    log.resume(Optional.empty());
    var turn = log.turn(NOW);
    assertEquals(1, turn.scans().size());
    assertEquals(1, turn.rows());
    assertTrue(turn.backlog());
    var scan = turn.scans().getFirst();
    assertEquals(Instant.parse("2026-06-26T12:00:01Z"), scan.time());
    var texts = WholeFile.texts(new Row.Values(scan.time(), scan.readings(), RowMemory.EMPTY));
    assertEquals(
        Map.ofEntries(
            Map.entry("t1", "4.25"),
            Map.entry("t2", "missing: 0 = no value"),
            Map.entry("t3", "300"),
            Map.entry("t4", "1"),
            Map.entry("t51", "2"),
            Map.entry("t52", "3"),
            Map.entry("flow", "4"),
            Map.entry("p1", "5"),
            Map.entry("p2", "6"),
            Map.entry("p3", "7"),
            Map.entry("p5", "8"),
            Map.entry("chamber", Numbers.plain(9e-5))),
        texts);
    assertEquals(
        List.of(
            "t1 K",
            "t2 K",
            "t3 K",
            "t4 K",
            "t51 K",
            "t52 K",
            "flow ml/min",
            "p1 bar",
            "p2 bar",
            "p3 mbar",
            "p5 bar",
            "chamber Pa"),
        log.channels().stream().map(c -> c.id().name() + " " + c.unit()).toList());
    assertEquals(turn.channels(), log.channels());
    assertEquals(Health.ok(""), turn.health());
  }

  @Test
  void handsOutEachRowOnceAsTheWorkbookGrows() throws IOException {
    var writer = writer("a.xlsx");
    var log = log();
    log.resume(Optional.empty());
    var all = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      rows(writer, i, i + 1);
      put("a.xlsx", writer.workbook());
      all.addAll(t1(log));
      assertEquals(List.of(), t1(log));
    }
    assertEquals(20, all.size());
    assertEquals("4", all.getFirst());
    assertEquals("23", all.getLast());
  }

  @Test
  void onlyTheRowsOfTheFirstLookAreBacklog() throws IOException {
    var writer = writer("a.xlsx");
    rows(writer, 0, 3);
    put("a.xlsx", writer.workbook());
    var log = log();
    log.resume(Optional.empty());
    assertTrue(log.turn(NOW).backlog());
    rows(writer, 3, 4);
    put("a.xlsx", writer.workbook());
    var turn = log.turn(NOW);
    assertEquals(1, turn.scans().size());
    assertFalse(turn.backlog());
  }

  @Test
  void goesOnAtTheCursorAfterAStop() throws IOException {
    var writer = writer("a.xlsx");
    rows(writer, 0, 5);
    put("a.xlsx", writer.workbook());
    var first = log();
    first.resume(Optional.empty());
    var cursor = first.turn(NOW).cursor();
    first.close();
    rows(writer, 5, 7);
    put("a.xlsx", writer.workbook());
    var second = log();
    second.resume(Optional.of(cursor));
    var turn = second.turn(NOW);
    assertFalse(turn.backlog());
    assertEquals(List.of("9", "10"), turn.scans().stream().map(s -> text(s, "t1")).toList());
  }

  @Test
  void goesOnInTheMiddleOfABigWorkbook() throws IOException {
    var writer = writer("a.xlsx");
    for (int i = 0; i < 5000; i++) {
      writer.hold("2026/6/26 8:00:00", 1 + i);
    }
    put("a.xlsx", writer.workbook());
    var first = log();
    first.resume(Optional.empty());
    var turn = first.turn(NOW);
    assertTrue(turn.more());
    assertEquals(2000, turn.scans().size());
    first.close();
    var second = log();
    second.resume(Optional.of(turn.cursor()));
    var next = second.turn(NOW);
    assertTrue(next.backlog(), "the first look is not over");
    assertEquals("2001", text(next.scans().getFirst(), "t1"));
    assertEquals(
        2000,
        next.scans().getFirst().readings().getFirst().ordinal(),
        "rows of one instant are counted from the first row of the file");
    second.close();
  }

  @Test
  void readsWorkbooksThatComeLaterAndFinishesTheOneBefore() throws IOException {
    var old = writer("old.xlsx");
    rows(old, 0, 3);
    put("old.xlsx", old.workbook());
    var a = writer("z.xlsx");
    rows(a, 10, 12);
    put("z.xlsx", a.workbook());
    var log = log();
    log.resume(Optional.empty());
    assertEquals(List.of("14", "15"), t1(log));
    rows(a, 12, 13);
    put("z.xlsx", a.workbook());
    var b = writer("b.xlsx");
    rows(b, 20, 22);
    put("b.xlsx", b.workbook());
    var all = new ArrayList<>(t1(log));
    all.addAll(t1(log));
    assertEquals(List.of("16", "24", "25"), all);
    assertEquals(List.of(), t1(log));
  }

  @Test
  void readsAReplacedWorkbookFromItsBeginning() throws IOException {
    var a = writer("a.xlsx");
    rows(a, 0, 5);
    put("a.xlsx", a.workbook());
    var log = log();
    log.resume(Optional.empty());
    assertEquals(5, t1(log).size());
    var b = writer("a.xlsx");
    rows(b, 50, 52);
    put("a.xlsx", b.workbook());
    assertEquals(List.of("54", "55"), t1(log));
    var shorter = writer("a.xlsx");
    rows(shorter, 50, 51);
    put("a.xlsx", shorter.workbook());
    assertEquals(List.of("54"), t1(log), "a row was taken back: what is left is told again");
  }

  @Test
  void readsTheFormsOfTimeThatItTries() throws IOException {
    for (var form :
        List.of(
            "2026-06-26 15:55:02",
            "2026-06-26T15:55:02",
            "2026/6/26 15:55:02",
            "2026.6.26 15:55:02",
            "6/26/2026 3:55:02 PM",
            "6/26/2026 15:55:02",
            "26.6.2026 15:55:02")) {
      var writer = writer("a.xlsx");
      writer.hold(form, 4.2);
      put("a.xlsx", writer.workbook());
      var log = log();
      log.resume(Optional.empty());
      assertEquals(
          List.of(Instant.parse("2026-06-26T07:55:02Z")),
          log.turn(NOW).scans().stream().map(Scan::time).toList(),
          form);
    }
    var serial = writer("a.xlsx");
    serial.appendSerial(46199.66321759259, 4.2);
    put("a.xlsx", serial.workbook());
    var log = log();
    log.resume(Optional.empty());
    assertEquals(Instant.parse("2026-06-26T07:55:02Z"), log.turn(NOW).scans().getFirst().time());
  }

  @Test
  void triesTheConfiguredFormatFirst() throws IOException {
    var writer = writer("a.xlsx");
    writer.hold("06/07/2026 15:55:02", 4.2);
    put("a.xlsx", writer.workbook());
    var log = log(Optional.of("dd/MM/yyyy HH:mm:ss"));
    log.resume(Optional.empty());
    assertEquals(Instant.parse("2026-07-06T07:55:02Z"), log.turn(NOW).scans().getFirst().time());
    for (var bad : List.of("nonsense", "HH:mm", "yyyy-MM-dd")) {
      var thrown = assertThrows(IllegalArgumentException.class, () -> log(Optional.of(bad)));
      assertTrue(
          String.valueOf(thrown.getMessage()).startsWith("time-format '" + bad + "' is no pattern"),
          thrown::toString);
    }
  }

  @Test
  void tellsARowWithoutATimeAndGoesOn() throws IOException {
    var writer = writer("a.xlsx");
    rows(writer, 0, 1);
    writer.hold("yesterday", 5);
    rows(writer, 1, 2);
    put("a.xlsx", writer.workbook());
    var log = log();
    log.resume(Optional.empty());
    var turn = log.turn(NOW);
    assertEquals(2, turn.scans().size());
    assertEquals(3, turn.rows());
    assertEquals(
        "a.xlsx:3: 'yesterday' is no known form of a time stamp; expected one like 2026/6/26"
            + " 15:55:02, or set time-format",
        turn.problems().getFirst().toString());
    assertEquals(Health.State.OK, turn.health().state());
  }

  @Test
  void aWorkbookWithoutLabelsHasTheColumnsOfTheOriginal() throws IOException {
    var writer = XlsxLogWriter.create(folder.resolve("a.xlsx"), List.of());
    rows(writer, 0, 2);
    put("a.xlsx", writer.workbook());
    var log = log();
    log.resume(Optional.empty());
    assertEquals(List.of("4", "5"), t1(log));
    assertEquals(12, log.channels().size());
  }

  @Test
  void labelsMayNameTheLineNumberThatIsNoCell() throws IOException {
    var labels = new ArrayList<>(List.of("LineNumber"));
    labels.addAll(XlsxLogWriter.LABELS);
    var writer = XlsxLogWriter.create(folder.resolve("a.xlsx"), labels);
    rows(writer, 0, 1);
    put("a.xlsx", writer.workbook());
    var log = log();
    log.resume(Optional.empty());
    assertEquals(List.of("4"), t1(log));
  }

  @Test
  void sharedTextsAreRead() throws IOException {
    put(
        "a.xlsx",
        zip(
            Map.of(
                "xl/sharedStrings.xml",
                "<sst><si><t>Time Stamp</t></si><si><t>T1(K)</t></si><si><r><t>2026/6/26 </t></r>"
                    + "<r><t>8:00:00</t></r></si></sst>",
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\""
                    + " t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c"
                    + " r=\"B2\"><v>4.2</v></c></row></sheetData></worksheet>")));
    var log = log();
    log.resume(Optional.empty());
    assertEquals(List.of("4.2"), t1(log));
  }

  @Test
  void saysWhatIsMissingWithoutAFolderOrAFile() throws IOException {
    var log = log();
    log.resume(Optional.empty());
    assertEquals(
        Health.trouble("no .xlsx file in /logs yet; waiting for one"), log.turn(NOW).health());
    var nowhere =
        new Xs400Log(
            folder.resolve("gone"),
            new SheetLog.Manner(
                "xs", ZONE, Duration.ofMinutes(1), new TimeStamps(Optional.empty())));
    nowhere.resume(Optional.empty());
    assertEquals(
        Health.unreachable("folder /logs/gone is not there; waiting for it"),
        nowhere.turn(NOW).health());
    put("~$a.xlsx", new byte[10]);
    assertEquals(
        Health.trouble("no .xlsx file in /logs yet; waiting for one"), log.turn(NOW).health());
    var writer = writer("a.xlsx");
    rows(writer, 0, 1);
    put("a.xlsx", writer.workbook());
    var turn = log.turn(NOW);
    assertEquals(1, turn.scans().size());
    assertFalse(turn.backlog(), "it was not there at the first look");
  }

  @Test
  void pastWorkbooksComeInTheOrderOfTheirRows() throws IOException {
    var late = writer("a.xlsx");
    rows(late, 10, 12);
    put("a.xlsx", late.workbook());
    var early = writer("b.xlsx");
    rows(early, 0, 2);
    put("b.xlsx", early.workbook());
    put("c.xlsx", new byte[] {1, 2, 3});
    var rows = new ArrayList<String>();
    var problems = new ArrayList<String>();
    try (var past = log().past(List.of()).orElseThrow()) {
      Turn turn;
      do {
        turn = past.next();
        turn.scans().forEach(scan -> rows.add(text(scan, "t1")));
        turn.problems().forEach(problem -> problems.add(problem.file()));
      } while (turn.more());
      assertEquals(1.0, past.progress());
    }
    assertEquals(List.of("4", "5", "14", "15"), rows);
    assertEquals(List.of("c.xlsx"), problems);
  }

  @Test
  void followingAndThePastGiveTheSameReadings() throws IOException {
    var writer = writer("a.xlsx");
    var log = log();
    log.resume(Optional.empty());
    var live = new ArrayList<Reading>();
    for (int i = 0; i < 10; i++) {
      writer.hold("2026/6/26 8:00:0" + i / 3, i + 1, 0);
      put("a.xlsx", writer.workbook());
      log.turn(NOW).scans().forEach(scan -> live.addAll(scan.readings()));
    }
    var past = new ArrayList<Reading>();
    try (var files = log.past(List.of()).orElseThrow()) {
      files.next().scans().forEach(scan -> past.addAll(scan.readings()));
    }
    assertEquals(live, past);
    assertEquals(
        List.of(0, 1, 2),
        live.stream()
            .filter(r -> r.channel().name().equals("t1"))
            .limit(3)
            .map(Reading::ordinal)
            .toList());
  }
}
