package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.web.Role;

class UsersTest {

  private static final String HASH = PasswordHash.of("correct horse").text();

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String more) throws IOException {
    var made = Files.createDirectories(folder.resolve("logs"));
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {fridge: {kind: bluefors-logs, folder: ./logs}}
            """
                + more);
    return new StationReader(Map.of("CONTROL_TOKEN", "the secret", "HASH", HASH)).read(file);
  }

  private List<String> problems(String more) throws IOException {
    return read(more).problems().stream()
        .map(problem -> problem.line() + ": " + problem.text())
        .toList();
  }

  @Test
  void usersHaveARoleATokenAndAPassword() throws IOException {
    var settings =
        Assembly.web(
            read("""
            users:
              control-room: {role: operator, token: "${CONTROL_TOKEN}"}
              anna: {role: expert, password: "${HASH}"}
            web: {port: 8081, bind: 0.0.0.0, public-url: "https://lab.example.org"}
            """)
                .usable());
    assertEquals("0.0.0.0", settings.bind());
    assertEquals(8081, settings.port());
    assertEquals(Optional.of(URI.create("https://lab.example.org")), settings.publicUrl());
    var control = settings.users().getFirst();
    assertEquals("control-room", control.name());
    assertEquals(Role.OPERATOR, control.role());
    assertEquals("the secret", control.token().orElseThrow().reveal());
    var anna = settings.users().getLast();
    assertEquals(Role.EXPERT, anna.role());
    assertTrue(anna.password().orElseThrow().test("correct horse"));
    assertFalse(anna.password().orElseThrow().test("wrong horse"));
  }

  @Test
  void anAdminIsAnExpert() throws IOException {
    var station = read("users: {a: {role: admin, token: x}}\n").usable();
    assertEquals(Role.EXPERT, Assembly.web(station).users().getFirst().role());
  }

  @Test
  void whatIsWrongWithUsersIsToldInItsPlaceWithoutSecrets() throws IOException {
    assertEquals(
        List.of(
            "4: the user 'b' can never log in; expected 'token' or 'password'",
            "5: 'password' is no hash of a password; make one with: stillwatch user password",
            "7: 'd' and 'c' have the same token; each user needs its own"),
        problems(
            """
            users:
              b: {role: viewer}
              p: {role: viewer, password: "my password"}
              c: {role: viewer, token: "${CONTROL_TOKEN}"}
              d: {role: viewer, token: "${CONTROL_TOKEN}"}
            """));
    assertEquals(
        List.of("3: 'boss' is no role; expected viewer, operator, expert"),
        problems("users: {a: {role: boss, token: x}}\n"));
  }

  @Test
  void withoutUsersTheNetworkIsNotServed() throws IOException {
    assertEquals(
        List.of(
            "3: web: bind 0.0.0.0 would let everyone on the network command this station; add"
                + " 'users:' or leave 'bind' out, which serves this machine only"),
        problems("web: {bind: 0.0.0.0}\n"));
    assertEquals(List.of(), problems("web: {bind: localhost}\n"));
  }

  @Test
  void aHashIsSaltedAndDoesNotShowThePassword() {
    assertNotEquals(HASH, PasswordHash.of("correct horse").text());
    assertTrue(HASH.startsWith("pbkdf2-sha512$220000$"), HASH);
    assertFalse(HASH.contains("horse"));
  }

  /** As OWASP asks for in 2025, and with a salt and a hash of their own length. */
  @Test
  void aHashTakesAsManyRoundsAsIsAskedFor() {
    var parts = HASH.split("\\$");
    assertTrue(Integer.parseInt(parts[1]) >= 220_000, HASH);
    assertEquals(16, Base64.getDecoder().decode(parts[2]).length);
    assertEquals(32, Base64.getDecoder().decode(parts[3]).length);
  }

  /** Python: hashlib.pbkdf2_hmac('sha512', 'pässwörd'.encode(), b'0123456789abcdef', 1000, 32). */
  @Test
  void aHashOfAnotherProgramIsUnderstood() {
    var hash =
        PasswordHash.parse(
            "pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$OH+PT74WOcBRC8O6wPnBynZWeDcHFtHyKcPrw2O/714=");
    assertTrue(hash.matches("pässwörd"));
    assertFalse(hash.matches("passwort"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "pbkdf2-sha512$0$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZg==",
        "pbkdf2-sha512$99999999$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZg==",
        "pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$",
        "pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg=$MDEyMzQ1Njc4OWFiY2RlZg=="
      })
  void whatIsNoHashIsRefusedWithoutBeingRepeated(String text) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
    assertEquals(
        "'password' is no hash of a password; make one with: stillwatch user password",
        refusal.getMessage());
  }
}
