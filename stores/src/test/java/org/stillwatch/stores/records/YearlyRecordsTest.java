package org.stillwatch.stores.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.stores.records.RecordingLab.HEAD;
import static org.stillwatch.stores.records.RecordingLab.again;
import static org.stillwatch.stores.records.RecordingLab.wall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.outbox.Outbox;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.OutboxEntry;

class YearlyRecordsTest {

  private static final Instant NOON = wall("2026-06-26T12:00:00");
  private static final String TABLE = "2026_readings.csv";
  private static final String LOG = "2026_status.log";
  private static final String MXC = "mxc/temperature";
  private static final String BASE =
      "26-06-26,12:00:00,Base Temperature,2.9e-06,0.029,369.0,394.0,7.34,7.56,2.50e+01,"
          + "4.822500e+01,2.920078e+00,7.714310e-01,7.732000e-03,6.00e-03,0.371666\n";

  @TempDir private Path folder = Path.of("");

  private RecordingLab lab() {
    return new RecordingLab(folder);
  }

  private static String delivered(Delivery delivery) {
    return assertInstanceOf(Delivery.Delivered.class, delivery, delivery.toString()).receipt();
  }

  @Test
  void aNoticeOfAProcedureIsALineWithItsLevel() throws IOException {
    var lab = lab();
    var records = lab.records();
    var started = lab.procedure(NOON, Severity.INFO, "Started full cooldown - Comment: new\nmix");
    assertEquals("written to " + LOG, delivered(records.deliver(started)));
    var warned =
        lab.procedure(NOON.plusSeconds(61), Severity.WARNING, "Warning: MXC surpassed 100 mK");
    assertEquals("written to " + LOG, delivered(records.deliver(warned)));
    assertEquals(
        """
        2026/06/26 12:00:00 INFO: Started full cooldown - Comment: new mix
        2026/06/26 12:01:01 WARNING: MXC surpassed 100 mK
        """,
        lab.text(LOG));
  }

  @Test
  void aSnapshotIsARowWithMeansOfTheLastTenLinesAndTheNumbersOfTheLog() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    var message = lab.snapshot(NOON, "Base Temperature", MXC);
    assertEquals("written to " + TABLE, delivered(lab.records().deliver(message)));
    assertEquals(HEAD + BASE, lab.text(TABLE));
  }

  @Test
  void theYearChangesAtLocalMidnight() throws IOException {
    var lab = lab();
    var records = lab.records();
    var before = Instant.parse("2026-12-31T22:59:59Z");
    for (var at : List.of(before, before.plusSeconds(1))) {
      assertEquals("", empty(records.deliver(lab.procedure(at, Severity.INFO, "Started warmup"))));
      lab.rows(at);
      assertEquals("", empty(records.deliver(lab.snapshot(at, "New Year", MXC))));
    }
    assertEquals("2026/12/31 23:59:59 INFO: Started warmup\n", lab.text(LOG));
    assertEquals("2027/01/01 00:00:00 INFO: Started warmup\n", lab.text("2027_status.log"));
    assertTrue(lab.text(TABLE).startsWith(HEAD + "31-12-26,23:59:59,New Year,"));
    assertTrue(lab.text("2027_readings.csv").startsWith(HEAD + "01-01-27,00:00:00,New Year,"));
  }

  /** Why columns are empty, as the receipt says. */
  private static String empty(Delivery delivery) {
    var receipt = delivered(delivery);
    int at = receipt.indexOf("; empty: ");
    return at < 0 ? "" : receipt.substring(at + 9);
  }

  @Test
  void theHourThatComesTwiceIsWrittenTwiceInTheOrderInWhichItCame() throws IOException {
    var lab = lab();
    var records = lab.records();
    for (var at : List.of("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")) {
      delivered(records.deliver(lab.procedure(Instant.parse(at), Severity.INFO, "at " + at)));
    }
    assertEquals(
        """
        2026/10/25 02:30:00 INFO: at 2026-10-25T00:30:00Z
        2026/10/25 02:30:00 INFO: at 2026-10-25T01:30:00Z
        """,
        lab.text(LOG));
  }

  @Test
  void aFileWhoseLastLineHasNoEndIsContinuedOnANewLine() throws IOException {
    var lab = lab();
    lab.begin(LOG, "2026/01/02 03:04:05 INFO: Started warmup");
    lab.begin(TABLE, HEAD.strip());
    lab.rows(NOON);
    var records = lab.records();
    delivered(records.deliver(lab.procedure(NOON, Severity.INFO, "Started cold insert")));
    delivered(records.deliver(lab.snapshot(NOON, "Base Temperature", MXC)));
    assertEquals(
        """
        2026/01/02 03:04:05 INFO: Started warmup
        2026/06/26 12:00:00 INFO: Started cold insert
        """,
        lab.text(LOG));
    assertEquals(HEAD + BASE, lab.text(TABLE));
  }

  @Test
  void aFileWithWindowsLineEndsKeepsThem() throws IOException {
    var lab = lab();
    lab.begin(TABLE, HEAD.replace("\n", "\r\n"));
    lab.rows(NOON);
    delivered(lab.records().deliver(lab.snapshot(NOON, "Base Temperature", MXC)));
    assertEquals((HEAD + BASE).replace("\n", "\r\n"), lab.text(TABLE));
  }

  @Test
  void aFileWithAnOlderHeadIsContinuedUnderItsTitlesAndTheReceiptSaysWhatIsLeftOut()
      throws IOException {
    var lab = lab();
    lab.begin(TABLE, "Date,Time,Status,MXC,Comment,p1\n");
    lab.rows(NOON);
    var magnet = Map.of(Source.MAGNET, new ChannelId("fridge/magnet/temperature"));
    lab.read("magnet/temperature", NOON, 4.1);
    var receipt =
        delivered(lab.records(magnet).deliver(lab.snapshot(NOON, "Base Temperature", MXC)));
    assertEquals(
        """
        Date,Time,Status,MXC,Comment,p1
        26-06-26,12:00:00,Base Temperature,7.732000e-03,,2.9e-06
        """,
        lab.text(TABLE));
    assertEquals(
        "written to 2026_readings.csv; the file was begun without p2, p3, p4, p5, p6, p4-p3, 50K,"
            + " 4K, Still, Magnet, Still Heater, Flow, the next year's will have it",
        receipt);
  }

  @Test
  void magnetAndFseHaveColumnsWhenTheyAreConfigured() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    lab.declare("lab/mxc/temperature", Unit.of("mK"));
    lab.read("lab/mxc/temperature", NOON, 7.5);
    lab.read("fse/temperature", NOON, 300.125);
    var channels =
        Map.of(
            Source.MXC, new ChannelId("lab/mxc/temperature"),
            Source.MAGNET, new ChannelId("fridge/magnet/temperature"),
            Source.FSE, new ChannelId("fridge/fse/temperature"));
    var receipt = delivered(lab.records(channels).deliver(lab.snapshot(NOON, "Cold", MXC)));
    assertEquals(
        """
        Date,Time,Status,p1,p2,p3,p4,p5,p6,p4-p3,50K,4K,Still,MXC,Magnet,FSE,Still Heater,Flow
        26-06-26,12:00:00,Cold,2.9e-06,0.029,369.0,394.0,7.34,7.56,2.50e+01,4.822500e+01,2.920078e+00,7.714310e-01,7.500000e-03,,3.001250e+02,6.00e-03,0.371666
        """,
        lab.text(TABLE));
    assertEquals(
        "written to 2026_readings.csv;"
            + " empty: Magnet (there has never been a channel fridge/magnet/temperature)",
        receipt);
  }

  @Test
  void whatIsAbsentIsEmptyAndNeverANumber() throws IOException {
    var lab = lab();
    lab.rows(NOON.minus(Duration.ofMinutes(5)));
    lab.lost("p1", NOON, "gauge off");
    for (int i = 0; i < 10; i++) {
      lab.lost("p4", NOON.minusSeconds(i), "over range (> 1e+03 mbar)");
    }
    lab.lost(MXC, NOON, "off its curve (R 17.5 kOhm)");
    lab.read("switch/ext", NOON, 0);
    var at = NOON.plusMillis(1);
    lab.read("4k/temperature", at, 3);
    var message = lab.snapshot(at, "Gaps", MXC);
    assertEquals(
        "p4 (over range (> 1e+03 mbar)), 50K (nothing for 5 min), Still (nothing for 5 min),"
            + " MXC (off its curve (R 17.5 kOhm)), Still Heater (ext is not on)",
        empty(lab.records().deliver(message)));
    assertEquals(
        HEAD
            + "26-06-26,12:00:00,Gaps,2.9e-06,0.029,369.0,,7.34,7.56,,,3.000000e+00,"
            + ",,,0.371666\n",
        lab.text(TABLE));
  }

  @Test
  void aTemperatureOfFiveMinutesAgoIsStillWritten() throws IOException {
    var lab = lab();
    lab.rows(NOON.minus(Duration.ofMinutes(5)));
    delivered(lab.records().deliver(lab.snapshot(NOON, "Base Temperature", MXC)));
    assertEquals(HEAD + BASE, lab.text(TABLE));
  }

  @Test
  void nothingThatCameAfterTheSnapshotIsInItsRow() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    var message = lab.snapshot(NOON, "Base Temperature", MXC);
    lab.rows(NOON.plusSeconds(200));
    delivered(lab.records().deliver(message));
    assertEquals(HEAD + BASE, lab.text(TABLE));
  }

  @Test
  void aLabelIsQuotedWhereItMustBe() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    delivered(lab.records().deliver(lab.snapshot(NOON, "cold, \"quiet\"\nnight", MXC)));
    assertTrue(
        lab.text(TABLE).contains("\n26-06-26,12:00:00,\"cold, \"\"quiet\"\" night\",2.9e-06,"),
        lab.text(TABLE));
  }

  @Test
  void aSnapshotOfOtherInstrumentsIsNoRow() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    lab.read("gas/air/humidity", NOON, 40);
    var gas = lab.snapshot(NOON, "Noon", "gas/air/humidity");
    var fridge = lab.snapshot(NOON, "Noon", MXC);
    assertEquals(
        "no row: the set 'gas/air/humidity' has no channel of fridge",
        delivered(lab.records().deliver(gas)));
    assertFalse(Files.exists(folder.resolve(TABLE)));
    assertEquals("written to " + TABLE, delivered(lab.records().deliver(fridge)));
  }

  @Test
  void aRepeatThatIsThereAlreadyWritesNothing() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    var records = lab.records();
    var row = lab.snapshot(NOON, "Base Temperature", MXC);
    var line = lab.procedure(NOON, Severity.INFO, "Started warmup");
    for (var message : List.of(row, line)) {
      delivered(records.deliver(message));
      assertTrue(delivered(records.deliver(again(message))).startsWith("was already in "));
    }
    assertEquals(HEAD + BASE, lab.text(TABLE));
    assertEquals("2026/06/26 12:00:00 INFO: Started warmup\n", lab.text(LOG));
  }

  @Test
  void rowsThatCameLateDoNotHideThatARowIsThere() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    var row = lab.snapshot(NOON, "Base Temperature", MXC);
    delivered(lab.records().deliver(row));
    lab.read("p1", NOON.minusSeconds(1), 1);
    assertTrue(delivered(lab.records().deliver(again(row))).startsWith("was already in "));
    assertEquals(HEAD + BASE, lab.text(TABLE));
  }

  @Test
  void equalNoticesThatAreNoRepeatsAreEachWritten() throws IOException {
    var lab = lab();
    var line = lab.procedure(NOON, Severity.INFO, "Started warmup");
    delivered(lab.records().deliver(line));
    delivered(lab.records().deliver(line));
    assertEquals(2, lab.text(LOG).lines().count());
  }

  @Test
  void aFileThatACrashCutAnywhereIsWholeAfterTheRepeat() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    var row = lab.snapshot(NOON, "Base Temperature", MXC);
    var next = lab.snapshot(NOON.plusSeconds(1), "Base Temperature", MXC);
    cutAnywhere(lab, TABLE, "", HEAD + BASE, row);
    cutAnywhere(lab, TABLE, HEAD + BASE, BASE.replace("12:00:00", "12:00:01"), next);
    var first = lab.procedure(NOON, Severity.INFO, "Started warmup");
    var second = lab.procedure(NOON.plusSeconds(9), Severity.INFO, "Still reached 290 K");
    var line = "2026/06/26 12:00:00 INFO: Started warmup\n";
    cutAnywhere(lab, LOG, "", line, first);
    cutAnywhere(lab, LOG, line, "2026/06/26 12:00:09 INFO: Still reached 290 K\n", second);
  }

  private static void cutAnywhere(
      RecordingLab lab, String file, String before, String added, Message message)
      throws IOException {
    for (int cut = 0; cut <= added.length(); cut++) {
      for (var zeros : List.of("", "\0\0\0")) {
        lab.begin(file, before + added.substring(0, cut) + zeros);
        delivered(lab.records().deliver(again(message)));
        assertEquals(before + added, lab.text(file), "cut after " + cut);
      }
    }
  }

  @Test
  void whatWaitsForAFolderComesInOrderWhenTheFolderIsBack() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    lab.time.set(NOON);
    var outbox = lab.outbox();
    Files.delete(folder);
    for (int i = 0; i < 20; i++) {
      var told = lab.procedure(NOON.plusSeconds(i), Severity.INFO, "step " + i);
      assertTrue(told.notice().title().endsWith(" " + i));
      run(lab, outbox, Duration.ofSeconds(20));
    }
    var waiting = lab.store.entries(OutboxEntry.State.WAITING, 100);
    assertEquals(20, waiting.size());
    assertEquals(
        "there is no folder " + folder + "; what is to be recorded waits for it",
        waiting.getLast().lastAnswer());
    assertFalse(Files.exists(folder), "it may be a share that is not there now");
    Files.createDirectory(folder);
    run(lab, outbox, Duration.ofMinutes(6));
    assertEquals(0, lab.store.count().waiting());
    var expected = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      expected.append("2026/06/26 12:00:%02d INFO: step %d\n".formatted(i, i));
    }
    assertEquals(expected.toString(), lab.text(LOG));
  }

  private static void run(RecordingLab lab, Outbox outbox, Duration length) {
    for (var end = lab.time.instant().plus(length); lab.time.instant().isBefore(end); ) {
      if (outbox.step().tried().isEmpty()) {
        lab.time.advance(Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void aFileThatIsNoTableOfReadingsIsLeftAloneAndTheRowWaits() throws IOException {
    var lab = lab();
    lab.rows(NOON);
    var row = lab.snapshot(NOON, "Base Temperature", MXC);
    for (var other : List.of("shopping list", "a;b;c\n1;2;3\n")) {
      lab.begin(TABLE, other);
      var later = assertInstanceOf(Delivery.TryLater.class, lab.records().deliver(row));
      assertTrue(later.reason().contains("begins with '" + other.substring(0, 5)), later.reason());
      assertTrue(later.reason().contains("expected the titles Date,Time,Status"), later.reason());
      assertEquals(other, lab.text(TABLE));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsTriedAgain() throws IOException {
    var lab = lab();
    Files.createDirectory(folder.resolve(LOG));
    var line = lab.procedure(NOON, Severity.INFO, "Started warmup");
    var later = assertInstanceOf(Delivery.TryLater.class, lab.records().deliver(line));
    assertTrue(later.reason().endsWith("; what is to be recorded waits"), later.reason());
    Files.delete(folder.resolve(LOG));
    assertEquals("written to " + LOG, delivered(lab.records().deliver(again(line))));
  }

  @Test
  void eachNoticeOfASummaryIsWritten() throws IOException {
    var lab = lab();
    var one = lab.procedure(NOON, Severity.INFO, "one");
    var two = lab.procedure(NOON, Severity.INFO, "two");
    var sum =
        new Message(
            one.notice(),
            List.of(one.notice(), two.notice()),
            false,
            one.acknowledge(),
            one.whole(),
            List.of(),
            one.curve());
    delivered(lab.records().deliver(sum));
    assertEquals("2026/06/26 12:00:00 INFO: one\n2026/06/26 12:00:00 INFO: two\n", lab.text(LOG));
  }

  @Test
  void aFolderBesideTheStationFileIsMade() throws IOException {
    var lab = lab();
    var inner = folder.resolve("a").resolve("b");
    var settings = new RecordSettings(inner, true, RecordingLab.ZURICH, "fridge", Map.of());
    var records = new YearlyRecords(settings, lab.store);
    delivered(records.deliver(lab.procedure(NOON, Severity.INFO, "Started warmup")));
    assertEquals(
        "2026/06/26 12:00:00 INFO: Started warmup\n", Files.readString(inner.resolve(LOG), UTF_8));
  }

  @Test
  void aSnapshotThatTheStoreDoesNotHaveIsRefusedAndSoTold() {
    var lab = lab();
    var row = lab.snapshot(NOON, "Base Temperature", MXC);
    var other = new RecordingLab(folder);
    assertInstanceOf(Delivery.Refused.class, other.records().deliver(row));
  }
}
