package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.app.config.PasswordHash;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.StationView.InstrumentStatus;
import org.stillwatch.core.station.StationView.RuleStatus;
import org.stillwatch.core.station.StationView.SinkStatus;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.Role;
import org.stillwatch.web.User;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;
import tools.jackson.databind.json.JsonMapper;

/** The commands for alarms, on a scripted station. */
class AlarmCommandsTest {

  private static final String WATER = "water-out/high";

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));

  @AfterEach
  void close() {
    server.close();
  }

  private Run run(Object... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--url");
    all.add(server.address());
    return Run.of(all.toArray());
  }

  @Test
  void alarmsAreListedWithTheirStatesAndIds() {
    var list = run("alarms");
    assertEquals(0, list.code(), list.err());
    assertTrue(
        list.out()
            .contains(
                "critical PT water out above 29 °C, active-unacknowledged since"
                    + " 2026-11-20T15:36:07Z"),
        list.out());
    assertTrue(list.out().contains("id water-out/high"), list.out());
    var json = run("alarms", "--json").lines();
    assertEquals(2, json.size());
    var first = JsonMapper.builder().build().readTree(json.getFirst());
    assertEquals(WATER, first.path("id").asString());
    station.clear(WATER);
    station.clear("ion-gauge/stale");
    assertEquals(List.of("no alarm"), run("alarms").lines());
    assertEquals(List.of(), run("alarms", "--json").lines());
  }

  @Test
  void ackSaysWhoAndDefaultsToTheUserOfTheComputer() {
    var done = run("alarms", "ack", WATER, "--note", "on \"my\" way");
    assertEquals(0, done.code(), done.err());
    var by = station.alarms().getFirst().acknowledged().orElseThrow();
    assertEquals(System.getProperty("user.name"), by.who());
    assertEquals("on \"my\" way", by.note());
    assertEquals(
        "acknowledged by " + by.who() + ": PT water out above 29 °C", done.lines().getFirst());
    var other = run("alarms", "ack", "ion-gauge/stale", "--who", "ben");
    assertTrue(other.out().startsWith("acknowledged by ben: "), other.out());
    assertTrue(run("alarms").out().contains("acknowledged by ben at 2026-11-20T15:42:07Z"));
  }

  @Test
  void whatTheStationRefusesIsSaid() {
    var none = run("alarms", "ack", "nix");
    assertEquals(2, none.code());
    assertTrue(none.err().startsWith("the station refuses: there is no alarm 'nix'"), none.err());
    station.acknowledge(WATER, "ben", "");
    var twice = run("alarms", "ack", WATER);
    assertTrue(twice.err().contains("already acknowledged, by ben"), twice.err());
  }

  @Test
  void aShelfIsPutUpAndTakenDown() {
    var up = run("alarms", "shelve", WATER, "--for", "2h", "--why", "filter", "--who", "anna");
    assertEquals(0, up.code(), up.err());
    assertEquals("shelved by anna until 2026-11-20T17:42:07Z: water-out", up.lines().getFirst());
    assertTrue(run("alarms").out().contains("shelved until 2026-11-20T17:42:07Z by anna: filter"));
    assertEquals(0, run("alarms", "unshelve", WATER).code());
    assertTrue(station.shelves().isEmpty());
    assertEquals(2, run("alarms", "shelve", WATER, "--for", "2h").code(), "--why is needed");
  }

  @Test
  void whoNamesPersonWayAndRouteBySeverity() {
    var who = run("who");
    assertEquals(0, who.code(), who.err());
    assertEquals("critical", who.lines().getFirst());
    assertTrue(who.lines().get(1).matches(" +team +anna by hook, at once"), who.out());
    assertEquals(3, run("who", "--json").lines().size());
  }

  @Test
  void parkedNoticesAreSettled() {
    assertEquals("1 parked notices tried again", run("outbox", "retry").lines().getFirst());
    assertEquals("0 parked notices dismissed", run("outbox", "dismiss").lines().getFirst());
    assertEquals(2, Run.of("outbox").code());
  }

  @Test
  void everySubcommandHasHelpWithAnExample() {
    for (var words :
        List.of(
            List.of("alarms", "ack"),
            List.of("alarms", "shelve"),
            List.of("alarms", "unshelve"),
            List.of("outbox", "retry"),
            List.of("outbox", "dismiss"),
            List.of("user", "password"))) {
      var help = Run.of(words.get(0), words.get(1), "--help");
      assertEquals(0, help.code(), help.err());
      assertTrue(help.out().contains("Example: stillwatch " + String.join(" ", words)), help.out());
    }
  }

  /** Everything else of the scripted lab is well. */
  private void mend() {
    for (var one : station.instruments()) {
      station.instrument(
          new InstrumentStatus(
              one.id(), one.kind(), "ok", "", one.since(), one.lastReading(), 1, 0, List.of()));
    }
    assertEquals(1, station.settleParked(false, "anna"));
  }

  @Test
  void statusCountsOpenAlarmsAndIsWellOnceAllAreShelved() {
    mend();
    var wrong = run("status");
    assertEquals(1, wrong.code());
    assertTrue(wrong.out().contains("alarms: 2 open, 0 shelved"), wrong.out());
    assertTrue(wrong.out().contains("active-unacknowledged since"), wrong.out());
    station.acknowledge(WATER, "anna", "");
    assertEquals(1, run("status").code(), "it is acknowledged, and still there");
    station.shelve(WATER, Duration.ofHours(1), "anna", "filter");
    station.shelve("ion-gauge/stale", Duration.ofHours(1), "anna", "spare");
    station.sink(
        new SinkStatus("influxdb", "unreachable", "connection refused", station.now(), 5, 37));
    var behind = run("status");
    assertEquals(1, behind.code(), "nothing else is wrong");
    assertTrue(
        behind
            .lines()
            .contains(
                "influxdb         unreachable  sink       connection refused; 37 readings waiting"),
        behind.out());
    station.sink(new SinkStatus("influxdb", "ok", "", station.now(), 42, 0));
    var well = run("status");
    assertEquals(0, well.code(), well.out());
    assertTrue(well.out().contains("alarms: 0 open, 2 shelved"), well.out());
  }

  @Test
  void aRuleThatWatchesNothingIsAProblem() {
    mend();
    station.clear(WATER);
    station.clear("ion-gauge/stale");
    assertEquals(0, run("status").code());
    var channel = new ChannelId("fridge/nowhere");
    station.rule(
        new RuleStatus(
            "lost", channel, "unknown", Optional.empty(), Optional.empty(), Optional.empty()));
    var lost = run("status");
    assertEquals(1, lost.code());
    assertTrue(
        lost.out().contains("rule lost watches fridge/nowhere, which has never been seen"),
        lost.out());
    assertEquals(1, run("status", "--json").code());
    station.ready(false);
    assertEquals(0, run("status").code(), "it may come yet");
  }

  @Test
  void aBrokenRuleIsAProblemWithItsReason() {
    mend();
    station.clear(WATER);
    station.clear("ion-gauge/stale");
    station.rule(
        new RuleStatus(
            "odd",
            new ChannelId("fridge/p1"),
            "unknown",
            Optional.empty(),
            Optional.empty(),
            Optional.of("'5 K' does not fit fridge/p1, which is in mbar"),
            true));
    var odd = run("status");
    assertEquals(1, odd.code());
    assertTrue(odd.out().contains("rule odd is broken: '5 K' does not fit fridge/p1"), odd.out());
  }

  @Test
  void aStationWithUsersIsAskedWithTheTokenOfTheEnvironment() {
    var settings =
        WebSettings.onLoopback(0).withUsers(User.withToken("anna", Role.OPERATOR, "a token"));
    try (var closed = WebServer.start(station, settings)) {
      var url = Optional.of(closed.address().toString());
      var known =
          StationClient.find(url, Path.of("data"), Map.of("STILLWATCH_TOKEN", " a token\n"));
      assertEquals(2, known.json("/api/v1/alarms").size());
      for (Map<String, String> environment :
          List.of(Map.<String, String>of(), Map.of("STILLWATCH_TOKEN", "guess"))) {
        var stranger = StationClient.find(url, Path.of("data"), environment);
        var refused = assertThrows(Failure.class, () -> stranger.json("/api/v1/alarms"));
        assertEquals(Failure.USAGE, refused.exitCode());
        assertTrue(
            String.valueOf(refused.getMessage())
                .endsWith("; set STILLWATCH_TOKEN to the token of a user of the station"),
            refused.getMessage());
      }
    }
  }

  @Test
  void userPasswordPrintsAHashThatFitsThePasswordAlone() {
    var before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8)));
      var made = Run.of("user", "password");
      assertEquals(0, made.code(), made.err());
      assertFalse(made.out().contains("horse"));
      var hash = PasswordHash.parse(made.out());
      assertTrue(hash.matches("correct horse"));
      assertFalse(hash.matches("correct horses"));
      System.setIn(new ByteArrayInputStream("short\n".getBytes(StandardCharsets.UTF_8)));
      assertEquals(2, Run.of("user", "password").code());
    } finally {
      System.setIn(before);
    }
  }
}
