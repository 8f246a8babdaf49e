package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.testkit.station.BlueLab;

/**
 * What every endpoint refuses. The endpoints are those that the server has, so that a new one is
 * looked at by itself.
 */
class EveryEndpointTest {

  private static final String JSON = "application/json";

  private final WebServer server =
      WebServer.start(
          BlueLab.station(),
          WebSettings.onLoopback(0)
              .withUsers(
                  Stream.concat(
                          Arrays.stream(Role.values())
                              .map(role -> User.withToken(role.word(), role, role.word())),
                          Stream.of(
                              new User(
                                  "anna",
                                  Role.OPERATOR,
                                  Optional.of(new Secret("anna's token")),
                                  Optional.of("correct horse"::equals))))
                      .toArray(User[]::new)),
          Offers.of(
                  (rules, from, to) -> new BackTest.Report(from, to, 0, Duration.ZERO, List.of()),
                  who -> List.of())
              .with(JournalRoutesTest.journal()));
  private final Caller nobody = new Caller(server.address());

  @AfterEach
  void close() {
    nobody.close();
    server.close();
  }

  /** Asks as little as can be asked; nothing of it can be done. */
  private HttpResponse<String> ask(Endpoint endpoint, String path, String... headers) {
    return switch (endpoint.method()) {
      case GET -> nobody.get(path, headers);
      case POST -> nobody.post(path, "{}", headers);
    };
  }

  private static String[] with(String... headers) {
    return Stream.concat(Stream.of("Content-Type", JSON), Arrays.stream(headers))
        .toArray(String[]::new);
  }

  private static List<String> paths(Endpoint endpoint) {
    return Stream.concat(Stream.of(endpoint.path()), endpoint.aliases().stream())
        .map(path -> path.replaceAll("\\{[a-z]+}", "none"))
        .toList();
  }

  @TestFactory
  List<DynamicTest> refusesWhomItMust() {
    var tests = new ArrayList<DynamicTest>();
    for (var endpoint : server.endpoints()) {
      for (var path : paths(endpoint)) {
        tests.add(
            DynamicTest.dynamicTest(
                endpoint.method() + " " + path, () -> refusesWhomItMust(endpoint, path)));
      }
    }
    assertTrue(tests.size() > 40, "there are " + tests.size());
    return tests;
  }

  private void refusesWhomItMust(Endpoint endpoint, String path) {
    if (endpoint.needs().isPresent()) {
      var stranger = ask(endpoint, path, with());
      assertEquals(401, stranger.statusCode(), stranger.body());
      var wrong = ask(endpoint, path, with("Authorization", "Bearer guessed"));
      assertEquals(401, wrong.statusCode(), wrong.body());
      lowerRolesAreRefused(endpoint, path, endpoint.needs().get());
    }
    var rebound = rebound(endpoint, path);
    assertTrue(rebound.startsWith("HTTP/1.1 421 "), rebound);
    if (endpoint.method() == Endpoint.Method.POST) {
      postsOfOthersAreRefused(endpoint, path);
    }
    var otherMethod =
        endpoint.method() == Endpoint.Method.GET
            ? nobody.post(path, "{}", with())
            : nobody.get(path);
    assertEquals(405, otherMethod.statusCode(), otherMethod.body());
  }

  private void lowerRolesAreRefused(Endpoint endpoint, String path, Role needed) {
    for (var role : Role.values()) {
      if (!role.allows(needed)) {
        var refused = ask(endpoint, path, with("Authorization", "Bearer " + role.word()));
        assertEquals(403, refused.statusCode(), refused.body());
        assertEquals(
            "'%s' is %s; this needs %s".formatted(role.word(), role.one(), needed.one()),
            nobody.error(refused));
      }
    }
  }

  /** Whatever else is right with it. */
  private void postsOfOthersAreRefused(Endpoint endpoint, String path) {
    var expert = "Bearer expert";
    for (var origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      var foreign = ask(endpoint, path, with("Authorization", expert, "Origin", origin));
      assertEquals(403, foreign.statusCode(), origin + ": " + foreign.body());
    }
    for (var site : List.of("cross-site", "same-site")) {
      var foreign = ask(endpoint, path, with("Authorization", expert, "Sec-Fetch-Site", site));
      assertEquals(403, foreign.statusCode(), site + ": " + foreign.body());
    }
    for (var type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
      var form = ask(endpoint, path, "Content-Type", type, "Authorization", expert);
      assertEquals(415, form.statusCode(), type + ": " + form.body());
    }
  }

  /** The browser of someone else's page thinks that we are that page. */
  private String rebound(Endpoint endpoint, String path) {
    try {
      return nobody.statusLine(
          List.of(
              endpoint.method() + " " + path + " HTTP/1.1",
              "Host: evil.example",
              "Authorization: Bearer expert",
              "Content-Type: " + JSON,
              "Content-Length: 0",
              "Connection: close"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What answers without a role is a short list, in which nothing turns up unnoticed. */
  @Test
  void onlyTheseAreForEveryone() {
    assertEquals(
        List.of(
            "/api/v1/healthz",
            "/api/v1/login",
            "/api/v1/logout",
            "/api/v1/openapi.json",
            "/api/v1/session"),
        server.endpoints().stream()
            .filter(endpoint -> endpoint.needs().isEmpty())
            .map(Endpoint::path)
            .sorted()
            .toList());
  }

  /** Whatever acts needs an operator at least. */
  @Test
  void noPostIsForViewers() {
    for (var endpoint : server.endpoints()) {
      if (endpoint.method() == Endpoint.Method.POST && endpoint.needs().isPresent()) {
        assertTrue(endpoint.needs().get().allows(Role.OPERATOR), endpoint.path());
      }
    }
  }

  @Test
  void wrongLoginsAreSlowedDownAndThenTheRightOneWaitsToo() {
    var wrong = "{\"name\":\"anna\",\"password\":\"guess\"}";
    var right = "{\"name\":\"anna\",\"password\":\"correct horse\"}";
    assertEquals(200, nobody.postJson("/api/v1/login", right).statusCode());
    for (int i = 0; i < 5; i++) {
      assertEquals(401, nobody.postJson("/api/v1/login", wrong).statusCode());
    }
    for (var body : List.of(wrong, right, "{\"token\":\"expert\"}")) {
      var refused = nobody.postJson("/api/v1/login", body);
      assertEquals(429, refused.statusCode(), refused.body());
      assertEquals("20", refused.headers().firstValue("Retry-After").orElse(""));
    }
    var shown = nobody.get("/api/v1/status", "Authorization", "Bearer viewer");
    assertEquals(200, shown.statusCode(), "who has a token is not locked out by guesses");
  }
}
