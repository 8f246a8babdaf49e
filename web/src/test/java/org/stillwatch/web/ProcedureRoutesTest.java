package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.BlueLabRuns;
import org.stillwatch.testkit.station.ScriptedStation;
import tools.jackson.databind.JsonNode;

class ProcedureRoutesTest {

  private static final String START = "/api/v1/procedures/full-cooldown/runs";
  private static final String RUN = "/api/v1/runs/" + BlueLabRuns.ACTIVE;

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  private void refused(int status, String sentence, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(caller.error(answer).contains(sentence), caller.error(answer));
  }

  private JsonNode active() {
    return caller.json("/api/v1/runs").path(0);
  }

  @Test
  void offeredProceduresComeInOrderWithTheUsualValuesOfEachFridge() {
    var answer = caller.json("/api/v1/procedures");
    assertEquals("fridge", answer.at("/fridges/0").asString());
    var names =
        answer.path("procedures").valueStream().map(one -> one.path("name").asString()).toList();
    assertEquals(List.of("full-cooldown", "warmup", "reading-snapshot"), names);
    var base = answer.at("/procedures/0/parameters/1");
    assertEquals("baseT", base.path("name").asString());
    assertEquals("mK", base.path("unit").asString());
    assertEquals("9 mK", base.path("usual").asString(), "the fridge's own comes first");
    assertEquals("9 mK", base.at("/usualOn/0/value").asString());
    assertEquals("text", answer.at("/procedures/2/parameters/0/kind").asString());
  }

  @Test
  void aStationWithoutFridgesOffersNothing() {
    var book = station.procedures();
    station.procedures(
        new ProcedureBook(book.station(), book.zone(), book.procedures(), 3, List.of(), List.of()));
    assertTrue(caller.json("/api/v1/procedures").path("procedures").isEmpty());
  }

  @Test
  void aProcedureStartsWithTheValuesThatAreNotEmpty() {
    station.warn("fridge/mxc/temperature is already at 9.3 mK");
    var answer =
        caller.postJson(
            START,
            "{\"parameters\":{\"baseT\":\"15 mK\",\"still_full_cd\":\" \"},"
                + "\"comment\":\"new sample\",\"who\":\"anna\"}");
    assertEquals(201, answer.statusCode(), answer.body());
    var started = caller.parse(answer);
    assertEquals("fridge", started.at("/run/fridge").asString());
    assertEquals("anna", started.at("/run/who").asString());
    assertEquals("new sample", started.at("/run/comment").asString());
    assertEquals("{\"baseT\":\"15 mK\"}", started.at("/run/parameters").toString());
    assertEquals(
        "fridge/mxc/temperature is already at 9.3 mK", started.at("/warnings/0").asString());
  }

  @Test
  void aPlainNumberIsAValue() {
    var answer = caller.postJson(START, "{\"parameters\":{\"baseT\":15}}");
    assertEquals(201, answer.statusCode(), answer.body());
  }

  @Test
  void everyWrongValueIsNamedAtOnce() {
    var answer =
        caller.postJson(
            START,
            "{\"parameters\":{\"baseT\":\"5 mbar\",\"still_full_cd\":\"cold\",\"bsaeT\":\"1\"}}");
    assertEquals(400, answer.statusCode());
    var problems = caller.parse(answer).path("problems");
    assertEquals(3, problems.size(), answer.body());
    assertEquals(
        "Full Cooldown has no parameter 'bsaeT'; did you mean 'baseT'?",
        problems.path(0).asString());
    assertTrue(problems.path(1).asString().startsWith("still_full_cd: "), answer.body());
    assertTrue(problems.path(2).asString().startsWith("baseT: "), answer.body());
    assertEquals(4, station.runs().size(), "nothing was started");
  }

  @Test
  void whatCannotStartIsToldApart() {
    refused(
        404,
        "did you mean 'full-cooldown'?",
        caller.postJson("/api/v1/procedures/ful-cooldown/runs", "{}"));
    refused(404, "there is no fridge 'fridg'", caller.postJson(START, "{\"fridge\":\"fridg\"}"));
    station.refuse("Full Cooldown cannot start: Warmup is running on fridge");
    refused(409, "Warmup is running on fridge", caller.postJson(START, "{}"));
  }

  @Test
  void anActiveRunSaysWhereItIs() {
    var run = active();
    assertEquals(BlueLabRuns.ACTIVE, run.path("id").asString());
    assertEquals("Full Cooldown", run.path("title").asString());
    assertEquals("running", run.path("state").asString());
    assertEquals(39 * 3600, run.path("elapsed").asDouble());
    assertEquals(4, run.path("step").asInt());
    assertEquals("wait fridge/mxc/temperature <= 9 mK", run.path("doing").asString());
    var states = run.path("steps").valueStream().map(one -> one.path("state").asString()).toList();
    assertEquals(
        List.of("passed", "passed", "passed", "passed", "now", "next", "next", "next", "next"),
        states);
    assertEquals(run.at("/passages/0/at"), run.at("/steps/2/at"));
    assertEquals(109_980, run.at("/passages/0/elapsed").asDouble());
    assertEquals("fridge/mxc/temperature", run.at("/goals/0/channel").asString());
    assertEquals("9 mK", run.at("/goals/0/threshold").asString());
    assertTrue(run.at("/goals/0/now").asString().endsWith(" K"), run.toString());
    assertTrue(run.path("ended").isNull());
  }

  @Test
  void endedRunsFollowTheNewestFirstAndTheirGivenNumber() {
    var runs = caller.json("/api/v1/runs");
    assertEquals(4, runs.size());
    assertEquals("failed", runs.at("/1/state").asString());
    assertEquals("done", runs.at("/2/ended/how").asString());
    assertEquals("stopped by ben: water leak", runs.at("/3/ended/why").asString());
    assertEquals("", runs.at("/3/doing").asString());
    assertEquals(1, caller.json("/api/v1/runs?ended=0").size());
    refused(400, "ended=many", caller.get("/api/v1/runs?ended=many"));
  }

  @Test
  void aWaitThatWasNotMetWasLeft() {
    assertEquals("left", caller.json("/api/v1/runs").at("/1/steps/4/state").asString());
  }

  @Test
  void aRunHasTheCourseOfItsChannels() {
    var run = caller.json("/api/v1/runs/" + BlueLabRuns.DONE);
    assertEquals("done", run.at("/run/state").asString());
    assertEquals("fridge/mxc/temperature", run.at("/course/0/channel").asString());
    assertEquals("K", run.at("/course/0/unit").asString());
    assertEquals(0, run.at("/course/0/points/0/second").asLong());
    assertTrue(run.at("/course/0/points/0/value").asDouble() > 290);
    refused(404, "there is no run 'nix'", caller.get("/api/v1/runs/nix"));
  }

  private void show(
      Optional<Run.Lost> lost, boolean late, boolean stalled, Optional<Instant> paused) {
    var since = BlueLab.NOW.minus(Duration.ofHours(8));
    station.show(
        BlueLabRuns.activeAt(
            new Run.Position(
                4,
                BlueLabRuns.STEPS.get(4),
                since,
                ConditionState.START,
                List.of(),
                lost,
                late,
                stalled,
                paused)));
  }

  @Test
  void aLostRunNamesTheChannelWithoutAValue() {
    station.reportMissing("fridge/mxc/temperature", "sensor off");
    var since = BlueLab.NOW.minus(Duration.ofMinutes(7));
    show(Optional.of(new Run.Lost(since, true)), true, false, Optional.empty());
    var run = active();
    assertEquals("lost", run.path("state").asString());
    assertEquals(since.toString(), run.path("lost").asString());
    assertTrue(run.path("late").asBoolean());
    assertEquals(2, run.path("problems").size());
    assertEquals(
        "it cannot go on since 2026-11-20 16:35:07: fridge/mxc/temperature has no value (sensor"
            + " off); it goes on by itself when there are values again",
        run.at("/problems/0").asString());
    assertTrue(run.at("/goals/0/now").isNull());
  }

  @Test
  void aStalledRunSaysSoAndAPausedOneIsNoProblem() {
    show(Optional.empty(), false, true, Optional.empty());
    assertEquals("stalled", active().path("state").asString());
    assertEquals(1, active().path("problems").size());
    show(Optional.empty(), false, false, Optional.of(BlueLab.NOW));
    assertEquals("paused", active().path("state").asString());
    assertTrue(active().path("problems").isEmpty());
  }

  @Test
  void aRunIsPausedResumedMovedOnAndStopped() {
    for (var word : List.of("pause", "resume", "skip", "stop")) {
      var answer = caller.postJson(RUN + "/" + word, "{\"who\":\"anna\",\"why\":\"tea\"}");
      assertEquals(200, answer.statusCode(), answer.body());
    }
    assertEquals(
        List.of("PAUSE", "RESUME", "SKIP", "STOP"),
        station.asked().stream().map(one -> one.split(" ")[0]).toList());
    assertEquals("STOP a1f00d by anna: tea", station.asked().getLast());
    refused(409, "has ended already", caller.postJson(RUN + "/stop", "{}"));
    refused(404, "there is no run", caller.postJson("/api/v1/runs/nix/stop", "{}"));
  }

  @Test
  void whatDoesNotFitTheStateIsRefused() {
    refused(409, "is not paused", caller.postJson(RUN + "/resume", "{}"));
  }

  @Test
  void anActiveRunIsAlsoFoundByItsProcedureOrFridgeWhenItIsTheOnlyOne() {
    assertEquals(200, caller.postJson("/api/v1/runs/full-cooldown/pause", "{}").statusCode());
    assertEquals(200, caller.postJson("/api/v1/runs/fridge/resume", "{}").statusCode());
    assertEquals(201, caller.postJson("/api/v1/procedures/warmup/runs", "{}").statusCode());
    refused(409, "several runs are active", caller.postJson("/api/v1/runs/fridge/stop", "{}"));
  }

  @Test
  void aViewerSeesRunsAndMayNotTouchThem() {
    var wall = User.withToken("wall", Role.VIEWER, "wall token");
    try (var closed = WebServer.start(station, WebSettings.onLoopback(0).withUsers(wall));
        var viewer = Caller.withToken(closed.address(), "wall token")) {
      assertEquals(200, viewer.get("/api/v1/runs").statusCode());
      assertEquals(403, viewer.postJson(RUN + "/stop", "{}").statusCode());
      assertEquals(403, viewer.postJson(START, "{}").statusCode());
    }
    assertFalse(active().path("steps").isEmpty());
  }
}
