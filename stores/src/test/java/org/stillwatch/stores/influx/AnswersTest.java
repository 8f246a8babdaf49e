package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Secret;

class AnswersTest {

  private static final Instant NOW = Instant.parse("2026-06-26T12:00:00Z");
  private final Answers answers = new Answers(List.of(new Secret("t0ken")));

  private Answer read(int status, String body) {
    return answers.read(status, Optional.empty(), body, NOW);
  }

  private Optional<Duration> pause(String header) {
    return assertInstanceOf(Answer.NotNow.class, answers.read(429, Optional.of(header), "", NOW))
        .after();
  }

  @Test
  void only204SaysThatAllIsStored() {
    assertEquals(new Answer.Stored(), read(204, ""));
    assertEquals(
        new Answer.NeedsPerson("200, where 204 was expected; is this the address of an InfluxDB?"),
        read(200, "<html>please log in</html>"));
    assertInstanceOf(Answer.NeedsPerson.class, read(301, ""));
  }

  @Test
  void aPartialWriteOfVersion1TellsHowManyWereLeftOut() {
    assertEquals(
        new Answer.PointsRefused(
            "400 (partial write: field type conflict: input field \"val\" on measurement \"m\" is"
                + " type float, already exists as type string dropped=3)",
            3,
            true),
        read(
            400,
            "{\"error\":\"partial write: field type conflict: input field \\\"val\\\" on"
                + " measurement \\\"m\\\" is type float, already exists as type string"
                + " dropped=3\"}\n"));
  }

  @Test
  void aLineThatCannotBeReadIsOfPoints() {
    assertEquals(
        new Answer.PointsRefused("400 (unable to parse 'm val=x': invalid number)", 0, true),
        read(400, "{\"error\":\"unable to parse 'm val=x': invalid number\"}"));
    assertEquals(
        new Answer.PointsRefused("400 (unable to parse 'm val=x': invalid number)", 0, true),
        read(
            400,
            "{\"code\":\"invalid\",\"message\":\"unable to parse 'm val=x': invalid number\"}"));
  }

  @Test
  void aPartialWriteOfVersion2TellsHowManyWereLeftOut() {
    assertEquals(
        new Answer.PointsRefused(
            "422 (failure writing points to database: partial write: dropped=2)", 2, true),
        read(
            422,
            "{\"code\":\"unprocessable entity\",\"message\":\"failure writing points to database:"
                + " partial write: dropped=2\"}"));
  }

  @Test
  void aPartialWriteOfVersion3NamesItsLines() {
    assertEquals(
        new Answer.PointsRefused("400 (invalid column type)", 2, true),
        read(
            400,
            "{\"error\":\"partial write of line protocol"
                + " occurred\",\"data\":[{\"original_line\":\"a\",\"line_number\":2,\"error_message\":\"invalid"
                + " column"
                + " type\"},{\"original_line\":\"b\",\"line_number\":5,\"error_message\":\"no\"}]}"));
  }

  @Test
  void a400ThatNamesNoPointIsNotTakenToBeOfPoints() {
    assertEquals(
        new Answer.PointsRefused("400 (organization name \"x\" is wrong)", 0, false),
        read(400, "{\"code\":\"invalid\",\"message\":\"organization name \\\"x\\\" is wrong\"}"));
  }

  @Test
  void whatSomeoneMustPutRightIsSaid() {
    assertEquals(
        new Answer.NeedsPerson(
            "404 (database not found: \"lab\"); look at the address and at the database or"
                + " bucket"),
        read(404, "{\"error\":\"database not found: \\\"lab\\\"\"}"));
    assertEquals(
        new Answer.NeedsPerson(
            "401 (unauthorized access); look at the user or token, and what it may write"),
        read(401, "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}"));
    assertInstanceOf(Answer.NeedsPerson.class, read(403, ""));
    assertEquals(
        new Answer.NeedsPerson(
            "500 (retention policy not found: rp); look at the retention policy"),
        read(500, "{\"error\":\"retention policy not found: rp\"}"));
  }

  @Test
  void whatMayPassIsTriedAgain() {
    assertEquals(
        new Answer.NotNow("500 (timeout)", Optional.empty(), false),
        read(500, "{\"error\":\"timeout\"}"));
    assertEquals(new Answer.NotNow("502", Optional.empty(), false), read(502, "<html>"));
    assertEquals(
        new Answer.TooLarge("413 (Request Entity Too Large)"),
        read(413, "{\"error\":\"Request Entity Too Large\"}"));
  }

  @Test
  void retryAfterIsReadAsSecondsOrDateAndBounded() {
    assertEquals(Optional.of(Duration.ofSeconds(30)), pause("30"));
    assertEquals(Optional.of(Duration.ofMillis(1500)), pause(" 1.5 "));
    assertEquals(Optional.of(Duration.ofSeconds(20)), pause("Fri, 26 Jun 2026 12:00:20 GMT"));
    assertEquals(Optional.of(Duration.ZERO), pause("Fri, 26 Jun 2026 11:00:00 GMT"));
    assertEquals(Optional.of(Duration.ofMinutes(5)), pause("86400"));
    assertEquals(Optional.of(Duration.ofMinutes(5)), pause("Sat, 26 Jun 2027 12:00:00 GMT"));
    assertEquals(Optional.empty(), pause("soon"));
    assertEquals(Optional.empty(), pause("-5"));
  }

  @Test
  void whatAServerSaysIsCutToOneShortLineWithoutSecrets() {
    var said = read(401, "{\"error\":\"the token t0ken\\nis unknown " + "x".repeat(500) + "\"}");
    var reason = assertInstanceOf(Answer.NeedsPerson.class, said).reason();
    assertFalse(reason.contains("t0ken"), reason);
    assertFalse(reason.contains("\n"), reason);
    assertEquals(true, reason.length() < 300, reason);
  }

  @Test
  void aServerThatSaysTheLoginBackGivesItAwayToNobody() {
    var login = new InfluxServer.Login("ed", new Secret("s3cret"));
    var server =
        new InfluxServer.V1(URI.create("http://a"), "lab", Optional.empty(), Optional.of(login));
    var sent = server.authorization().orElseThrow().reveal();
    assertEquals("Basic ZWQ6czNjcmV0", sent);
    var said =
        new Answers(server.secrets().toList())
            .read(401, Optional.empty(), "{\"error\":\"bad login " + sent + "\"}", NOW);
    var reason = assertInstanceOf(Answer.NeedsPerson.class, said).reason();
    assertFalse(reason.contains("ZWQ6"), reason);
  }
}
