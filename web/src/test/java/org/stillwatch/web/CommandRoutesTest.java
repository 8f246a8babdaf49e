package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;

class CommandRoutesTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  private void refused(int status, String sentence, String body) {
    var answer = caller.postJson("/api/v1/commands", body);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(caller.error(answer).contains(sentence), caller.error(answer));
  }

  @Test
  void whatMayBeSetIsListedWithItsRange() {
    var settings = caller.json("/api/v1/settings");
    assertEquals(2, settings.size());
    assertEquals("on", settings.path(0).path("states").path(1).asString());
    assertTrue(settings.path(0).path("confirm").asBoolean());
    assertEquals(1000, settings.path(1).path("most").asDouble());
    assertEquals("Hz", settings.path(1).path("unit").asString());
  }

  @Test
  void aNumberMayComeWithItsUnitBesideIt() {
    var answer =
        caller.postJson(
            "/api/v1/commands",
            "{\"channel\":\"pump1/turbo/speed\",\"value\":0.5,\"unit\":\"kHz\",\"why\":\"slow\","
                + "\"who\":\"anna\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("pump1/turbo/speed is 500 Hz now", caller.parse(answer).path("text").asString());
    assertEquals(500, caller.parse(answer).path("readBack").asDouble());
    assertEquals(
        List.of("anna: is asked to become 500 Hz (slow)", "anna: pump1/turbo/speed is 500 Hz now"),
        station.control().lines());
  }

  @Test
  void whatIsRefusedOrFailsSaysSo() {
    refused(
        409,
        "must be confirmed",
        "{\"channel\":\"gauge1/ion/filament\",\"value\":\"on\",\"why\":\"x\"}");
    refused(409, "out of range", "{\"channel\":\"pump1/turbo/speed\",\"value\":1e4,\"why\":\"x\"}");
    refused(
        400,
        "did you mean 'pump1/turbo/speed'?",
        "{\"channel\":\"pump1/turbo/sped\",\"value\":1,\"why\":\"x\"}");
    refused(400, "'value' is missing", "{\"channel\":\"pump1/turbo/speed\",\"why\":\"x\"}");
    refused(400, "is no channel id", "{\"channel\":\"PUMP\",\"value\":1,\"why\":\"x\"}");
    station.control().becomes(new Outcome.Unconfirmed("it did not answer within 0.3 s"));
    refused(
        502,
        "whether pump1/turbo/speed was changed is not known: it did not answer within 0.3 s",
        "{\"channel\":\"pump1/turbo/speed\",\"value\":1,\"why\":\"x\"}");
  }

  @Test
  void offIsNotRefusedForALongReasonOrName() {
    var answer =
        caller.postJson(
            "/api/v1/commands",
            "{\"channel\":\"gauge1/ion/filament\",\"value\":\"off\",\"why\":\"%s\",\"who\":\"%s\"}"
                .formatted("x".repeat(2000), "y".repeat(200)));
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(
        station.control().lines().getFirst().length() < 1200, station.control().lines().toString());
  }
}
