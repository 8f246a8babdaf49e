package org.stillwatch.app.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.core.notice.Notice;

/** What must neither hold up a run in silence nor stop the station: odd files, reloads, clocks. */
class RunTroubleTest {

  private static final String HEAD =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments: {fridge: {kind: bluefors-logs, folder: .}}
      procedures: {files: [mine.yaml]}
      """;

  @TempDir private Path folder;

  private static OptionalDouble falling(double hours) {
    return OptionalDouble.of(Math.max(2, 290 - 20 * hours));
  }

  private StationReader.Result read(String station, String procedure) throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), procedure);
    var file = Files.writeString(folder.resolve("other.yaml"), station);
    return new StationReader(Map.of()).read(file);
  }

  private StationFile file(String station, String procedure) throws IOException {
    return read(station, procedure).usable();
  }

  private CooldownLab lab(String station, String procedure) throws IOException {
    var lab = new CooldownLab(file(station, procedure), CooldownLab.START);
    lab.still(RunTroubleTest::falling);
    lab.know();
    return lab;
  }

  // conditions that rows alone do not answer

  @Test
  void aConditionThatLooksBackIsKnownInAProcedureAsInARule() throws IOException {
    var text =
        """
        title: Mine
        channels: {still: still/temperature}
        steps: [{wait: "mean({still}, 10m) < 280 K"}, {notify: "cold"}]
        """;
    var lab = lab(HEAD, text);
    lab.live(Duration.ofMinutes(20));
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofMinutes(10));
    lab.reload(file(HEAD, text));
    lab.live(Duration.ofHours(1));
    // the mean is five minutes behind
    assertEquals(List.of("0:35 procedure cold"), lab.said());
    assertEquals(
        List.of(
            "0:30 system Mine goes on after a restart",
            "0:35 system Mine is done after 15 min 10 s"),
        lab.told(Notice.Kind.SYSTEM));
  }

  @Test
  void aRunMayWaitForAnAlarm() throws IOException {
    var lab =
        lab(
            HEAD + "rules: [{name: cool, when: fridge/still/temperature < 200 K}]\n",
            "title: Mine\nsteps: [{wait: alarm cool}, {notify: it is cool}]\n");
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(6));
    assertEquals(List.of("4:31 procedure it is cool"), lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void aConditionThatStartsAProcedureMayBecomeTrueByTimeOrByAnAlarmAlone() throws IOException {
    var lab =
        lab(
            HEAD.replace(
                    "files: [mine.yaml]",
                    """
                    files: [mine.yaml], start: [
                      {procedure: mine, when: fridge/still/temperature is stale for 30m},
                      {procedure: fse-warmup, when: alarm cool}]\
                    """)
                + "rules: [{name: cool, when: fridge/still/temperature < 200 K}]\n",
            "title: Mine\nsteps: [{notify: silent}]\n");
    lab.live(Duration.ofHours(5));
    assertEquals(List.of("4:31 procedure FSE warmup started"), lab.told(Notice.Kind.PROCEDURE));
    lab.silent(true);
    lab.live(Duration.ofMinutes(32));
    assertEquals(1, lab.told(Notice.Kind.PROCEDURE).size());
    lab.live(Duration.ofHours(1));
    assertEquals("5:33 procedure silent", lab.told(Notice.Kind.PROCEDURE).getLast());
  }

  // what a step needs is no more

  @Test
  void aRunGoesOnWhenWhatItKeepsOrSetsIsGoneFromTheStationFile() throws IOException {
    var text =
        """
        title: Mine
        channels: {still: still/temperature}
        steps:
          - wait: "{still} < 200 K"
          - {snapshot: Cool, of: plates}
          - set: {station/mode: cold}
          - notify: at 200 K
        """;
    var more = "snapshots: {plates: [fridge/*/*]}\n";
    var moded = HEAD.replace("Zurich}", "Zurich, modes: [warm, cold]}");
    var lab = lab(moded + more, text);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(1));
    lab.reload(read(HEAD, text).station().orElseThrow());
    lab.live(Duration.ofHours(4));
    assertEquals(List.of("4:31 procedure at 200 K"), lab.told(Notice.Kind.PROCEDURE));
    var told = lab.told(Notice.Kind.SYSTEM);
    assertTrue(told.contains("4:31 system No snapshot: Cool"), told::toString);
    assertTrue(told.contains("4:31 system station/mode was not set to cold"), told::toString);
    assertEquals(List.of(), lab.active());
  }

  @Test
  void aSnapshotSetThatIsNotThereIsFoundByCheckAndRefusesTheStart() throws IOException {
    var text = "title: Mine\nsteps:\n  - {snapshot: Cool, of: plate}\n";
    var result = read(HEAD + "snapshots: {plates: [fridge/*/*]}\n", text);
    assertEquals(
        List.of(
            "mine.yaml:3:26 mine on fridge: there is no snapshot set 'plate'; did you mean"
                + " 'plates'?"),
        result.problems().stream()
            .map(
                each ->
                    "%s:%d:%d %s"
                        .formatted(
                            each.file().getFileName(), each.line(), each.column(), each.text()))
            .toList());
    var lab = new CooldownLab(result.station().orElseThrow(), CooldownLab.START);
    lab.know();
    var refused =
        assertThrows(IllegalArgumentException.class, () -> lab.start("mine", Map.of(), ""));
    assertEquals(
        "Mine cannot start: there is no snapshot set 'plate'; the station file has [plates]",
        refused.getMessage());
    assertEquals(List.of(), lab.active());
  }

  @Test
  void aStallInAnotherUnitThanItsChannelRefusesTheStart() throws IOException {
    var lab =
        lab(
            HEAD,
            """
            title: Mine
            channels: {still: still/temperature}
            steps: [{wait: "{still} < 1 K", stall: {channel: still, by: 1 mbar, in: 1 h}}]
            """);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> lab.start("mine", Map.of(), ""));
    assertEquals(
        "Mine cannot start: 'stall' asks whether fridge/still/temperature moved by 1 mbar, and that"
            + " is in K",
        refused.getMessage());
    assertEquals(List.of(), lab.active());
  }

  @Test
  void valuesBeyondAllNumbersAreRefusedInWords() throws IOException {
    var lab = lab(HEAD, "title: Mine\nsteps: [{wait: for ever}]\n");
    for (var value : List.of("1e400", "9e307 K", "1" + "0".repeat(400) + " mK")) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> lab.start("circulation", Map.of("circ_warning", value), ""));
      var said = String.valueOf(refused.getMessage());
      assertTrue(said.contains("is too large a number"), said);
    }
    assertEquals(List.of(), lab.active());
  }

  @Test
  void aRunWhoseFridgeIsNoMoreEndsAndSaysWhy() throws IOException {
    var text = "title: Mine\nsteps: [{wait: for ever}]\n";
    var lab = lab(HEAD, text);
    lab.start("mine", Map.of(), "");
    lab.reload(
        file(
            HEAD.replace(
                "procedures: {", "procedures: {fridges: {other: {channels: {still: fridge/x}}}, "),
            text));
    lab.live(Duration.ofMinutes(1));
    var ended = lab.notices().getLast();
    assertEquals("Mine ended after 1 min", ended.title());
    assertTrue(ended.text().contains("There is no fridge 'fridge'"), ended.text());
  }

  @Test
  void whatIsWatchedMeanwhileMayBeChangedWhileItRuns() throws IOException {
    var text =
        """
        title: Mine
        channels: {still: still/temperature}
        steps:
          - wait: for ever
            meanwhile:
              - {when: "{still} < 200 K", then: [{notify: cool}]}
              - {every: 3 h, then: [{notify: three}]}
        """;
    var lines = text.lines().toList();
    var turned =
        Stream.concat(lines.subList(0, 5).stream(), Stream.of(lines.get(6), lines.get(5))).toList();
    var lab = lab(HEAD, text);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(2));
    lab.reload(file(HEAD, String.join("\n", turned)));
    lab.live(Duration.ofHours(4));
    assertEquals(
        List.of("4:31 procedure cool", "5:01 procedure three"), lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void aFridgeThatIsNoInstrumentIsFoundByCheck() throws IOException {
    var text = "title: Mine\nsteps: [{wait: for ever}]\n";
    var wrong = HEAD.replace("procedures: {", "procedures: {fridges: {frigde: {}}, ");
    assertEquals(
        List.of(
            "3:32 no instrument is called 'frigde', and no 'channels' say what it has; did you"
                + " mean 'fridge'?"),
        read(wrong, text).problems().stream()
            .map(each -> "%d:%d %s".formatted(each.line(), each.column(), each.text()))
            .toList());
    var own = "{frigde: {channels: {still: fridge/still/temperature}}}";
    assertEquals(List.of(), read(wrong.replace("{frigde: {}}", own), text).problems());
  }

  // what is not known yet

  @Test
  void nothingStartsOnValuesOfBeforeTheStationWasDown() throws IOException {
    var lab = lab(HEAD, "title: Mine\nsteps: [{wait: for ever}]\n");
    lab.live(Duration.ofHours(14));
    lab.crash();
    lab.time.advance(Duration.ofDays(2));
    lab.still(hours -> OptionalDouble.of(290));
    var cold = Map.of("still_4K_cd", "20 K");
    var refused =
        assertThrows(IllegalArgumentException.class, () -> lab.start("cooldown-to-4k", cold, ""));
    assertEquals(
        "Cooldown to 4K cannot start yet: the newest value of fridge/still/temperature is of"
            + " 2026-06-26 22:00:00, and what was written since may still be read; try again in a"
            + " minute",
        refused.getMessage());
    lab.know();
    lab.start("cooldown-to-4k", cold, "");
    lab.live(Duration.ofHours(1));
    assertEquals(
        List.of("62:00 procedure Started cooldown to 4K"), lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void anInstrumentThatFailsFromTheBeginningHoldsUpNoRun() throws IOException {
    var lab = lab(HEAD, "title: Mine\nsteps: [{wait: 1 h}, {notify: over}]\n");
    lab.start("mine", Map.of(), "");
    var joined = lab.pipeline().join("other", "scripted", lab.time.instant());
    assertTrue(joined.isEmpty());
    lab.pipeline().failed("other", "a fault", lab.time.instant());
    lab.silent(true);
    lab.live(Duration.ofHours(2));
    assertEquals(List.of("1:00 procedure over"), lab.told(Notice.Kind.PROCEDURE));
  }

  // procedures that start each other

  @Test
  void proceduresThatStartEachOtherAtOnceAreStoppedAndThatIsTold() throws IOException {
    var lab =
        lab(
            HEAD,
            """
            title: Mine
            channels: {still: still/temperature}
            steps: [{wait: "{still} < 300 K"}, {notify: again}, {start: mine}]
            """);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofMinutes(1));
    assertEquals(List.of(), lab.active());
    var last = lab.notices().getLast();
    assertEquals("mine was not started", last.title());
    assertTrue(last.text().contains("without waiting"), last.text());
  }

  // people

  @Test
  void aChoiceThatIsSkippedIsSkippedAsAWhole() throws IOException {
    var lab =
        lab(
            HEAD,
            """
            title: Mine
            channels: {still: still/temperature}
            steps:
              - {choose: "{still} > 3 K", then: [{notify: warm}], else: [{notify: cold}]}
              - {notify: after}
            """);
    lab.still(hours -> OptionalDouble.empty());
    lab.live(Duration.ofMinutes(1));
    lab.start("mine", Map.of(), "");
    lab.skip();
    assertEquals(List.of("0:01 procedure after"), lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void aClockThatIsSetWhileARunIsPausedDoesNotCountTwice() throws IOException {
    var lab = lab(HEAD, "title: Mine\nsteps: [{wait: 4 h}, {notify: over}]\n");
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(1));
    lab.pause();
    lab.time.advance(Duration.ofHours(2));
    lab.pipeline().clockSet(Duration.ofHours(2), lab.time.instant());
    lab.live(Duration.ofHours(1));
    lab.resume();
    lab.live(Duration.ofHours(2));
    assertEquals(List.of(), lab.told(Notice.Kind.PROCEDURE));
    lab.live(Duration.ofHours(2));
    // four hours of its own, one paused, and the two that the clock jumped
    assertEquals(List.of("7:00 procedure over"), lab.told(Notice.Kind.PROCEDURE));
  }

  @Test
  void aRunThatGoesOnIsFoundAgainBeforeAnyRowOfTheTimeThatWasMissed() throws IOException {
    var text =
        """
        title: Mine
        channels: {still: still/temperature}
        steps:
          - notify: begins
          - wait: "{still} < 200 K"
          - notify: at 200 K
          - wait: "{still} < 100 K"
        """;
    var lab = lab(HEAD, text);
    lab.start("mine", Map.of(), "");
    lab.live(Duration.ofHours(2));
    // another step takes the index of the wait: it would be met at once
    lab.reload(
        file(
            HEAD,
            text.replace(
                "  - wait: \"{still} < 200",
                "  - wait: \"{still} < 280 K\"\n"
                    + "  - notify: wrong\n  - wait: \"{still} < 200")));
    var now = lab.time.instant();
    // the clock ticks while rows of the past are still to come
    lab.pipeline().tick(now.plusSeconds(300));
    lab.live(Duration.ofHours(4));
    assertEquals(
        List.of("0:00 procedure begins", "4:31 procedure at 200 K"),
        lab.told(Notice.Kind.PROCEDURE));
    assertFalse(lab.notices().isEmpty());
  }
}
