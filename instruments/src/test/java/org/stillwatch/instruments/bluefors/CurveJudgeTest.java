package org.stillwatch.instruments.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowJudge;
import org.stillwatch.instruments.logfile.RowMemory;

class CurveJudgeTest {

  private static final String DAY = "26-06-26";
  private static final Instant START = Instant.parse("2026-06-26T00:00:02Z");
  private static final ChannelId T = new ChannelId("fridge/mxc/temperature");
  private static final ChannelId R = new ChannelId("fridge/mxc/resistance");

  private final BlueforsNames names = Fridge.names(Map.of());
  private RowJudge judge = CurveJudge.decode(names, "");

  private static RowJudge.Filed filed(String name, Reading reading) {
    var row = new Row.Values(reading.time(), List.of(reading), RowMemory.EMPTY);
    return new RowJudge.Filed(DAY + "/" + name + " " + DAY + ".log", 1, row);
  }

  private static RowJudge.Filed t(int second, double kelvin) {
    return filed("CH6 T", Reading.measured(T, START.plusSeconds(second), 0, kelvin));
  }

  private static RowJudge.Filed r(int second, double ohm) {
    var time = START.plusSeconds(second);
    return filed(
        "CH6 R",
        ohm > 0
            ? Reading.measured(R, time, 0, ohm)
            : Reading.missing(R, time, 0, CurveJudge.impossible(ohm)));
  }

  /** What goes out as temperature for the rows of one second. */
  private String judged(RowJudge.Filed... rows) {
    // a restart between any two rows must change nothing
    judge = CurveJudge.decode(names, judge.memory());
    var out = new ArrayList<String>();
    for (var readings : judge.judge(List.of(rows))) {
      readings.stream()
          .filter(reading -> reading.channel().equals(T))
          .map(Fridge::text)
          .forEach(out::add);
    }
    return String.join(" and ", out);
  }

  @Test
  void aTemperatureThatStandsStillWhileItsResistanceMovesIsMissingUntilItChanges() {
    assertEquals("0.007", judged(r(0, 15_847), t(0, 0.007)));
    assertEquals("0.007", judged(r(60, 15_900), t(60, 0.007)));
    assertEquals("0.007", judged(r(110, 15_950), t(110, 0.007)));
    assertEquals("missing: off its curve (R 16 kOhm)", judged(r(120, 15_960), t(120, 0.007)));
    assertEquals("missing: off its curve (R 15.8 kOhm)", judged(r(130, 15_847), t(130, 0.007)));
    assertEquals("0.0071", judged(r(140, 15_700), t(140, 0.0071)));
  }

  @Test
  void aHealthyTemperatureMayStandStillForLong() {
    for (int second = 0; second <= 3600; second += 10) {
      assertEquals("294.0", judged(r(second, 1200.000 + second * 0.0003), t(second, 294)));
    }
  }

  @Test
  void aTemperatureThatStopsWhileItsResistanceGoesOnIsMissing() {
    assertEquals("0.0071", judged(r(0, 15_700), t(0, 0.0071)));
    assertEquals("", judged(r(10, 15_800)));
    assertEquals("", judged(r(30, 15_900)));
    assertEquals("missing: off its curve (R 16.8 kOhm)", judged(r(40, 16_812)));
    assertEquals("missing: off its curve (R 16.8 kOhm)", judged(r(80, 16_838)));
    assertEquals("0.008", judged(r(90, 15_000), t(90, 0.008)));
    assertEquals("", judged(r(100, 15_000)));
  }

  @Test
  void bothRowsOfASecondAreJudgedTogetherSoThatNoKeyComesTwice() {
    judged(r(0, 15_700), t(0, 0.0071));
    judged(r(30, 15_700));
    assertEquals("0.0072", judged(r(100, 15_650), t(100, 0.0072)));
  }

  @Test
  void aSlowScanWhoseRowsFallIntoNeighbouringSecondsIsHealthy() {
    for (int scan = 0; scan < 10; scan++) {
      int second = scan * 90;
      int pair = scan / 2;
      double kelvin = 4 + pair * 0.01;
      assertEquals("", judged(r(second, 400 - pair)));
      assertEquals(String.valueOf(kelvin), judged(t(second + 1, kelvin)));
    }
  }

  @Test
  void aSensorThatNeverHadATemperatureInThisDayIsNotJudged() {
    for (int second = 0; second < 600; second += 10) {
      assertEquals("", judged(r(second, 15_000 + second)));
    }
  }

  @Test
  void anImpossibleResistanceMakesTheTemperatureOfItsSecondMissing() {
    assertEquals("missing: impossible resistance 0 Ohm", judged(r(0, 0), t(0, 20.1005)));
    assertEquals("20.1005", judged(r(10, 1000), t(10, 20.1005)));
  }

  @Test
  void theErrorsLogMakesTheTemperatureOfItsSecondMissing() {
    judged(r(0, 1000), t(0, 20.2));
    var error =
        filed(
            "Errors",
            Reading.missing(
                T, START.plusSeconds(10), 0, "under its calibration curve (Errors log)"));
    assertEquals(
        "missing: under its calibration curve (Errors log)",
        judged(r(10, 1000), t(10, 20.1005), error));
    assertEquals("20.2", judged(r(20, 1000), t(20, 20.2)));
  }

  @Test
  void theErrorsLogIsReadInItsForms() {
    assertEquals(
        Map.of(
            "mxc/temperature", "missing: under its calibration curve (Errors log)",
            "still/temperature", "missing: over its calibration curve (Errors log)"),
        Fridge.read("Errors 26-06-26.log", "26-06-26,00:00:02,Ch6,T. UNDER,Ch5,T. OVER"));
    assertEquals(
        Map.of(), Fridge.read("Errors 26-06-26.log", "26-06-26,00:00:02,pump,went away,x"));
  }

  @Test
  void eachDayFolderIsJudgedByItself() {
    for (int second = 0; second <= 300; second += 10) {
      judged(r(second, 15_800 + second), t(second, 0.007));
    }
    var time = START.plus(Duration.ofSeconds(310));
    var next = "26-06-27/CH6 T 26-06-27.log";
    var row = new Row.Values(time, List.of(Reading.measured(T, time, 0, 0.007)), RowMemory.EMPTY);
    assertEquals("0.007", judged(new RowJudge.Filed(next, 1, row)));
  }

  @Test
  void whatIsRememberedStaysSmall() {
    for (int day = 0; day < 28; day++) {
      var name = "26-02-%02d".formatted(day + 1);
      var time = START.plus(Duration.ofDays(day));
      var row = new Row.Values(time, List.of(Reading.measured(T, time, 0, 1)), RowMemory.EMPTY);
      judged(new RowJudge.Filed(name + "/CH6 T " + name + ".log", 1, row));
    }
    assertTrue(judge.memory().split(";").length <= 3, judge::memory);
  }
}
