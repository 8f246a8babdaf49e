package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Run.End;
import org.stillwatch.core.procedure.Run.How;
import org.stillwatch.core.procedure.Run.Position;
import org.stillwatch.core.station.StationView.RunChange;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.BlueLabRuns;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** The menu as someone at the fridge computer meets it. */
class MenuTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));
  private final ScriptedDialogue person = new ScriptedDialogue();

  @AfterEach
  void close() {
    server.close();
  }

  private void open() throws InterruptedException {
    var client =
        StationClient.find(Optional.of(server.address().toString()), Path.of("data"), Map.of());
    new Menu(client, person, "anna").run();
  }

  private void says(String... words) {
    for (var one : words) {
      assertTrue(person.all().contains(one), () -> "'" + one + "' in:\n" + person.all());
    }
  }

  private void nothingRuns() {
    var run = station.runs().getFirst();
    assertEquals(BlueLabRuns.ACTIVE, run.run().id());
    station.forget(BlueLabRuns.ACTIVE);
  }

  private void tell(String title, Severity severity) {
    var notice =
        new Notice(
            title,
            station.now(),
            "Blue lab",
            Notice.Kind.PROCEDURE,
            severity,
            title,
            "",
            Optional.empty(),
            Optional.of("full-cooldown"),
            false);
    station.tell(notice);
  }

  @Test
  void anEmptyAnswerLeavesAndStartsNothing() throws InterruptedException {
    nothingRuns();
    person.answers("");
    open();
    says("Blue lab", "  1  Full Cooldown", "  2  Warmup", "  3  Reading Snapshot");
    assertFalse(person.all().contains("Circulation"), "it is not offered");
    assertEquals(3, station.runs().size());
  }

  @Test
  void theEndOfTheInputLeavesToo() throws InterruptedException {
    open();
    assertEquals(1, person.asked().size());
  }

  @Test
  void whatIsNotInTheListIsAskedAgain() throws InterruptedException {
    nothingRuns();
    person.answers("9", "w", "full", "");
    open();
    says(
        "'9' is none of these; expected a number from 1 to 3",
        "'w' is none of these",
        "'full' is none of these");
    assertEquals(4, person.asked().size());
  }

  @Test
  void emptyAnswersTakeTheUsualValuesOfTheFridge() throws InterruptedException {
    nothingRuns();
    person.answers("1", "", "", "", "").thenCtrlC();
    open();
    assertEquals(
        List.of(
            "Number, or Enter to leave: ",
            "Still threshold in K [4 K]: ",
            "base temperature in mK [9 mK]: ",
            "Comment (Enter: none): ",
            "Number, or Enter to leave: "),
        person.asked());
    var run = station.runs().getFirst().run();
    assertEquals(Map.of("still_full_cd", "4 K", "baseT", "9 mK"), run.arguments());
    assertEquals("anna", run.who());
    assertEquals("", run.comment());
  }

  @Test
  void aWrongValueIsAskedAgainWithOneSentence() throws InterruptedException {
    nothingRuns();
    person.answers("1", "cold", "-4", "3.5", "15 mbar", "15", "new sample", "").thenCtrlC();
    open();
    says(
        "still_full_cd: 'cold' is no quantity",
        "still_full_cd: '-4' is not above absolute zero",
        "baseT: '15 mbar' does not fit; expected a value in mK");
    var run = station.runs().getFirst().run();
    assertEquals(Map.of("still_full_cd", "3.5 K", "baseT", "15 mK"), run.arguments());
    assertEquals("new sample", run.comment());
  }

  @Test
  void aTextIsAskedForAsAText() throws InterruptedException {
    nothingRuns();
    person.answers("3", "", "", "").then(() -> station.forget("run3"));
    open();
    assertTrue(person.asked().contains("status of the cryostat [Base Temperature]: "));
    says("Reading Snapshot on fridge is done");
  }

  @Test
  void aRunIsShownWithItsMessagesAndStepsUntilItEnds() throws InterruptedException {
    person
        .answers("w", "")
        .then(() -> tell("MXC reached 9 mK after 39 h 5 min", Severity.INFO))
        .then(
            () ->
                station.show(
                    BlueLabRuns.activeAt(Position.at(6, BlueLabRuns.STEPS.get(6), station.now()))))
        .then(() -> tell("MXC surpassed 100 mK", Severity.WARNING))
        .then(
            () -> station.show(BlueLabRuns.activeEnded(new End(station.now(), How.DONE, "", "n"))));
    open();
    says(
        "  step 5 of 9: wait fridge/mxc/temperature <= 9 mK, since 2026-11-20 08:15:07",
        "2026-11-20 16:42:07  MXC reached 9 mK after 39 h 5 min",
        "  step 7 of 9: wait 2 h",
        "2026-11-20 16:42:07  warning: MXC surpassed 100 mK",
        "Full Cooldown on fridge is done after 1 d 15 h");
    assertFalse(person.all().contains("Condensing"), "that was of another rule, and before");
  }

  @Test
  void messagesOfBeforeAreShownToWhoeverComesBackToARun() throws InterruptedException {
    tell("Still reached 4 K after 30 h 33 min", Severity.INFO);
    person.answers("w", "").thenCtrlC();
    open();
    says("Still reached 4 K after 30 h 33 min");
  }

  @Test
  void theProcedureThatARunStartsIsWatchedOn() throws InterruptedException {
    person
        .answers("w", "")
        .then(
            () -> {
              station.show(BlueLabRuns.activeEnded(new End(station.now(), How.DONE, "", "n")));
              var next =
                  station.startProcedure(
                      "circulation", Optional.empty(), Map.of(), "", "Full Cooldown");
              assertEquals("Circulation Mode", next.run().title());
            })
        .thenCtrlC();
    open();
    says("Circulation Mode on fridge goes on from here", "Circulation Mode on fridge goes on; ");
  }

  @Test
  void ctrlCLeavesTheRunRunningAndTheMenuOffersToStopIt() throws InterruptedException {
    person.answers("w", "s", "water leak", "y", "").thenCtrlC();
    open();
    says(
        "Full Cooldown on fridge is running, started 1 d 15 h ago; step 5 of 9",
        "    w watch   p pause   k skip this step   s stop",
        "Full Cooldown on fridge goes on; the menu shows where it is.",
        "Full Cooldown on fridge is stopped (stopped by anna: water leak)");
    assertEquals(List.of("STOP a1f00d by anna: water leak"), station.asked());
  }

  @Test
  void nothingIsStoppedWithoutAYes() throws InterruptedException {
    person.answers("s", "", "", "k", "", "n", "");
    open();
    says("Nothing was changed.");
    assertEquals(List.of(), station.asked());
  }

  @Test
  void aRunIsPausedResumedAndMovedOn() throws InterruptedException {
    person.answers("p", "tea", "y", "p", "", "y", "k", "", "yes", "");
    open();
    assertEquals(
        List.of("PAUSE a1f00d by anna: tea", "RESUME a1f00d by anna: ", "SKIP a1f00d by anna: "),
        station.asked());
    says("is paused since 2026-11-20 16:42:07", "p resume");
  }

  @Test
  void whatTheStationRefusesIsSaidAndTheMenuComesBack() throws InterruptedException {
    station.refuse("Full Cooldown cannot start: Full Cooldown is running on fridge");
    person.answers("1", "", "", "", "");
    open();
    says("cannot start: Full Cooldown is running on fridge. Nothing was started.");
    assertEquals(4, station.runs().size());
  }

  @Test
  void warningsOfAStartAreSaid() throws InterruptedException {
    station.warn("fridge/still/temperature is already at 0.853 K");
    person.answers("1", "", "", "", "").thenCtrlC();
    open();
    says("Warning: fridge/still/temperature is already at 0.853 K");
  }

  @Test
  void withSeveralFridgesAndRunsOneSaysWhich() throws InterruptedException {
    var book = station.procedures();
    var blue = new Fridge("blue", "blue", Map.of(), Map.of());
    station.procedures(
        new ProcedureBook(
            book.station(),
            book.zone(),
            book.procedures(),
            3,
            List.of(book.fridges().getFirst(), blue),
            List.of()));
    person
        .answers("2", "green", "blue", "", "", "s", "w7", "s1", "wrong fridge", "y", "")
        .thenCtrlC();
    open();
    says(
        "There is no 'green'.",
        "Warmup on blue is running",
        "w1 watch   p1 pause   k1 skip this step   s1 stop",
        "Several procedures run; say which, such as w1.");
    assertEquals("STOP run4 by anna: wrong fridge", station.asked().getLast());
  }

  @Test
  void whatHoldsARunIsSaidWhenItBeginsAndWhenItEnds() throws InterruptedException {
    person
        .answers("w", "")
        .then(
            () -> {
              var paused = station.changeRun(Optional.empty(), RunChange.PAUSE, "ben", "");
              assertTrue(paused.run().at().paused().isPresent());
            })
        .then(
            () -> {
              var resumed = station.changeRun(Optional.empty(), RunChange.RESUME, "ben", "");
              assertTrue(resumed.run().at().paused().isEmpty());
            })
        .thenCtrlC();
    open();
    says("  ! it is paused since 2026-11-20 16:42:07", "  it goes on");
  }

  @Test
  void aStationThatGoesAwayIsWaitedForWhileARunIsWatched() {
    person
        .answers("w", "")
        .then(server::close)
        .then(() -> station.advance(Duration.ofSeconds(1)))
        .thenCtrlC();
    var gone = assertThrows(Failure.class, this::open);
    assertEquals(Failure.UNREACHABLE, gone.exitCode(), "the menu itself needs the station");
    says("does not answer; trying again every second", "Full Cooldown on fridge goes on");
  }
}
