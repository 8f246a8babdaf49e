package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;

/** Who may do what. */
class AccessTest {

  private static final String ACK = "/api/v1/alarms/water-out%2Fhigh/ack";
  private static final String JSON = "application/json";

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server =
      WebServer.start(
          station,
          WebSettings.onLoopback(0)
              .withUsers(
                  User.withToken("wall", Role.VIEWER, "wall token"),
                  User.withToken("control-room", Role.OPERATOR, "control token"),
                  new User(
                      "anna",
                      Role.OPERATOR,
                      Optional.empty(),
                      Optional.of("correct horse"::equals))));
  private final Caller nobody = new Caller(server.address());
  private final Caller viewer = Caller.withToken(server.address(), "wall token");
  private final Caller operator = Caller.withToken(server.address(), "control token");

  @AfterEach
  void close() {
    List.of(nobody, viewer, operator).forEach(Caller::close);
    server.close();
  }

  private boolean acknowledged() {
    return station.alarms().getFirst().acknowledged().isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/status",
        "/api/v1/channels",
        "/api/v1/readings?channel=fridge/p1",
        "/api/v1/alarms",
        "/api/v1/shelves",
        "/api/v1/who",
        "/api/v1/notices",
        "/api/v1/instruments",
        "/api/v1/rules",
        "/api/v1/live",
        "/api/v1/metrics",
        "/metrics"
      })
  void readingNeedsAViewer(String path) {
    var refused = nobody.get(path);
    assertEquals(401, refused.statusCode());
    assertTrue(nobody.error(refused).startsWith("nobody is logged in"), refused.body());
    assertEquals(
        "Bearer realm=\"stillwatch\"", refused.headers().firstValue("WWW-Authenticate").orElse(""));
    if (!path.endsWith("/live")) {
      assertEquals(200, viewer.get(path).statusCode());
      assertEquals(200, operator.get(path).statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/healthz", "/openapi.json", "/api/v1/session"})
  void thePageAndTheHealthAreForEveryone(String path) {
    assertEquals(200, nobody.get(path).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ACK,
        "/api/v1/alarms/water-out%2Fhigh/shelve",
        "/api/v1/alarms/water-out%2Fhigh/unshelve",
        "/api/v1/outbox/retry",
        "/api/v1/outbox/dismiss",
        "/api/v1/snapshots",
        "/api/v1/test-notices"
      })
  void actingNeedsAnOperator(String path) {
    assertEquals(401, nobody.postJson(path, "{}").statusCode());
    var refused = viewer.postJson(path, "{}");
    assertEquals(403, refused.statusCode());
    assertEquals("'wall' is a viewer; this needs an operator", viewer.error(refused));
    assertFalse(acknowledged());
  }

  @Test
  void anOperatorActsUnderTheNameOfItsUser() {
    var done = operator.postJson(ACK, "{\"note\":\"on my way\"}");
    assertEquals(200, done.statusCode(), done.body());
    assertEquals("control-room", operator.parse(done).at("/acknowledged/who").asString());
  }

  @Test
  void whoSharesAUserIsNamedBesideIt() {
    var done = operator.postJson(ACK, "{\"who\":\"ben\"}");
    assertEquals("ben (control-room)", operator.parse(done).at("/acknowledged/who").asString());
  }

  @Test
  void aWrongTokenIsRefusedAndNotRepeated() {
    try (var wrong = Caller.withToken(server.address(), "guessed secret")) {
      var refused = wrong.get("/api/v1/status");
      assertEquals(401, refused.statusCode());
      assertFalse(refused.body().contains("guessed"), refused.body());
    }
    try (var empty = Caller.withToken(server.address(), "")) {
      assertEquals(401, empty.get("/api/v1/status").statusCode());
    }
  }

  private String logIn(String body) {
    var in = nobody.postJson("/api/v1/login", body);
    assertEquals(200, in.statusCode(), in.body());
    var cookie = in.headers().firstValue("Set-Cookie").orElse("");
    for (var part : List.of("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")) {
      assertTrue(cookie.contains(part), cookie);
    }
    return cookie.split(";")[0];
  }

  @Test
  void aLoginGivesACookieThatCountsAsAToken() {
    var cookie = logIn("{\"name\":\"anna\",\"password\":\"correct horse\"}");
    assertEquals(200, nobody.get("/api/v1/status", "Cookie", cookie).statusCode());
    var session = nobody.parse(nobody.get("/api/v1/session", "Cookie", cookie));
    assertTrue(session.path("login").asBoolean());
    assertEquals("anna", session.path("user").asString());
    assertEquals("operator", session.path("role").asString());
    var done = nobody.post(ACK, "{}", "Content-Type", JSON, "Cookie", cookie);
    assertEquals("anna", nobody.parse(done).at("/acknowledged/who").asString());
  }

  @Test
  void aTokenLogsInAsWell() {
    var cookie = logIn("{\"token\":\"wall token\"}");
    assertEquals(200, nobody.get("/api/v1/status", "Cookie", cookie).statusCode());
    assertEquals(403, nobody.post(ACK, "{}", "Content-Type", JSON, "Cookie", cookie).statusCode());
  }

  @Test
  void aSessionEndsAfterTwelveHoursAndWithTheLogout() {
    var cookie = logIn("{\"name\":\"anna\",\"password\":\"correct horse\"}");
    station.advance(Duration.ofHours(12).minusSeconds(1));
    assertEquals(200, nobody.get("/api/v1/alarms", "Cookie", cookie).statusCode());
    station.advance(Duration.ofSeconds(1));
    assertEquals(401, nobody.get("/api/v1/alarms", "Cookie", cookie).statusCode());
    var other = logIn("{\"token\":\"wall token\"}");
    var out = nobody.post("/api/v1/logout", "{}", "Content-Type", JSON, "Cookie", other);
    assertEquals(200, out.statusCode());
    assertTrue(out.headers().firstValue("Set-Cookie").orElse("").contains("Max-Age=0"));
    assertEquals(401, nobody.get("/api/v1/alarms", "Cookie", other).statusCode());
  }

  @Test
  void aMadeUpCookieIsNobody() {
    var name = logIn("{\"token\":\"wall token\"}").split("=")[0];
    assertEquals(401, nobody.get("/api/v1/alarms", "Cookie", name + "=x").statusCode());
    assertEquals(401, nobody.get("/api/v1/alarms", "Cookie", name + "=").statusCode());
  }

  @Test
  void aTokenHasASessionAndAWrongOneIsNobodyWhereEveryoneMayAsk() {
    assertEquals("wall", viewer.json("/api/v1/session").path("user").asString());
    assertTrue(nobody.json("/api/v1/session").path("user").isNull());
    try (var wrong = Caller.withToken(server.address(), "guess")) {
      assertTrue(wrong.json("/api/v1/session").path("user").isNull());
      assertEquals(200, wrong.get("/healthz").statusCode());
    }
  }

  @Test
  void overHttpsTheCookieIsForHttpsOnly() {
    var origin = "https://" + server.address().getAuthority();
    var in =
        nobody.post(
            "/api/v1/login", "{\"token\":\"wall token\"}", "Content-Type", JSON, "Origin", origin);
    assertTrue(in.headers().firstValue("Set-Cookie").orElse("").endsWith("; Secure"));
  }

  @Test
  void wrongLoginsAreSlowedDownAlsoTheRightOneAmongThem() {
    for (int i = 0; i < 5; i++) {
      var wrong = nobody.postJson("/api/v1/login", "{\"name\":\"anna\",\"password\":\"guess\"}");
      assertEquals(401, wrong.statusCode());
      assertEquals("the name or the password is wrong", nobody.error(wrong));
    }
    var right = "{\"name\":\"anna\",\"password\":\"correct horse\"}";
    var slow = nobody.postJson("/api/v1/login", right);
    assertEquals(429, slow.statusCode());
    assertEquals("20", slow.headers().firstValue("Retry-After").orElse(""));
    assertEquals(200, viewer.get("/api/v1/alarms").statusCode(), "who is in stays in");
    station.advance(Duration.ofSeconds(20));
    assertEquals(200, nobody.postJson("/api/v1/login", right).statusCode());
  }

  @Test
  void wrongTokensAreSlowedDownToo() {
    try (var wrong = Caller.withToken(server.address(), "guess")) {
      for (int i = 0; i < 60; i++) {
        assertEquals(401, wrong.get("/api/v1/alarms").statusCode());
      }
      assertEquals(429, wrong.get("/api/v1/alarms").statusCode());
    }
  }

  @Test
  void aUserWithoutPasswordHasNoEmptyOne() {
    for (var body :
        List.of(
            "{\"name\":\"wall\",\"password\":\"\"}",
            "{\"name\":\"wall\"}",
            "{\"token\":\"\"}",
            "{\"name\":\"wall\",\"password\":\"correct horse\"}",
            "{}")) {
      assertEquals(401, nobody.postJson("/api/v1/login", body).statusCode(), body);
    }
  }

  @Test
  void aForeignPageCannotActWithTheCookieOfAUser() {
    var cookie = logIn("{\"token\":\"control token\"}");
    var own = "http://" + server.address().getAuthority();
    for (var headers :
        List.of(
            List.of("Content-Type", JSON, "Origin", "http://evil.example"),
            List.of("Content-Type", JSON, "Origin", "null"),
            List.of("Content-Type", JSON, "Origin", own + ".evil.example"),
            List.of("Content-Type", JSON, "Sec-Fetch-Site", "cross-site"),
            List.of("Content-Type", JSON, "Sec-Fetch-Site", "same-site"),
            List.of("Content-Type", "text/plain", "Origin", own),
            List.of("Content-Type", "application/x-www-form-urlencoded", "Origin", own))) {
      var all = new ArrayList<>(headers);
      all.addAll(List.of("Cookie", cookie));
      int status = nobody.post(ACK, "{}", all.toArray(String[]::new)).statusCode();
      assertTrue(status == 403 || status == 415, headers + ": " + status);
    }
    assertFalse(acknowledged());
    assertEquals(
        200,
        nobody.post(ACK, "{}", "Content-Type", JSON, "Origin", own, "Cookie", cookie).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ack", "shelve", "unshelve"})
  void aGetNeverActs(String action) {
    var refused = operator.get("/api/v1/alarms/water-out%2Fhigh/" + action + "?who=x&for=2h");
    assertEquals(405, refused.statusCode());
    assertEquals("POST", refused.headers().firstValue("Allow").orElse(""));
    assertFalse(acknowledged());
    assertTrue(station.shelves().isEmpty());
  }

  @Test
  void withoutUsersWhoeverIsOnThisMachineMayAct() {
    try (var open = WebServer.start(station, WebSettings.onLoopback(0));
        var caller = new Caller(open.address())) {
      var session = caller.json("/api/v1/session");
      assertFalse(session.path("login").asBoolean());
      assertEquals("local user", session.path("user").asString());
      var done = caller.postJson(ACK, "{}");
      assertEquals("local user", caller.parse(done).at("/acknowledged/who").asString());
      assertEquals(400, caller.postJson("/api/v1/login", "{\"token\":\"x\"}").statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.7", "lab.example.org", ""})
  void withoutUsersOnlyThisMachineIsServed(String bind) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new WebSettings(bind, 0, List.of(), Optional.empty()));
    assertEquals(
        "web: bind "
            + bind
            + " would let everyone on the network command this station; add 'users:' or leave"
            + " 'bind' out, which serves this machine only",
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"})
  void theAddressesOfThisMachineNeedNoUsers(String bind) {
    assertEquals(bind, new WebSettings(bind, 0, List.of(), Optional.empty()).bind());
  }

  @Test
  void thePublicNameIsAnsweredAndWithoutUsersForSignedLinksOnly() throws IOException {
    var here = Optional.of(URI.create("https://lab.example.org/"));
    var host = "Host: lab.example.org";
    for (var users : List.of(List.<User>of(), List.of(User.withToken("a", Role.VIEWER, "t")))) {
      var settings = new WebSettings("127.0.0.1", 0, users, here);
      try (var open = WebServer.start(station, settings);
          var caller = new Caller(open.address())) {
        var page = caller.statusLine(List.of("GET / HTTP/1.1", host, "Connection: close"));
        var link =
            caller.statusLine(
                List.of("GET /ack/link-water-out%2Fhigh HTTP/1.1", host, "Connection: close"));
        assertEquals(
            users.isEmpty() ? "HTTP/1.1 421 Misdirected Request" : "HTTP/1.1 200 OK", page);
        assertEquals("HTTP/1.1 200 OK", link);
      }
    }
  }
}
