package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.procedure.Forecast;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.BlueLabRuns;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;
import tools.jackson.databind.json.JsonMapper;

/** The commands for procedures, on a scripted station. */
class ProcedureCommandsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));

  @AfterEach
  void close() {
    server.close();
  }

  private Run run(Object... words) {
    var all = new ArrayList<Object>(List.of("procedure"));
    all.addAll(List.of(words));
    all.add("--url");
    all.add(server.address());
    return Run.of(all.toArray());
  }

  @Test
  void listNamesProceduresWithTheirParametersAndUsualValues() {
    var list = run("list");
    assertEquals(0, list.code(), list.err());
    assertTrue(list.lines().getFirst().matches("full-cooldown +Cools from .*"), list.out());
    assertTrue(list.out().contains("baseT              base temperature, usually 9 mK"));
    var json = run("list", "--json").lines();
    assertEquals(3, json.size());
    assertEquals("warmup", JSON.readTree(json.get(1)).path("name").asString());
  }

  @Test
  void showPrintsTheFileOfAProcedureToBeCopied() {
    var shown = Run.of("procedure", "show", "warmup");
    assertEquals(0, shown.code(), shown.err());
    assertEquals("title: Warmup", shown.lines().getFirst());
    var none = Run.of("procedure", "show", "warmupp");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("did you mean 'warmup'?"), none.err());
  }

  @Test
  void theReportOfARunIsWrittenToAFile(@TempDir Path folder) throws IOException {
    var id = station.runs().getFirst().run().id();
    for (var kind : List.of("pdf", "html")) {
      var file = folder.resolve("report." + kind);
      var done = run("report", id, "-o", file);
      assertEquals(0, done.code(), done.err());
      assertEquals(id, Files.readString(file));
    }
    var none = run("report", "nothing", "-o", folder.resolve("none.pdf"));
    assertTrue(none.code() != 0 && none.err().contains("nothing"), none.err());
    assertTrue(Files.notExists(folder.resolve("none.pdf")));
  }

  @Test
  void statusSaysWhenAThresholdIsExpected() {
    var view = station.runs().getFirst();
    var goal = new Goal(new ChannelId("fridge/mxc/temperature"), true, Quantity.parse("9 mK"));
    var now = station.now();
    station.show(
        new RunView(
            view.run(),
            view.title(),
            view.steps(),
            List.of(goal),
            view.course(),
            List.of(
                new Forecast(
                    goal,
                    now.plus(Duration.ofHours(9)),
                    now.plus(Duration.ofHours(8)),
                    now.plus(Duration.ofHours(11)),
                    5))));
    assertTrue(
        run("status")
            .out()
            .contains("mxc/temperature 9 mK in about 9 h (8 h to 11 h), from 5 earlier runs"),
        run("status").out());
  }

  @Test
  void startTakesValuesCommentAndWho() {
    var done =
        run(
            "start",
            "full-cooldown",
            "still_full_cd=4K",
            "baseT=20mK",
            "--comment",
            "a \"new\" sample",
            "--who",
            "anna");
    assertEquals(0, done.code(), done.err());
    assertEquals("started Full Cooldown on fridge, id run4", done.lines().getFirst());
    var started = station.runs().getFirst().run();
    assertEquals("4K", started.arguments().get("still_full_cd"));
    assertEquals("20mK", started.arguments().get("baseT"));
    assertEquals("a \"new\" sample", started.comment());
    assertEquals("anna", started.who());
  }

  @Test
  void whoeverSitsAtTheComputerStartsItWhenNobodyIsNamed() {
    station.warn("fridge/mxc/temperature is already at 9.3 mK");
    var done = run("start", "warmup", "--json", "--fridge", "fridge");
    assertEquals(0, done.code(), done.err());
    assertEquals("warning: fridge/mxc/temperature is already at 9.3 mK", done.err().strip());
    var answer = JSON.readTree(done.out());
    assertEquals(System.getProperty("user.name"), answer.at("/run/who").asString());
    assertEquals(1, answer.path("warnings").size());
  }

  @Test
  void aStartThatIsRefusedIsAProblemAndAWrongValueWrongUsage() {
    var wrong = run("start", "full-cooldown", "baseT=5 mbar", "still_full_cd=cold");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("baseT: '5 mbar' does not fit"), wrong.err());
    assertTrue(wrong.err().contains("still_full_cd: 'cold' is no quantity"), wrong.err());
    assertEquals(2, run("start", "ful-cooldown").code());
    assertEquals(2, run("start", "full-cooldown", "20mK").code());
    assertEquals(2, run("start", "full-cooldown", "baseT=1K", "baseT=2K").code());
    station.refuse("Full Cooldown cannot start: Warmup is running on fridge");
    var refused = run("start", "full-cooldown");
    assertEquals(1, refused.code());
    assertEquals(
        "the station refuses: Full Cooldown cannot start: Warmup is running on fridge",
        refused.err().strip());
    assertEquals(4, station.runs().size());
  }

  @Test
  void statusSaysWhereARunIsAndWhatComesNext() {
    var status = run("status");
    assertEquals(0, status.code(), status.err());
    assertEquals(
        List.of(
            "Full Cooldown on fridge is running: new sample holder",
            "  started 2026-11-19 01:42:07 by anna, 1 d 15 h ago",
            "  step 5 of 9: wait fridge/mxc/temperature <= 9 mK, since 2026-11-20 08:15:07",
            "  passed fridge/still/temperature <= 4 K after 1 d 6 h",
            "  to come fridge/mxc/temperature <= 9 mK, now 0.00931 K",
            "  id a1f00d"),
        status.lines());
    assertEquals(List.of("no procedure is running"), run("status", "--fridge", "other").lines());
    assertEquals(1, run("status", "--json").lines().size());
    assertTrue(run("status", "--all").out().contains("is stopped (stopped by ben: water leak)"));
  }

  private void show(boolean lost, boolean stalled) {
    var since = BlueLab.NOW.minus(Duration.ofHours(2));
    station.show(
        BlueLabRuns.activeAt(
            new org.stillwatch.core.procedure.Run.Position(
                4,
                BlueLabRuns.STEPS.get(4),
                since,
                ConditionState.START,
                List.of(),
                lost
                    ? Optional.of(new org.stillwatch.core.procedure.Run.Lost(since, true))
                    : Optional.empty(),
                false,
                stalled,
                Optional.empty())));
  }

  @Test
  void aLostOrStalledRunIsAProblemWithItsSentence() {
    station.reportMissing("fridge/mxc/temperature", "sensor off");
    show(true, false);
    var lost = run("status");
    assertEquals(1, lost.code());
    assertTrue(lost.out().contains("Full Cooldown on fridge is lost since 2026-11-20 14:42:07"));
    assertTrue(lost.err().startsWith("Full Cooldown on fridge: it cannot go on"), lost.err());
    assertTrue(lost.err().contains("(sensor off)"), lost.err());
    show(false, true);
    assertEquals(1, run("status", "--json").code());
    show(false, false);
    assertEquals(0, run("status").code());
  }

  @Test
  void aRunIsPausedResumedMovedOnAndStoppedWithAReason() {
    assertEquals(
        "paused: Full Cooldown on fridge",
        run("pause", "--why", "power work", "--who", "ben").lines().getFirst());
    assertEquals(1, run("pause").code(), "it is paused already");
    assertEquals(1, run("skip", "full-cooldown").code(), "it is paused");
    assertEquals(0, run("resume", BlueLabRuns.ACTIVE).code());
    assertEquals(0, run("skip", "--fridge", "fridge").code());
    var stopped = run("stop", "--json", "--why", "water leak", "--who", "anna");
    assertEquals(0, stopped.code(), stopped.err());
    assertEquals("stopped", JSON.readTree(stopped.out()).path("state").asString());
    assertEquals("PAUSE a1f00d by ben: power work", station.asked().getFirst());
    assertEquals("STOP a1f00d by anna: water leak", station.asked().getLast());
    var none = run("stop");
    assertEquals(1, none.code());
    assertEquals("no procedure is running", none.err().strip());
  }

  @Test
  void whichRunIsMeantMustBeSaidWhenThereAreSeveral() {
    assertEquals(0, run("start", "warmup").code());
    var several = run("stop");
    assertEquals(1, several.code());
    assertTrue(
        several.err().contains("say which: warmup on fridge (run4), full-cooldown on fridge"));
    assertEquals(1, run("stop", "nix").code());
    assertEquals(0, run("stop", "warmup").code());
    assertEquals(0, run("stop").code());
  }

  @Test
  void everySubcommandHasHelpWithAnExample() {
    for (var word : List.of("list", "start", "status", "stop", "pause", "resume", "skip")) {
      var help = Run.of("procedure", word, "--help");
      assertEquals(0, help.code(), help.err());
      assertTrue(help.out().contains("Example: stillwatch procedure " + word), help.out());
    }
    assertEquals(2, Run.of("procedure").code());
    assertEquals(3, Run.of("procedure", "status", "--url", "http://127.0.0.1:9").code());
  }
}
