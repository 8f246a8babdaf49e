package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.StationView.InstrumentStatus;
import org.stillwatch.core.station.StationView.SinkStatus;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import tools.jackson.databind.JsonNode;

class WebServerTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  private JsonNode channel(String id) {
    return one(caller.json("/api/v1/channels"), "id", id);
  }

  private static JsonNode one(JsonNode list, String key, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(node -> node.path(key).asString().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + value + " in " + list));
  }

  @Test
  void aMeasuredChannelHasValueUnitTimeAndAge() {
    var mxc = channel("fridge/mxc/temperature");
    assertEquals(0.00931, mxc.path("value").asDouble());
    assertEquals("K", mxc.path("unit").asString());
    assertEquals("0.00931 K", mxc.path("text").asString());
    assertEquals("2026-11-20T15:41:55Z", mxc.path("time").asString());
    assertEquals("good", mxc.path("quality").asString());
    assertTrue(mxc.path("reason").isNull());
    assertEquals(12.0, mxc.path("age").asDouble());
    assertEquals("CH6", mxc.path("label").asString());
    assertFalse(mxc.path("stale").asBoolean());
  }

  @Test
  void aMissingChannelIsNullWithItsReasonAndItsLastValue() {
    var gauge = channel("fridge/p3");
    assertTrue(gauge.path("value").isNull());
    assertEquals("missing", gauge.path("quality").asString());
    assertEquals("gauge off", gauge.path("reason").asString());
    assertTrue(gauge.path("lastMeasured").path("value").asDouble() > 200);
  }

  @Test
  void aChannelThatNeverReportedIsMissing() {
    station.declare(
        Channel.number(new ChannelId("fridge/new"), Unit.KELVIN, "New", Duration.ofSeconds(10)));
    var fresh = channel("fridge/new");
    assertTrue(fresh.path("value").isNull());
    assertTrue(fresh.path("time").isNull());
    assertTrue(fresh.path("age").isNull());
    assertEquals("no reading yet", fresh.path("reason").asString());
  }

  @Test
  void aSilentChannelIsStaleAndAStateIsAWord() {
    var gauge = channel("gauge1/ion/pressure");
    assertTrue(gauge.path("stale").asBoolean());
    assertEquals(252.0, gauge.path("age").asDouble());
    assertEquals("open", channel("fridge/valve/v4").path("text").asString());
  }

  @Test
  void bucketsKeepTheLeastAndGreatestValue() {
    station.remember(
        Reading.measured(
            new ChannelId("fridge/flow"), BlueLab.NOW.minus(Duration.ofHours(3)), 0, 99));
    var answer = caller.json("/api/v1/readings?channel=fridge/flow&from=-4h&points=10");
    var series = answer.path("series").path(0);
    assertEquals("fridge/flow", series.path("channel").asString());
    assertEquals("mmol/s", series.path("unit").asString());
    assertEquals(10, series.path("buckets").size());
    double most = 0;
    for (var bucket : series.path("buckets")) {
      assertTrue(bucket.path("min").asDouble() <= bucket.path("mean").asDouble());
      most = Math.max(most, bucket.path("max").asDouble());
    }
    assertEquals(99, most);
    assertTrue(series.path("readings").isNull());
  }

  @Test
  void aBucketWithoutAMeasuredValueIsNullWithTheReason() {
    var answer =
        caller.json("/api/v1/readings?channel=fridge/p3&from=-10m&points=1").path("series").path(0);
    var bucket = answer.path("buckets").path(0);
    assertEquals(0, bucket.path("count").asInt());
    assertEquals(10, bucket.path("missing").asInt());
    assertEquals("gauge off", bucket.path("reason").asString());
    for (var key : List.of("min", "max", "mean", "last")) {
      assertTrue(bucket.path(key).isNull(), key);
    }
  }

  @Test
  void withoutPointsEveryReadingIsGiven() {
    var answer =
        caller.json(
            "/api/v1/readings?channel=fridge/p3&from=2026-11-20T15:32:07Z&to=2026-11-20T16:42:07%2B01:00");
    var readings = answer.path("series").path(0).path("readings");
    assertEquals(10, readings.size());
    assertTrue(readings.path(0).path("value").isNull());
    assertEquals("gauge off", readings.path(0).path("reason").asString());
    assertEquals("2026-11-20T15:42:07Z", answer.path("to").asString());
  }

  @Test
  void timesMayBeLocalTimesOfTheStation() {
    var answer = caller.json("/api/v1/readings?channel=fridge/p3&from=2026-11-20%2016:00&points=2");
    assertEquals("2026-11-20T15:00:00Z", answer.path("from").asString());
  }

  @Test
  void patternsAndRepeatedChannelsGiveEachChannelOnce() {
    var answer =
        caller.json(
            "/api/v1/readings?channel=fridge/*/temperature&channel=fridge/mxc/temperature&points=2");
    assertEquals(5, answer.path("series").size());
  }

  @Test
  void wrongQuestionsAboutReadingsAreRefusedWithOneSentence() {
    refused(400, "'channel' is missing", "/api/v1/readings");
    refused(404, "no channel matches 'fridge/nix'", "/api/v1/readings?channel=fridge/nix");
    refused(400, "from=yesterday is no time", "/api/v1/readings?channel=fridge/p1&from=yesterday");
    refused(400, "is not before", "/api/v1/readings?channel=fridge/p1&from=now");
    refused(400, "points=0 cannot be used", "/api/v1/readings?channel=fridge/p1&points=0");
    refused(400, "points=x cannot be used", "/api/v1/readings?channel=fridge/p1&points=x");
    refused(400, "more than once", "/api/v1/readings?channel=fridge/p1&points=1&points=2");
    refused(400, "are more than 200000", "/api/v1/readings?channel=**&points=9999");
    refused(400, "limit=0 cannot be used", "/api/v1/notices?limit=0");
  }

  @Test
  void moreReadingsThanFitAreRefusedWithAWayOut() {
    var id = new ChannelId("fridge/flow");
    for (int i = 0; i <= ReadingsQuery.MOST_READINGS; i++) {
      station.remember(Reading.measured(id, BlueLab.NOW.minusMillis(i + 1), 0, 1.5));
    }
    refused(400, "give points=N or a shorter range", "/api/v1/readings?channel=fridge/flow");
  }

  private void refused(int status, String sentence, String path) {
    var answer = caller.get(path);
    assertEquals(status, answer.statusCode(), path);
    assertTrue(caller.error(answer).contains(sentence), caller.error(answer));
  }

  @Test
  void alarmsComeGravestFirst() {
    var alarms = caller.json("/api/v1/alarms");
    assertEquals("critical", alarms.path(0).path("severity").asString());
    assertEquals("water-out", alarms.path(0).path("rule").asString());
    assertEquals("active-unacknowledged", alarms.path(0).path("state").asString());
    assertEquals("fridge/compressor/water-out", alarms.path(0).path("channel").asString());
    assertEquals("warning", alarms.path(1).path("severity").asString());
  }

  @Test
  void aNoticeHasTheKeysOfAWebhookAndItsDeliveries() {
    var notice = caller.json("/api/v1/notices?limit=2").path(1);
    assertEquals(
        List.of(
            "id",
            "time",
            "station",
            "kind",
            "severity",
            "title",
            "text",
            "channel",
            "value",
            "unit",
            "rule",
            "late",
            "deliveries"),
        List.copyOf(notice.propertyNames()));
    assertEquals("alarm", notice.path("kind").asString());
    var delivery = notice.path("deliveries").path(1);
    assertEquals("hook", delivery.path("notifier").asString());
    assertEquals("waiting", delivery.path("state").asString());
    assertEquals(2, delivery.path("attempts").asInt());
    assertEquals("503 Service Unavailable", delivery.path("last").asString());
  }

  @Test
  void noticesAreNewestFirstAndLimited() {
    var notices = caller.json("/api/v1/notices?limit=1");
    assertEquals(1, notices.size());
    assertEquals("Ion gauge silent", notices.path(0).path("title").asString());
  }

  @Test
  void instrumentsTellStateReasonAndProblems() {
    var supply = one(caller.json("/api/v1/instruments"), "id", "hv1");
    assertEquals("trouble", supply.path("state").asString());
    assertEquals(2, supply.path("unreadable").asInt());
    assertTrue(supply.path("problems").path(0).asString().startsWith("status.log:1204"));
  }

  @Test
  void statusHoldsItsParts() {
    var status = caller.json("/api/v1/status");
    assertEquals(
        List.of("station", "instruments", "channels", "alarms", "outbox", "sinks"),
        List.copyOf(status.propertyNames()));
    assertEquals("Blue lab", status.path("station").path("name").asString());
    assertEquals(1, status.path("outbox").path("waiting").asInt());
    assertEquals(1, status.path("outbox").path("parked").asInt());
  }

  @Test
  void aSnapshotIsTakenAndAnUnknownSetIsRefused() {
    var taken = caller.postJson("/api/v1/snapshots", "{\"label\":\"Base\",\"set\":\"fridge\"}");
    assertEquals(201, taken.statusCode());
    assertEquals("Base", caller.parse(taken).path("label").asString());
    var gauge = one(caller.parse(taken).path("readings"), "channel", "fridge/p3");
    assertTrue(gauge.path("value").isNull());
    var refused = caller.postJson("/api/v1/snapshots", "{\"set\":\"nix\"}");
    assertEquals(400, refused.statusCode());
    assertEquals("there is no snapshot set 'nix'; the station has: fridge", caller.error(refused));
  }

  @Test
  void aTestNoticeIsSentAndShown() {
    var sent = caller.postJson("/api/v1/test-notices", "{}");
    assertEquals(202, sent.statusCode());
    assertEquals("test", caller.parse(sent).path("kind").asString());
    assertEquals("hook", caller.parse(sent).at("/deliveries/0/notifier").asString());
  }

  @Test
  void aBodyThatCannotBeUsedIsRefused() {
    for (var body : List.of("", "null", "[]", "{", "{\"rout\":\"team\"}", "{\"route\":{}}")) {
      var answer = caller.postJson("/api/v1/test-notices", body);
      assertEquals(400, answer.statusCode(), body);
      assertTrue(caller.error(answer).startsWith("the body "), caller.error(answer));
    }
    var large = caller.postJson("/api/v1/snapshots", "{\"label\":\"" + "x".repeat(70_000) + "\"}");
    assertEquals(413, large.statusCode());
  }

  @Test
  void otherPeoplesPagesMayNotAsk() {
    var form = caller.post("/api/v1/test-notices", "{}", "Content-Type", "text/plain");
    assertEquals(415, form.statusCode());
    var foreign =
        caller.post(
            "/api/v1/test-notices",
            "{}",
            "Content-Type",
            "application/json",
            "Origin",
            "http://evil.example");
    assertEquals(403, foreign.statusCode());
    var own =
        caller.post(
            "/api/v1/test-notices",
            "{}",
            "Content-Type",
            "application/json",
            "Origin",
            "http://" + server.address().getAuthority());
    assertEquals(202, own.statusCode());
    var crossSite =
        caller.post(
            "/api/v1/test-notices",
            "{}",
            "Content-Type",
            "application/json",
            "Sec-Fetch-Site",
            "cross-site");
    assertEquals(403, crossSite.statusCode());
  }

  @Test
  void aForeignHostNameIsNotAnswered() throws IOException {
    for (var path : List.of("/", "/api/v1/status", "/app.js", "/metrics")) {
      assertEquals("HTTP/1.1 421 Misdirected Request", asHost(path, "evil.example:8080"));
      assertEquals("HTTP/1.1 200 OK", asHost(path, "localhost:8080"));
      assertEquals("HTTP/1.1 200 OK", asHost(path, "127.0.0.1"));
      assertEquals("HTTP/1.1 200 OK", asHost(path, "[::1]:8080"));
    }
    assertEquals("HTTP/1.1 421 Misdirected Request", asHost("/", "192.168.0.7"));
  }

  private String asHost(String path, String host) throws IOException {
    return caller.statusLine(
        List.of("GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close"));
  }

  @Test
  void whatIsNotThereIsToldAsJson() {
    var nothing = caller.get("/api/v1/nothing");
    assertEquals(404, nothing.statusCode());
    assertTrue(caller.error(nothing).startsWith("there is nothing at /api/v1/nothing"));
    assertEquals(404, caller.get("/api").statusCode());
    assertEquals(404, caller.get("/nothing.js").statusCode());
    assertEquals(404, caller.get("/vendor/..%2f..%2flogback-test.xml").statusCode());
    assertEquals(404, caller.postJson("/api/v1/nothing", "{}").statusCode());
    var wrong = caller.postJson("/api/v1/channels", "{}");
    assertEquals(405, wrong.statusCode());
    assertEquals("GET", wrong.headers().firstValue("Allow").orElse(""));
    assertEquals(405, caller.get("/api/v1/snapshots").statusCode());
  }

  @Test
  void healthIsUnwellWithReasons() {
    assertEquals(200, caller.get("/healthz").statusCode());
    station.storeTrouble("disk full");
    station.ready(false);
    var unwell = caller.get("/api/v1/healthz");
    assertEquals(503, unwell.statusCode());
    assertTrue(unwell.body().contains("store: disk full\nnot ready"), unwell.body());
  }

  @Test
  void metricsLeaveOutWhatHasNoValue() {
    var text = caller.get("/metrics").body();
    assertTrue(
        text.contains(
            "\nstillwatch_channel_value{channel=\"fridge/mxc/temperature\",unit=\"K\"} 0.00931\n"),
        text);
    assertFalse(text.contains("stillwatch_channel_value{channel=\"fridge/p3\""), "missing");
    assertFalse(text.contains("stillwatch_channel_value{channel=\"gauge1/ion"), "stale");
    assertTrue(text.contains("\nstillwatch_outbox_parked 1\n"));
    assertTrue(text.contains("\nstillwatch_unreadable_rows_total{instrument=\"hv1\"} 2\n"));
    assertTrue(
        text.contains(
            "stillwatch_instrument_up{instrument=\"gauge1\",kind=\"kjlc-gauge\",state=\"unreachable\"}"
                + " 0"));
    assertFalse(text.contains("NaN"));
  }

  @Test
  void sinksTellHowTheyAreAndWhatWaits() {
    assertEquals(0, caller.json("/api/v1/sinks").size());
    assertFalse(caller.get("/metrics").body().contains("stillwatch_sink"), "there are none");
    station.sink(
        new SinkStatus("influxdb", "unreachable", "connection refused", BlueLab.NOW, 1200, 37));
    var sink = caller.json("/api/v1/sinks").path(0);
    assertEquals("influxdb", sink.path("name").asString());
    assertEquals("unreachable", sink.path("state").asString());
    assertEquals("connection refused", sink.path("reason").asString());
    assertEquals(1200, sink.path("carried").asInt());
    assertEquals(37, sink.path("waiting").asInt());
    assertEquals(sink, caller.json("/api/v1/status").path("sinks").path(0));
    var text = caller.get("/metrics").body();
    assertTrue(text.contains("\nstillwatch_sink_waiting{sink=\"influxdb\"} 37\n"), text);
    assertTrue(
        text.contains("\nstillwatch_sink_up{sink=\"influxdb\",state=\"unreachable\"} 0\n"), text);
    assertTrue(text.contains("\nstillwatch_sink_readings_total{sink=\"influxdb\"} 1200\n"), text);
  }

  @Test
  void labelsOfMetricsAreEscaped() {
    station.instrument(
        new InstrumentStatus(
            "odd\"one\\\n", "text", "ok", "", BlueLab.NOW, Optional.empty(), 0, 0, List.of()));
    assertTrue(caller.get("/metrics").body().contains("{instrument=\"odd\\\"one\\\\\\n\"} 0\n"));
  }

  @Test
  void aTextWithMarkupStaysAText() {
    station.tell(
        station.notice(
            "x",
            station.now(),
            Notice.Kind.ALARM,
            Severity.INFO,
            "</script><b>",
            "\u2028\u0000\"",
            ScriptedStation.about("fridge/p1", Double.NaN, "mbar")));
    var notice = caller.json("/api/v1/notices?limit=1").path(0);
    assertEquals("</script><b>", notice.path("title").asString());
    assertEquals("\u2028\u0000\"", notice.path("text").asString());
    assertTrue(notice.path("value").isNull());
  }

  @Test
  void thePageMayLoadOnlyItself() {
    var page = caller.get("/");
    assertEquals(200, page.statusCode());
    var policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self' 'sha256-"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
  }

  @Test
  void vendoredFilesAreKeptForEverAndOursAreAskedForAgain() {
    var vendored = caller.get("/vendor/htm-3.1.1/htm.module.js");
    assertTrue(vendored.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
    var ours = caller.get("/app.js");
    assertEquals("no-cache", ours.headers().firstValue("Cache-Control").orElse(""));
    var etag = ours.headers().firstValue("ETag").orElse("");
    assertEquals(304, caller.get("/app.js", "If-None-Match", etag).statusCode());
  }

  @Test
  void aTakenPortIsToldInOneSentence() {
    int port = server.address().getPort();
    var refusal =
        assertThrows(
            WebUnavailable.class,
            () -> WebServer.start(station, WebSettings.onLoopback(port)).close());
    assertEquals(
        "port "
            + port
            + " of 127.0.0.1 is in use by another program; choose another port or stop that"
            + " program",
        refusal.getMessage());
    assertEquals(1, station.listeners());
  }

  @Test
  void anAddressOfAnotherMachineIsToldInOneSentence() {
    var refusal =
        assertThrows(
            WebUnavailable.class,
            () ->
                WebServer.start(
                        station,
                        new WebSettings(
                            "192.0.2.1",
                            0,
                            List.of(User.withToken("anna", Role.VIEWER, "secret")),
                            Optional.empty()))
                    .close());
    var sentence = String.valueOf(refusal.getMessage());
    assertTrue(sentence.startsWith("192.0.2.1 port 0 cannot be opened"), sentence);
  }

  @Test
  void closingEndsTheSubscription() {
    assertEquals(1, station.listeners());
    server.close();
    assertEquals(0, station.listeners());
  }
}
