package org.stillwatch.app.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** What can happen to a run: lost sensors, people, other runs, other files, clocks. */
class RunsTest {

  @TempDir private Path folder;

  private CooldownLab lab(String more) {
    return lab(more, CooldownLab.START);
  }

  private CooldownLab lab(String more, Instant begin) {
    var lab = new CooldownLab(CooldownLab.station(folder, more), begin);
    // 290 K, and 20 K less every hour, down to 10 K
    lab.still(hours -> OptionalDouble.of(Math.max(10, 290 - 20 * hours)));
    if (!more.contains("start:")) {
      lab.know();
    }
    return lab;
  }

  private static OptionalDouble falling(double hours) {
    return OptionalDouble.of(Math.max(2, 290 - 20 * hours));
  }

  private StationFile own(String name, String text, String more) throws IOException {
    var file = Files.writeString(folder.resolve(name + ".yaml"), text);
    return CooldownLab.station(
        folder, "procedures: {files: [" + file.getFileName() + "]}\n" + more);
  }

  private CooldownLab running(String text) throws IOException {
    var lab = new CooldownLab(own("mine", text, ""), CooldownLab.START);
    lab.still(RunsTest::falling);
    lab.know();
    return lab;
  }

  // a sensor is lost

  @Test
  void aSensorThatFallsSilentIsToldOnceAndSoIsItsReturn() {
    var lab = lab("");
    lab.start("cooldown-to-4k", Map.of(), "");
    lab.live(Duration.ofHours(3));
    lab.silent(true);
    lab.live(Duration.ofHours(2));
    lab.crash();
    lab.live(Duration.ofHours(1));
    assertEquals(
        List.of(
            "0:00 procedure Started cooldown to 4K",
            "3:03 procedure Warning: Disconnected from API after 3.05 h before temperature"
                + " threshold was reached."),
        lab.told(Notice.Kind.PROCEDURE));
    lab.silent(false);
    lab.live(Duration.ofHours(1));
    assertEquals(
        1,
        lab.told(Notice.Kind.CLEARED).stream()
            .filter(line -> line.endsWith("Cooldown to 4K has its values again"))
            .count());
  }

  @Test
  void aSensorWithoutAValueIsToldAfterAMinuteAndOneBadReadingIsNot() {
    var lab = lab("");
    lab.start("cooldown-to-4k", Map.of(), "");
    lab.still(
        hours ->
            (hours > 1 && hours < 1.015) || hours > 2 ? OptionalDouble.empty() : falling(hours));
    lab.live(Duration.ofHours(3));
    assertEquals(
        List.of(
            "0:00 procedure Started cooldown to 4K",
            "2:02 procedure Warning: Disconnected from API after 2.03 h before temperature"
                + " threshold was reached."),
        lab.told(Notice.Kind.PROCEDURE));
    var text = lab.notices().getLast().text();
    assertTrue(text.contains("fridge/still/temperature"), text);
    assertTrue(text.contains("sensor off"), text);
  }

  @Test
  void aSensorThatIsSilentAtTheStartIsToldAtOnce() {
    var lab = lab("");
    lab.silent(true);
    lab.live(Duration.ofHours(1));
    lab.start("cooldown-to-4k", Map.of(), "");
    assertTrue(
        lab.told(Notice.Kind.PROCEDURE)
            .contains(
                "1:00 procedure Warning: Disconnected from API after 0.00 h before temperature"
                    + " threshold was reached."));
  }

  @Test
  void aChannelThatTheStationDoesNotHaveRefusesTheStart() {
    var lab =
        lab("procedures: {fridges: {fridge: {channels: {still: fridge/stil/temperature}}}}\n");
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> lab.start("cooldown-to-4k", Map.of(), ""));
    assertEquals(
        "Cooldown to 4K cannot start: the station has no channel fridge/stil/temperature; did you"
            + " mean 'fridge/still/temperature'?",
        refused.getMessage());
    assertEquals(List.of(), lab.notices());
  }

  @Test
  void aRunThatEndsTakesItsProblemsWithIt() {
    var lab = lab("");
    lab.start("cooldown-to-4k", Map.of(), "");
    lab.silent(true);
    lab.live(Duration.ofHours(1));
    lab.stop("the fridge is off");
    assertTrue(
        lab.pipeline().watch().alarms(lab.time.instant()).stream()
            .noneMatch(alarm -> alarm.key().startsWith("procedure")));
  }

  // it stands still

  @Test
  void aCooldownThatStandsStillIsToldOnceAndAgainThatItMoves() {
    var lab = lab("");
    lab.start("cooldown-to-4k", Map.of(), "");
    lab.still(hours -> falling(hours < 5 ? hours : hours < 10 ? 5 : hours - 5));
    lab.live(Duration.ofHours(12));
    var told = lab.told(Notice.Kind.SYSTEM, Notice.Kind.CLEARED);
    assertEquals(2, told.size(), told::toString);
    assertTrue(
        told.get(0).startsWith("7:5")
            && told.get(0).endsWith("system still/temperature has not moved 1 K in 3 h"),
        told::toString);
    assertTrue(told.get(1).startsWith("10:0"), told::toString);
    assertTrue(told.get(1).endsWith("cleared Cooldown to 4K moves again"), told::toString);
  }

  @Test
  void aStallIsComparedWithEarlierRuns() {
    var lab = lab("");
    for (int i = 0; i < 3; i++) {
      double begin = 20 * i;
      lab.still(hours -> falling(hours - begin));
      lab.live(Duration.ofMinutes(1));
      lab.start("cooldown-to-4k", Map.of(), "");
      lab.live(Duration.ofHours(20).minusMinutes(1));
    }
    lab.still(hours -> falling(Math.min(hours - 60, 5)));
    lab.live(Duration.ofMinutes(1));
    lab.start("cooldown-to-4k", Map.of(), "");
    lab.live(Duration.ofHours(9));
    var stall =
        lab.notices().stream()
            .filter(notice -> notice.title().contains("has not moved"))
            .findFirst()
            .orElseThrow();
    assertTrue(stall.text().contains("is at 190 K"), stall.text());
    assertTrue(stall.text().contains("The last 3 runs were at 129.7 K by now."), stall.text());
  }

  // people

  @Test
  void anotherProcedureOnTheSameFridgeIsRefusedUnlessItGoesBeside() {
    var lab = lab("");
    lab.start("cooldown-to-4k", Map.of(), "");
    var refused =
        assertThrows(IllegalArgumentException.class, () -> lab.start("warmup", Map.of(), ""));
    assertEquals(
        "Warmup cannot start: Cooldown to 4K is running on fridge since 2026-06-26 08:00:00; stop"
            + " that one first",
        refused.getMessage());
    lab.start("reading-snapshot", Map.of("status", "Leak check"), "");
    assertEquals(1, lab.active().size());
    assertTrue(lab.said().contains("0:00 snapshot Snapshot: Leak check"));
  }

  @Test
  void aPausedRunWaitsAndItsTimesStandStill() {
    var lab = lab("");
    lab.start("fse-cold-insert-4k", Map.of("still_coldinsert", "200 K"), "");
    lab.live(Duration.ofHours(1));
    lab.pause();
    lab.live(Duration.ofHours(6));
    assertEquals(2, lab.said().size(), () -> lab.said().toString());
    lab.crash();
    lab.resume();
    lab.live(Duration.ofHours(1));
    assertEquals(2, lab.said().size(), () -> lab.said().toString());
    lab.live(Duration.ofHours(1));
    assertEquals("9:00 procedure Still reached 200 K after 9 h 0 min", lab.said().getLast());
    assertTrue(lab.journal().contains("paused at 'wait 3 h' by ben: leak check"), lab.journal());
    assertTrue(lab.journal().contains("resumed at 'wait 3 h' by ben"), lab.journal());
  }

  @Test
  void aStepIsSkippedAndTheRunStoppedWithWhoAndWhyInTheJournal() {
    var lab = lab("");
    lab.start("full-cooldown", Map.of(), "");
    lab.live(Duration.ofHours(1));
    lab.skip();
    // that the still reached 4 K would not be true
    assertEquals("0:00 procedure Started full cooldown", lab.said().getLast());
    assertEquals("wait fridge/mxc/temperature <= 20 mK", lab.active().getFirst().at().step());
    lab.stop("wrong sample");
    assertEquals(List.of(), lab.active());
    assertTrue(
        lab.told(Notice.Kind.SYSTEM).contains("1:00 system Full Cooldown was stopped after 1 h"));
    assertTrue(
        lab.journal()
            .contains("step skipped at 'wait fridge/still/temperature <= 4 K' by ben: known"),
        lab.journal());
    assertTrue(lab.journal().contains("stopped by ben: wrong sample"), lab.journal());
    assertTrue(
        lab.journal().contains("started by anna, still_full_cd = 4 K, baseT = 20 mK"),
        lab.journal());
    assertThrows(IllegalArgumentException.class, () -> lab.stop("again"));
  }

  // values that make no sense

  @Test
  void valuesThatMakeNoSenseAreRefusedWithOneSentence() {
    var lab = lab("");
    assertEquals(
        "baseT (5 K) is not below still_full_cd (4 K); the still is cold before the mixing chamber"
            + " is",
        refusal(lab, "full-cooldown", Map.of("baseT", "5 K")));
    assertEquals(
        "baseT: '-20 mK' is not above absolute zero; expected such as 20 mK",
        refusal(lab, "full-cooldown", Map.of("baseT", "-20 mK")));
    assertEquals(
        "baseT: '20 mbar' does not fit; expected a value in mK",
        refusal(lab, "full-cooldown", Map.of("baseT", "20 mbar")));
    assertEquals(
        "baseT: 'cold' is no quantity; expected a number and a unit, such as 50 mK",
        refusal(lab, "full-cooldown", Map.of("baseT", "cold")));
    assertEquals(
        "Full Cooldown has no parameter 'basT'; did you mean 'baseT'?",
        refusal(lab, "full-cooldown", Map.of("basT", "20 mK")));
    assertEquals(
        "snapshot_time_hrs: '0' is no length of time; expected such as 12 h",
        refusal(lab, "circulation", Map.of("snapshot_time_hrs", "0")));
    assertEquals(
        "there is no procedure 'ful-cooldown'; did you mean 'full-cooldown'?",
        refusal(lab, "ful-cooldown", Map.of()));
    assertEquals(List.of(), lab.notices());
  }

  private static String refusal(CooldownLab lab, String name, Map<String, String> with) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> lab.start(name, with, "")).getMessage());
  }

  @Test
  void aStillThatIsColdAlreadyIsSaidAtTheStart() {
    var lab = lab("");
    var started = lab.start("cooldown-to-4k", Map.of("still_4K_cd", "295 K"), "");
    assertEquals(
        List.of(
            "fridge/still/temperature is already at 290 K, not above 295 K: the wait for it passes"
                + " at once when its turn comes"),
        started.warnings());
    assertFalse(started.run().isActive());
    assertTrue(lab.said().contains("0:00 procedure Still reached 295 K after 0 h 0 min"));
  }

  @Test
  void anEmptyAnswerTakesTheUsualValueOfTheStationFile() {
    var lab =
        lab(
            """
            procedures:
              defaults: {baseT: 15 mK}
              fridges: {fridge: {defaults: {still_full_cd: 5}}}
            """);
    var run = lab.start("full-cooldown", Map.of("baseT", " "), "").run();
    assertEquals("15 mK", run.arguments().get("baseT"));
    assertEquals("5 K", run.arguments().get("still_full_cd"));
  }

  // time

  @Test
  void aTimerOverTheNightWhenTheClocksChangeFiresAtItsInstant() {
    // in Zurich the clocks go back at 01:00 UTC
    var lab = lab("", Instant.parse("2026-10-24T23:30:00Z"));
    lab.start("fse-cold-insert-4k", Map.of("still_coldinsert", "280 K"), "");
    lab.live(Duration.ofHours(4));
    assertEquals("3:00 procedure Still reached 280 K after 3 h 0 min", lab.said().getLast());
  }

  @Test
  void waitingUntilATimeOfDayGoesByTheClockOnTheWall() throws IOException {
    var lab =
        new CooldownLab(
            own(
                "mine",
                """
                title: Morning
                steps: [{wait: "until 02:30"}, {notify: Half past two}]
                """,
                ""),
            Instant.parse("2026-03-28T22:00:00Z"));
    lab.know();
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(6));
    // 02:30 does not exist in this night: it is the moment at which the clock jumps, and half an
    // hour
    assertEquals(List.of("3:30 procedure Half past two"), lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void aClockThatIsSetChangesNoLengthOfTime() {
    var lab = lab("");
    lab.start("fse-cold-insert-4k", Map.of("still_coldinsert", "280 K"), "");
    lab.live(Duration.ofHours(1));
    lab.clockSet(Duration.ofHours(5));
    lab.live(Duration.ofHours(3));
    assertEquals("8:00 procedure Still reached 280 K after 3 h 0 min", lab.said().getLast());
  }

  @Test
  void whatWasDueWhileTheStationWasDownComesOnce() {
    var lab = lab("");
    lab.mxc(hours -> OptionalDouble.of(0.01));
    lab.live(Duration.ofMinutes(1));
    lab.start("circulation", Map.of("snapshot_time_hrs", "2 h"), "");
    lab.live(Duration.ofHours(1));
    // the fridge PC is off for a day; no row was written meanwhile
    lab.time.advance(Duration.ofDays(1));
    lab.crash();
    lab.live(Duration.ofMinutes(10));
    assertEquals(List.of("2:01 snapshot Snapshot: Base Temperature"), lab.said());
    lab.live(Duration.ofHours(2));
    assertEquals(2, lab.said().size(), () -> lab.said().toString());
  }

  @Test
  void aValueThatTremblesAboutTheWarningIsToldOnce() {
    var lab = lab("");
    lab.mxc(
        hours ->
            OptionalDouble.of(hours < 1 ? 0.02 : Math.round(hours * 60) % 2 == 0 ? 0.099 : 0.101));
    lab.live(Duration.ofMinutes(1));
    lab.start("circulation", Map.of(), "");
    lab.live(Duration.ofHours(4));
    assertEquals(
        List.of(
            "1:01 procedure Warning: MXC surpassed 100 mK",
            "1:01 snapshot Snapshot: Unexpected Warmup"),
        lab.said());
  }

  // procedures of one's own

  @Test
  void aWaitThatTakesTooLongIsToldAndGoesOnAsItsFileSays() throws IOException {
    var lab =
        running(
            """
            title: Pump down
            channels: {still: still/temperature}
            steps:
              - {wait: "{still} < 1 K", within: 5 h, late: skip}
              - notify: it is cold
              - snapshot: Skipped
              - {wait: "{still} < 1 K", within: 1 h, late: stop}
              - notify: never
            """);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(10));
    // that it is cold would not be true
    assertEquals(List.of("5:00 snapshot Snapshot: Skipped"), lab.said());
    assertTrue(
        lab.told(Notice.Kind.SYSTEM).contains("6:00 system Pump down ended after 6 h"),
        lab.told(Notice.Kind.SYSTEM)::toString);
    assertEquals(List.of(), lab.active());
  }

  @Test
  void aChoiceGoesOneWayOrTheOtherAndWaitsWhileItIsUnknown() throws IOException {
    var lab =
        running(
            """
            title: Choice
            channels: {still: still/temperature}
            parameters: [{name: limit, unit: K, usual: 100 K}]
            steps:
              - choose: "{still} > {limit}"
                then: [{notify: warm}, {wait: 1 h}]
                else: [{notify: cold}]
              - notify: done
            """);
    lab.still(hours -> hours < 1 ? OptionalDouble.empty() : falling(hours));
    lab.live(Duration.ofMinutes(1));
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(4));
    assertEquals(
        List.of("1:00 procedure warm", "2:00 procedure done"), lab.told(Notice.Kind.PROCEDURE));
    lab.start("mine", Map.of("limit", "280 K"), "");
    assertEquals(
        List.of("4:01 procedure cold", "4:01 procedure done"),
        lab.told(Notice.Kind.PROCEDURE).subList(2, 4));
  }

  @Test
  void aStepPutsTheStationInAnotherMode() throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        "title: Cool\nsteps: [{set: {station/mode: cold}}, {notify: done}]\n");
    var file =
        Files.writeString(
            folder.resolve("other.yaml"),
            """
            station: {name: Blue lab, zone: Europe/Zurich, modes: [warm, cold]}
            instruments: {fridge: {kind: bluefors-logs, folder: .}}
            procedures: {files: [mine.yaml]}
            """);
    var station = new org.stillwatch.app.config.StationReader(Map.of()).read(file).usable();
    var lab = new CooldownLab(station, CooldownLab.START);
    lab.know();
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofMinutes(1));
    var mode =
        lab.store.latest().stream()
            .filter(reading -> reading.channel().equals(new ChannelId("station/mode")))
            .findFirst()
            .orElseThrow();
    assertEquals(1, ((Reading.Measured) mode).value());
    assertTrue(lab.journal().contains("Cool changed the mode"), lab.journal());
  }

  @Test
  void bracesInACommentStayAsTheyAre() {
    var lab = lab("");
    lab.start("cooldown-to-4k", Map.of(), "{elapsed} {still}");
    assertEquals(
        "0:00 procedure Started cooldown to 4K - Comment: {elapsed} {still}", lab.said().getLast());
  }

  @Test
  void aConditionStartsAProcedureWhenItBecomesTrueAndNotBecauseItIsTrue() {
    var lab =
        lab(
            """
            procedures:
              start: [{procedure: cooldown-to-4k, when: "fridge/still/temperature < 280 K"}]
            """);
    lab.still(hours -> OptionalDouble.of(270));
    lab.know();
    lab.live(Duration.ofHours(1));
    assertEquals(List.of(), lab.said());
    lab.still(hours -> falling(hours - 2));
    lab.live(Duration.ofHours(2));
    assertEquals(
        List.of("2:31 snapshot Snapshot: Before Cooldown", "2:31 procedure Started cooldown to 4K"),
        lab.said());
    assertEquals(
        "the condition fridge/still/temperature below 280 K", lab.active().getFirst().who());
  }

  // the file changes while it runs

  @Test
  void aRunGoesOnInAChangedProcedureWhereItsStepIsNow() throws IOException {
    var text =
        """
        title: Mine
        channels: {still: still/temperature}
        steps:
          - notify: begins
          - wait: "{still} < 200 K"
          - notify: at 200 K
        """;
    var lab = running(text);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(2));
    lab.reload(own("mine", text.replace("  - wait", "  - wait: 1 h\n  - wait"), ""));
    lab.live(Duration.ofHours(4));
    assertEquals(
        List.of("0:00 procedure begins", "4:31 procedure at 200 K"),
        lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void aRunWhoseStepIsNoMoreEndsAndSaysSo() throws IOException {
    var text =
        """
        title: Mine
        channels: {still: still/temperature}
        steps: [{wait: "{still} < 200 K"}, {notify: at 200 K}]
        """;
    var lab = running(text);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(1));
    lab.reload(own("mine", text.replace("200", "100"), ""));
    lab.live(Duration.ofMinutes(1));
    var ended = lab.notices().getLast();
    assertEquals("Mine ended after 1 h 1 min", ended.title());
    assertTrue(
        ended.text().contains("The procedure was changed and has no step 'wait"), ended.text());
    assertEquals(
        List.of(Run.How.FAILED),
        lab.views().stream().map(view -> view.run().end().orElseThrow().how()).toList());
  }
}
