package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.AlarmState;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;

/** The page behind a link in a message. */
class AckPageTest {

  private static final String LINK = "/ack/link-water-out%2Fhigh";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server =
      WebServer.start(
          station,
          WebSettings.onLoopback(0).withUsers(User.withToken("wall", Role.VIEWER, "wall token")));
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  private HttpResponse<String> send(String body, String... headers) {
    var all = new ArrayList<>(List.of("Content-Type", FORM));
    all.addAll(List.of(headers));
    return caller.post(LINK, body, all.toArray(String[]::new));
  }

  private boolean acknowledged() {
    return station.alarms().getFirst().acknowledged().isPresent();
  }

  @Test
  void openingTheLinkShowsTheAlarmAndDoesNothing() {
    var page = caller.get(LINK);
    assertEquals(200, page.statusCode());
    for (var text :
        List.of(
            "Blue lab",
            "critical",
            "PT water out above 29 °C",
            "fridge/compressor/water-out is 29.4 degC",
            "Since Fri 20 Nov 16:36 CET, still there",
            "<form method=\"post\">")) {
      assertTrue(page.body().contains(text), text);
    }
    assertFalse(acknowledged());
  }

  @Test
  void theLinkShowsNothingBeyondItsAlarmAndNeedsNoScript() {
    var page = caller.get(LINK).body();
    assertFalse(page.contains("Ion gauge"));
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("http:"), "nothing is loaded from elsewhere");
  }

  @Test
  void thePageIsKeptNowhereAndFramedByNobody() {
    var headers = caller.get(LINK).headers();
    assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""));
    assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
    assertEquals("DENY", headers.firstValue("X-Frame-Options").orElse(""));
    var policy = headers.firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void theFormAcknowledgesWithoutALogin() {
    var done = send("who=Anna+M%C3%BCller&note=on+my+way", "Origin", "null");
    assertEquals(200, done.statusCode());
    assertTrue(done.body().contains("Acknowledged by Anna Müller at Fri 20 Nov 16:42 CET"));
    var by = station.alarms().getFirst().acknowledged().orElseThrow();
    assertEquals("Anna Müller", by.who());
    assertEquals("on my way", by.note());
  }

  @Test
  void anAcknowledgedAlarmSaysByWhomAndIsNotAcknowledgedAgain() {
    station.acknowledge("water-out/high", "ben", "looking");
    var page = caller.get(LINK);
    assertTrue(
        page.body().contains("Already acknowledged by ben at Fri 20 Nov 16:42 CET: looking"));
    assertFalse(page.body().contains("<form"));
    assertEquals(409, send("who=anna").statusCode());
    assertEquals("ben", station.alarms().getFirst().acknowledged().orElseThrow().who());
  }

  @Test
  void anAlarmThatIsOverSaysSo() {
    station.clear("water-out/high");
    var page = caller.get(LINK);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("This alarm is over; there is nothing to acknowledge"));
    assertFalse(page.body().contains("<form"));
    assertEquals(409, send("who=anna").statusCode());
  }

  @Test
  void anAlarmThatReturnedAndWaitsSaysSinceWhenAndCanBeAcknowledged() {
    var alarm = station.alarms().getFirst();
    station.raise(
        new AlarmStatus(
            alarm.id(),
            alarm.rule(),
            alarm.kind(),
            alarm.severity(),
            AlarmState.RETURNED_UNACKNOWLEDGED.word(),
            alarm.since(),
            Optional.of(BlueLab.NOW.minus(Duration.ofMinutes(2))),
            alarm.title(),
            alarm.text(),
            alarm.channel(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    var page = caller.get(LINK).body();
    assertTrue(page.contains("returned to normal at Fri 20 Nov 16:40 CET, not acknowledged yet"));
    assertEquals(200, send("who=anna").statusCode());
  }

  @Test
  void aShelvedAlarmSaysUntilWhenAndWhy() {
    station.shelve("water-out/high", Duration.ofHours(2), "ben", "filter <change>");
    assertTrue(
        caller
            .get(LINK)
            .body()
            .contains("shelved until Fri 20 Nov 18:42 CET by ben: filter &lt;change&gt;"));
  }

  @Test
  void aForgedOrExpiredLinkSaysSoAndWhereToLook() {
    for (var page : List.of(caller.get("/ack/forged"), caller.get("/ack/%2F..%2Fx"))) {
      assertEquals(404, page.statusCode());
      assertTrue(page.body().contains("This link does not work"), page.body());
      assertTrue(page.body().contains("<a href=\"/\">page of the station</a>"));
      assertFalse(page.body().contains("forged"));
    }
    var sent = caller.post("/ack/forged", "who=anna", "Content-Type", FORM);
    assertEquals(404, sent.statusCode());
    assertFalse(acknowledged());
  }

  @Test
  void aNameIsNeeded() {
    for (var body : List.of("", "who=", "who=+&note=x", "note=x", "who=" + "x".repeat(101))) {
      var again = send(body);
      assertEquals(400, again.statusCode(), body);
      assertTrue(again.body().contains("role=\"alert\""));
      assertTrue(again.body().contains("<form"));
    }
    assertFalse(acknowledged());
  }

  @Test
  void aFormOfAnotherPageIsRefused() {
    for (var headers :
        List.of(
            new String[] {"Origin", "http://evil.example"},
            new String[] {"Origin", "null", "Sec-Fetch-Site", "cross-site"})) {
      assertEquals(403, send("who=anna", headers).statusCode());
    }
    assertEquals(415, caller.post(LINK, "{}", "Content-Type", "application/json").statusCode());
    assertFalse(acknowledged());
  }

  @Test
  void textsFromOutsideAreInert() {
    station.raise(
        AlarmStatus.active(
            "x",
            "x",
            Notice.Kind.ALARM,
            Severity.WARNING,
            BlueLab.NOW,
            "<b>\"'&",
            "<img src=x>",
            Optional.empty()));
    var page = caller.get("/ack/link-x").body();
    assertTrue(page.contains("<h1>&lt;b&gt;&quot;&#39;&amp;</h1>"), page);
    assertFalse(page.contains("<img"));
  }

  @Test
  void whoTriesManyLinksIsSlowedDown() {
    for (int i = 0; i < 20; i++) {
      assertEquals(404, caller.get("/ack/guess" + i).statusCode());
    }
    var slow = caller.get(LINK);
    assertEquals(429, slow.statusCode());
    assertEquals("3", slow.headers().firstValue("Retry-After").orElse(""));
    assertFalse(slow.body().contains("water"));
    station.advance(Duration.ofSeconds(3));
    assertEquals(200, caller.get(LINK).statusCode());
  }
}
