package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.command.Commands;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example station on the real logs, through the commands that a person types: a warm-up on 26
 * June 2026, and a silent compressor line on the 30th.
 */
class WhitefridgeTest {

  private static final String STATION = "../examples/bluefors/station.yaml";
  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
  private static final String MXC = "fridge/mxc/temperature";

  @TempDir private Path temporary;

  private record Said(int code, String out, String err) {

    List<JsonNode> events() {
      var json = JsonMapper.shared();
      return out.lines().map(json::readTree).toList();
    }
  }

  private static Said say(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Commands.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Said(code, out.toString(), err.toString());
  }

  private static Said replay(String day) {
    var said = say("replay", STATION, RealLogs.folder().resolve(day).toString());
    assertEquals(0, said.code, said.err);
    return said;
  }

  private static String text(JsonNode event, String key) {
    return event.get(key).asString();
  }

  /** Local time of day, kind and title. */
  private static String line(JsonNode event) {
    var time = LocalTime.ofInstant(Instant.parse(text(event, "time")), ZONE);
    return (time.getSecond() == 0 ? time + ":00" : time.toString())
        + " "
        + text(event, "kind")
        + " "
        + text(event, "title");
  }

  @Test
  void theWarmUpOf26JuneIsToldToTheSecond() {
    var said = replay("26-06-26");
    assertEquals(
        List.of(
            "02:41:12 system fridge/mxc/temperature is unknown",
            "10:25:02 cleared fridge/mxc/temperature has a value again",
            "11:14:12 system fridge/mxc/temperature is unknown",
            "15:55:02 alarm 4K plate > 4 K",
            "16:04:32 cleared fridge/mxc/temperature has a value again",
            "16:10:22 alarm MC > 100 mK",
            "16:11:12 alarm Still > 4 K",
            "16:25:32 alarm 50K plate > 77 K"),
        said.events().stream().map(WhitefridgeTest::line).toList());
    assertTrue(said.err.endsWith(" 0 rows unreadable" + System.lineSeparator()), said.err);
  }

  @Test
  void noAlarmComesFromAMissingValue() {
    var alarms =
        replay("26-06-26").events().stream()
            .filter(event -> text(event, "kind").equals("alarm"))
            .toList();
    assertEquals(4, alarms.size());
    for (var alarm : alarms) {
      assertTrue(alarm.get("value").isNumber() && alarm.get("value").asDouble() > 0, line(alarm));
    }
  }

  /** Its temperature rows stop twice, at 03:38:12 and at 12:11:02, when it has long been off. */
  @Test
  void theMixingChamberIsUnknownBeforeItsRowsStopAndTheReasonIsItsCurve() {
    var unknown =
        replay("26-06-26").events().stream()
            .filter(event -> text(event, "kind").equals("system"))
            .toList();
    assertEquals(2, unknown.size());
    var stops = List.of(LocalTime.parse("03:38:12"), LocalTime.parse("12:11:02"));
    for (int i = 0; i < unknown.size(); i++) {
      var event = unknown.get(i);
      assertEquals(MXC, text(event, "channel"));
      assertTrue(event.get("value").isNull(), line(event));
      assertTrue(text(event, "text").contains("off its curve"), text(event, "text"));
      var told = LocalTime.ofInstant(Instant.parse(text(event, "time")), ZONE);
      assertTrue(told.isBefore(stops.get(i)), line(event));
    }
  }

  @Test
  void theSilentCompressorOf30JuneIsToldAndSoIsItsReturn() {
    var said = replay("26-06-30");
    assertTrue(said.err.endsWith(" 0 rows unreadable" + System.lineSeparator()), said.err);
    var compressor =
        said.events().stream()
            .filter(event -> text(event, "text").contains("compressor/"))
            .toList();
    assertEquals(
        List.of(
            "07:01:12 system 17 channels of fridge are stale",
            "10:33:52 cleared 17 channels of fridge read again"),
        compressor.stream().map(WhitefridgeTest::line).toList());
    var stale = text(compressor.getFirst(), "text");
    assertTrue(
        stale.startsWith(
            "no reading since 2026-06-30 07:00:12 (expected every 10 s, overdue since 2026-06-30"
                + " 07:00:22): "),
        stale);
  }

  @Test
  void everyRowOfSwitchesIsKeptAndASecondImportStoresNothing() throws IOException {
    var day = RealLogs.folder().resolve("26-06-26");
    var data = temporary.resolve("data").toString();
    var first = say("import", STATION, day.toString(), "--data", data);
    assertEquals(0, first.code, first.err);
    assertEquals(
        "99861 rows read, 424026 readings stored, 0 already there, 0 rows unreadable",
        first.out.strip());
    var again = say("import", STATION, day.toString(), "--data", data);
    assertEquals(
        "99861 rows read, 0 readings stored, 424026 already there, 0 rows unreadable",
        again.out.strip());

    var read =
        say(
            "read",
            "fridge/valve/v1",
            "--from",
            "2026-06-26 00:00",
            "--to",
            "2026-06-27 00:00",
            "--format",
            "csv",
            "--data",
            data);
    assertEquals(0, read.code, read.err);
    try (var rows = Files.lines(day.resolve("Channels 26-06-26.log"))) {
      assertEquals(8661, rows.count());
    }
    assertEquals(8661, read.out.lines().filter(row -> row.contains(",fridge/valve/v1,")).count());
  }
}
