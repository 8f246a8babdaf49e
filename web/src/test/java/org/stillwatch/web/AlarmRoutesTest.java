package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;

class AlarmRoutesTest {

  private static final String WATER = "/api/v1/alarms/water-out%2Fhigh";

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server =
      WebServer.start(
          station,
          WebSettings.onLoopback(0),
          Offers.of(AlarmRoutesTest::backTest, who -> reloaded(who)));
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  private static List<String> reloaded(String who) {
    return who.equals("careless")
        ? List.of("lab.yaml:3:5: unknown key 'chanel'; did you mean 'channel'?", "lab.yaml:9:1: x")
        : List.of();
  }

  @Test
  void aStationFileIsReadAgainOnlyWhenNothingIsWrongWithIt() throws Exception {
    assertEquals(202, caller.postJson("/api/v1/reload", "{\"who\":\"anna\"}").statusCode());
    var refused = caller.postJson("/api/v1/reload", "{\"who\":\"careless\"}");
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("did you mean 'channel'?"), refused::body);
    assertTrue(refused.body().contains("lab.yaml:9:1"), refused::body);
  }

  @Test
  void aStationIsPutInAnotherModeThatItHas() throws Exception {
    var body = "{\"mode\":\"cooldown\",\"who\":\"anna\",\"why\":\"new sample\"}";
    assertEquals(200, caller.postJson("/api/v1/mode", body).statusCode());
    var refused = caller.postJson("/api/v1/mode", "{\"mode\":\"flying\"}");
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("there is no mode 'flying'"), refused::body);
  }

  private static BackTest.Report backTest(String rules, Instant from, Instant to) {
    if (!rules.startsWith("rules:")) {
      throw new IllegalArgumentException(
          "line 1: the key 'rules' is missing\nline 2: '5 apples' is no quantity");
    }
    return new BackTest.Report(from, to, 42, Duration.ofMillis(1500), List.of());
  }

  private void refused(int status, String sentence, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(caller.error(answer).contains(sentence), caller.error(answer));
  }

  @Test
  void anAlarmHasAllItsFields() {
    assertEquals(
        List.of(
            "id",
            "rule",
            "kind",
            "severity",
            "state",
            "since",
            "returned",
            "title",
            "text",
            "channel",
            "acknowledged",
            "shelved",
            "shelf"),
        List.copyOf(caller.json("/api/v1/alarms").path(0).propertyNames()));
  }

  @Test
  void anAcknowledgedAlarmSaysByWhomWhenAndWhy() {
    var answer = caller.postJson(WATER + "/ack", "{\"who\":\"anna\",\"note\":\"on my way\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    var alarm = caller.json("/api/v1/alarms").path(0);
    assertEquals(alarm, caller.parse(answer));
    assertEquals("active-acknowledged", alarm.path("state").asString());
    assertEquals("anna", alarm.at("/acknowledged/who").asString());
    assertEquals("on my way", alarm.at("/acknowledged/note").asString());
    assertEquals(BlueLab.NOW.toString(), alarm.at("/acknowledged/at").asString());
  }

  @Test
  void whatCannotBeAcknowledgedIsToldApart() {
    refused(404, "there is no alarm 'nix' now", caller.postJson("/api/v1/alarms/nix/ack", "{}"));
    assertEquals(200, caller.postJson(WATER + "/ack", "{\"who\":\"anna\"}").statusCode());
    refused(
        409,
        "the alarm 'PT water out above 29 °C' is already acknowledged, by anna",
        caller.postJson(WATER + "/ack", "{\"who\":\"ben\"}"));
    refused(
        400,
        "more than 100 characters",
        caller.postJson(
            "/api/v1/alarms/ion-gauge%2Fstale/ack", "{\"who\":\"" + "x".repeat(101) + "\"}"));
    refused(400, "the body", caller.postJson(WATER + "/ack", "{\"whom\":\"anna\"}"));
  }

  @Test
  void anIdMayHoldAnyCharacters() {
    for (var id :
        List.of("a b", "a+b", "50%", "ü/ä?#", "..", ".", "a/../b", "a;b", "\\", "x//y", "{id}")) {
      station.raise(alarm(id));
      var path =
          "/api/v1/alarms/"
              + URLEncoder.encode(id, StandardCharsets.UTF_8)
                  .replace("+", "%20")
                  .replace(".", "%2E")
              + "/ack";
      var answer = caller.postJson(path, "{\"who\":\"anna\"}");
      assertEquals(200, answer.statusCode(), id + ": " + answer.body());
      assertEquals(id, caller.parse(answer).path("id").asString());
    }
  }

  private static AlarmStatus alarm(String id) {
    return AlarmStatus.active(
        id,
        "odd",
        Notice.Kind.ALARM,
        Severity.WARNING,
        BlueLab.NOW,
        "Odd",
        "odd",
        Optional.empty());
  }

  @Test
  void namesAreOneLineWithoutTricks() {
    var answer =
        caller.postJson(WATER + "/ack", "{\"who\":\" an\\u202ena\\n\",\"note\":\"a\\nb\"}");
    assertEquals("an na", caller.parse(answer).at("/acknowledged/who").asString());
    assertEquals("a b", caller.parse(answer).at("/acknowledged/note").asString());
  }

  @Test
  void aShelvedAlarmSaysUntilWhenByWhomAndWhy() {
    var answer =
        caller.postJson(
            WATER + "/shelve", "{\"for\":\"2h\",\"why\":\"filter change\",\"who\":\"anna\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    var until = BlueLab.NOW.plus(Duration.ofHours(2)).toString();
    assertEquals(until, caller.parse(answer).path("until").asString());
    var alarm = caller.json("/api/v1/alarms").path(0);
    assertEquals("shelved", alarm.path("state").asString());
    assertEquals(until, alarm.path("shelved").asString());
    assertEquals("filter change", alarm.at("/shelf/why").asString());
    assertEquals(caller.parse(answer), caller.json("/api/v1/shelves").path(0));
    assertEquals(200, caller.postJson(WATER + "/unshelve", "{}").statusCode());
    assertEquals(0, caller.json("/api/v1/shelves").size());
    refused(409, "is not shelved", caller.postJson(WATER + "/unshelve", "{}"));
    refused(404, "'nix'", caller.postJson("/api/v1/alarms/nix/unshelve", "{}"));
  }

  @Test
  void aShelfNeedsALengthAndAReason() {
    refused(400, "'for' is missing", caller.postJson(WATER + "/shelve", "{\"why\":\"x\"}"));
    refused(400, "'why' is missing", caller.postJson(WATER + "/shelve", "{\"for\":\"2h\"}"));
    for (var length : List.of("ages", "-2h", "0s", "2", "")) {
      refused(
          400,
          length.isEmpty() ? "'for' is missing" : "is no length of time; expected such as 30m",
          caller.postJson(WATER + "/shelve", "{\"for\":\"" + length + "\",\"why\":\"x\"}"));
    }
    refused(
        400,
        "more than a year",
        caller.postJson(WATER + "/shelve", "{\"for\":\"999999999d\",\"why\":\"x\"}"));
    refused(
        404,
        "'nix'",
        caller.postJson("/api/v1/alarms/nix/shelve", "{\"for\":\"2h\",\"why\":\"x\"}"));
  }

  @Test
  void whoIsCalledIsToldBySeverityTheGravestFirst() {
    var who = caller.json("/api/v1/who");
    assertEquals(3, who.size());
    assertEquals("critical", who.path(0).path("severity").asString());
    var call = who.path(0).path("calls").path(0);
    assertEquals("team", call.path("route").asString());
    assertEquals("anna", call.path("recipient").asString());
    assertEquals("hook", call.path("notifier").asString());
    assertEquals(0, call.path("after").asDouble());
    assertTrue(call.path("heldUntil").isNull());
  }

  @Test
  void parkedNoticesAreTriedAgainOrDismissed() {
    assertEquals(1, caller.json("/api/v1/status").at("/outbox/parked").asInt());
    var again = caller.postJson("/api/v1/outbox/retry", "{}");
    assertEquals(1, caller.parse(again).path("settled").asInt(), again.body());
    assertEquals(2, caller.json("/api/v1/status").at("/outbox/waiting").asInt());
    var none = caller.postJson("/api/v1/outbox/dismiss", "{\"who\":\"anna\"}");
    assertEquals(0, caller.parse(none).path("settled").asInt());
  }

  @Test
  void aBackTestAnswersItsReport() {
    var answer =
        caller.postJson(
            "/api/v1/backtest", "{\"rules\":\"rules: []\",\"from\":\"-2d\",\"to\":\"-1d\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    var report = caller.parse(answer);
    assertEquals(BlueLab.NOW.minus(Duration.ofDays(2)).toString(), report.path("from").asString());
    assertEquals(42, report.path("readings").asInt());
    assertEquals(1.5, report.path("took").asDouble());
  }

  @Test
  void everyProblemOfDraftRulesIsNamed() {
    var answer = caller.postJson("/api/v1/backtest", "{\"rules\":\"x: 1\",\"from\":\"-2d\"}");
    refused(400, "2 problems: line 1: the key 'rules' is missing; line 2:", answer);
    var problems = caller.parse(answer).path("problems");
    assertEquals(2, problems.size());
    assertEquals("line 2: '5 apples' is no quantity", problems.path(1).asString());
  }

  @Test
  void aBackTestNeedsRulesAndAStretchOfTime() {
    refused(400, "'rules' is missing", caller.postJson("/api/v1/backtest", "{\"from\":\"-2d\"}"));
    refused(400, "'from' is missing", caller.postJson("/api/v1/backtest", "{\"rules\":\"x\"}"));
    refused(
        400,
        "is not before",
        caller.postJson("/api/v1/backtest", "{\"rules\":\"x\",\"from\":\"now\"}"));
    refused(
        400,
        "from=soon is no time",
        caller.postJson("/api/v1/backtest", "{\"rules\":\"x\",\"from\":\"soon\"}"));
  }

  @Test
  void withoutABackTestThereIsNone() {
    try (var plain = WebServer.start(station, WebSettings.onLoopback(0));
        var other = new Caller(plain.address())) {
      assertEquals(404, other.postJson("/api/v1/backtest", "{}").statusCode());
      assertEquals(false, other.json("/api/v1/session").path("backTest").asBoolean());
    }
    assertEquals(true, caller.json("/api/v1/session").path("backTest").asBoolean());
  }
}
