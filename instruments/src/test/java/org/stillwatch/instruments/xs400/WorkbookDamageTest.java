package org.stillwatch.instruments.xs400;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;

class WorkbookDamageTest extends Xs400Fixture {

  WorkbookDamageTest() throws IOException {}

  /** The problem that is told about a workbook in the end. */
  private String problem(byte[] bytes) throws IOException {
    put("a.xlsx", bytes);
    var log = log();
    log.resume(Optional.empty());
    for (int i = 0; i < 4; i++) {
      var turn = log.turn(NOW.plusSeconds(6L * i));
      if (!turn.problems().isEmpty()) {
        assertEquals(List.of(), turn.scans());
        assertEquals(Health.State.TROUBLE, turn.health().state());
        log.close();
        return turn.problems().getFirst().why();
      }
    }
    return "none";
  }

  private static byte[] sheet(String xml) throws IOException {
    return zip(Map.of("xl/worksheets/sheet1.xml", xml));
  }

  @Test
  void waitsWhileTheZipIsHalfWritten() throws IOException {
    var writer = writer("a.xlsx");
    rows(writer, 0, 5);
    var whole = writer.workbook();
    var log = log();
    log.resume(Optional.empty());
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      put("a.xlsx", Arrays.copyOf(whole, length));
      var turn = log.turn(NOW);
      assertEquals(List.of(), turn.scans());
      assertEquals(List.of(), turn.problems());
      assertEquals(Health.ok("waiting for a.xlsx to be complete"), turn.health());
    }
    put("a.xlsx", whole);
    assertEquals(5, t1(log).size());
  }

  @Test
  void saysSoWhenAWorkbookStaysIncomplete() throws IOException {
    var writer = writer("a.xlsx");
    rows(writer, 0, 5);
    put("a.xlsx", Arrays.copyOf(writer.workbook(), 500));
    var log = log();
    log.resume(Optional.empty());
    log.turn(NOW);
    log.turn(NOW.plusSeconds(5));
    var turn = log.turn(NOW.plusSeconds(11));
    assertEquals(
        Health.trouble(
            "a.xlsx cannot be read: it is no complete zip (3 tries since 2026-06-26T12:00:00Z);"
                + " trying again"),
        turn.health());
    assertEquals(1, turn.problems().size());
    assertEquals(List.of(), log.turn(NOW.plusSeconds(12)).problems());
    put("b.xlsx", writer.workbook());
    assertEquals(5, log.turn(NOW.plusSeconds(13)).scans().size(), "later workbooks are read");
  }

  @Test
  void refusesEntitiesAndDocumentTypes() throws IOException {
    var bomb = new StringBuilder("<!DOCTYPE b [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    bomb.append(
        "]><worksheet><sheetData><row r=\"1\"><c><v>&a29;</v></c></row></sheetData></worksheet>");
    assertEquals(
        "it holds a document type or entity, which is refused", problem(sheet(bomb.toString())));
    assertEquals(
        "it holds a document type or entity, which is refused",
        problem(
            sheet(
                "<!DOCTYPE b [<!ENTITY x SYSTEM"
                    + " \"file:///etc/passwd\">]><worksheet><sheetData><row><c"
                    + " t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>")));
  }

  @Test
  void boundsWhatAWorkbookUnpacksTo() throws IOException {
    assertEquals(
        "the workbook cannot be read: it holds a piece of more than 1 MiB, which no log needs",
        problem(sheet("<worksheet>" + " ".repeat(3_000_000) + "</worksheet>")));
    assertEquals(
        "row 1 has more than 1024 columns",
        problem(
            sheet(
                "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row></sheetData>"
                    + "</worksheet>")));
    assertEquals(
        "a cell holds more than 32767 characters",
        problem(
            sheet(
                "<worksheet><sheetData><row r=\"1\"><c><v>"
                    + "1".repeat(40_000)
                    + "</v></c></row></sheetData></worksheet>")));
  }

  @Test
  void tellsWhyAFileOfAnotherFormatIsNotRead() throws IOException {
    assertEquals(
        "the workbook cannot be read: it is no workbook: it begins with 'date,t1,t2', expected"
            + " 'PK'",
        problem("date,t1,t2\n1,2,3\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "the workbook cannot be read: it holds no xl/worksheets/sheet1.xml",
        problem(zip(Map.of("readme.txt", "hello"))));
    assertEquals("the workbook cannot be read: it is empty", problem(new byte[0]));
  }

  @Test
  void noDamageMakesItThrowAndNoWrongRowIsBelieved() throws IOException {
    var writer = writer("a.xlsx");
    rows(writer, 0, 20);
    var good = writer.workbook();
    var random = new Random(3);
    for (int round = 0; round < 300; round++) {
      var bytes =
          Arrays.copyOf(good, good.length - random.nextInt(3) * random.nextInt(good.length / 2));
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      put("a.xlsx", bytes);
      try (var log = log()) {
        log.resume(Optional.empty());
        var turn = log.turn(NOW);
        assertTrue(turn.scans().isEmpty() || turn.scans().size() == 20, "all rows or none");
      }
    }
  }

  @Test
  void noDamagedXmlMakesItThrow() throws IOException {
    var good =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>2026/6/26"
            + " 8:00:00</t></is></c><c r=\"B1\"><v>4.2</v></c></row><row r=\"2\"><c"
            + " t=\"s\"><v>7</v></c></row></sheetData></worksheet>";
    var random = new Random(9);
    for (int round = 0; round < 500; round++) {
      var text = new StringBuilder(good);
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
      }
      put("a.xlsx", sheet(text.toString()));
      try (var log = log()) {
        log.resume(Optional.empty());
        var turn = log.turn(NOW);
        assertTrue(turn.scans().size() <= 2);
      }
    }
  }
}
