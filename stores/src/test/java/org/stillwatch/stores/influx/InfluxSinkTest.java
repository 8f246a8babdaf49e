package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.stores.influx.Lab.GAS;
import static org.stillwatch.stores.influx.Lab.MXC;
import static org.stillwatch.stores.influx.Lab.NOON;
import static org.stillwatch.stores.influx.Lab.value;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;

class InfluxSinkTest {

  private static final Act OK = Act.respond(204, "");
  private static final String LINE =
      "temperature,instrument=fridge,thing=mxc,unit=K value=4.2 1782475200000000000\n";

  private static List<String> bodies(ScriptedHttp http) {
    return http.requests().stream().map(ScriptedHttp.Request::body).toList();
  }

  private static InfluxSettings with(
      InfluxSettings base, InfluxSettings.From from, boolean reasons, String... channels) {
    return new InfluxSettings(
        base.name(),
        base.server(),
        base.names(),
        List.of(channels).stream().map(ChannelPattern::new).toList(),
        from,
        reasons);
  }

  @Test
  void eachVersionIsAskedAtItsOwnPathWithItsOwnLogin() throws IOException {
    try (var http = ScriptedHttp.answering(OK)) {
      var base = URI.create(http.base() + "/influx");
      var login = new InfluxServer.Login("anna", new Secret("p:w"));
      var servers =
          List.of(
              new InfluxServer.V1(base, "my lab", Optional.of("a week"), Optional.of(login)),
              new InfluxServer.V2(base, "infn", "HV & gas", new Secret("t0ken")),
              new InfluxServer.V3(base, "lab", Optional.of(new Secret("t0ken"))),
              new InfluxServer.V3(base, "lab", Optional.empty()));
      for (var server : servers) {
        try (var lab = new Lab(Lab.settings(server))) {
          lab.commit(value(MXC, 0, 4.2));
          assertEquals(Health.ok(""), lab.step().health());
        }
      }
      var requests = http.requests();
      assertEquals(
          List.of(
              "/influx/write?db=my%20lab&rp=a%20week&precision=ns",
              "/influx/api/v2/write?org=infn&bucket=HV%20%26%20gas&precision=ns",
              "/influx/api/v3/write_lp?db=lab&precision=nanosecond",
              "/influx/api/v3/write_lp?db=lab&precision=nanosecond"),
          requests.stream().map(ScriptedHttp.Request::target).toList());
      assertEquals(
          List.of("Basic YW5uYTpwOnc=", "Token t0ken", "Bearer t0ken", "none"),
          requests.stream().map(r -> r.headers().getOrDefault("authorization", "none")).toList());
      assertEquals(List.of(LINE, LINE, LINE, LINE), bodies(http));
    }
  }

  @Test
  void aNewSinkBeginsWithWhatIsStoredFromNowOnAlsoAfterARestart() throws IOException {
    try (var http = ScriptedHttp.answering(OK);
        var lab = new Lab(with(Lab.settings(http.base()), InfluxSettings.From.NOW, false))) {
      lab.commit(value(MXC, 0, 1));
      assertEquals(0, lab.step().carried());
      lab.restart();
      lab.commit(value(MXC, -3600, 4.2));
      assertEquals(1, lab.step().carried(), "an hour old, but stored now");
      assertEquals(1, http.requests().size());
    }
  }

  @Test
  void aSinkFromATimeOnCarriesWhatWasTakenThen() throws IOException {
    try (var http = ScriptedHttp.answering(OK);
        var lab = new Lab(with(Lab.settings(http.base()), InfluxSettings.From.time(NOON), false))) {
      lab.commit(value(MXC, -1, 1), value(MXC, 0, 4.2));
      assertEquals(1, lab.step().carried());
      assertEquals(List.of(LINE), bodies(http));
    }
  }

  @Test
  void onlyTheChannelsAskedForAreCarried() throws IOException {
    try (var http = ScriptedHttp.answering(OK);
        var lab =
            new Lab(
                with(
                    Lab.settings(http.base()),
                    InfluxSettings.From.BEGINNING,
                    false,
                    "fridge/**"))) {
      lab.commit(value(GAS, 0, 96_000), value(MXC, 0, 4.2));
      assertEquals(1, lab.step().carried());
      assertEquals(List.of(LINE), bodies(http));
    }
  }

  @Test
  void whatIsMissingIsNoNumberAndIsLeftOutAndCounted() throws IOException {
    try (var http = ScriptedHttp.answering(OK);
        var lab = new Lab(Lab.settings(http.base()))) {
      lab.commit(Reading.missing(MXC, NOON, 0, "sensor off"));
      assertEquals(Health.ok("1 readings without a value left out"), lab.step().health());
      assertEquals(List.of(), http.requests());
    }
  }

  @Test
  void theReasonWhyItIsMissingIsWrittenWhenAskedFor() throws IOException {
    try (var http = ScriptedHttp.answering(OK);
        var lab = new Lab(with(Lab.settings(http.base()), InfluxSettings.From.BEGINNING, true))) {
      lab.commit(Reading.missing(MXC, NOON, 0, "sensor \"off\""));
      assertEquals(1, lab.step().carried());
      assertEquals(
          List.of(
              "temperature,instrument=fridge,thing=mxc,unit=K reason=\"sensor \\\"off\\\"\""
                  + " 1782475200000000000\n"),
          bodies(http));
    }
  }

  @Test
  void severalReadingsOfOneInstantDoNotReplaceEachOther() throws IOException {
    try (var http = ScriptedHttp.answering(OK);
        var lab = new Lab(Lab.settings(http.base()))) {
      lab.commit(Reading.measured(MXC, NOON, 0, 4.2), Reading.measured(MXC, NOON, 1, 5));
      assertEquals(2, lab.step().carried());
      assertEquals(
          List.of(LINE + LINE.replace("4.2", "5").replace("000\n", "001\n")), bodies(http));
    }
  }

  @Test
  void theSameReadingsAreSentAgainUntilTheServerHasThem() throws IOException {
    try (var http =
            ScriptedHttp.answering(
                new Act.Reset(),
                Act.respond(500, "{\"error\":\"engine: cache maximum memory size exceeded\"}"),
                new Act.ResetInBody(204, ""),
                new Act.Garbage("SSH-2.0-OpenSSH\r\n"),
                OK);
        var lab = new Lab(Lab.settings(http.base()))) {
      lab.commit(value(MXC, 0, 4.2));
      var pauses = new ArrayList<Duration>();
      Sink.Step step;
      do {
        step = lab.step();
        pauses.add(step.pause());
        assertEquals(step.carried() == 1, lab.position().filter("0"::equals).isPresent());
      } while (step.carried() == 0);
      assertEquals(List.of(1L, 2L, 5L, 10L, 1L), pauses.stream().map(Duration::toSeconds).toList());
      assertEquals(List.of(LINE, LINE, LINE, LINE, LINE), bodies(http));
      assertEquals(0, lab.step().carried());
    }
  }

  @Test
  void aServerThatDoesNotAnswerInTimeCostsNothing() throws IOException {
    try (var http = ScriptedHttp.answering(new Act.Silence(), new Act.StalledBody(500, "{"), OK);
        var lab = new Lab(Lab.settings(http.base()), Duration.ofMillis(200))) {
      lab.commit(value(MXC, 0, 4.2));
      for (int i = 0; i < 2; i++) {
        var step = lab.step();
        assertEquals(Health.State.UNREACHABLE, step.health().state());
        assertTrue(
            step.health().reason().contains("no answer within 0.2 s; tried again in"),
            step.health()::reason);
        assertEquals(1, step.waiting());
      }
      assertEquals(1, lab.step().carried());
    }
  }

  @Test
  void aServerThatAsksForAPauseGetsIt() throws IOException {
    try (var http =
            ScriptedHttp.answering(
                new Act.Respond(429, Map.of("Retry-After", "20"), ""),
                new Act.Respond(503, Map.of("Retry-After", "Fri, 26 Jun 2026 12:00:40 GMT"), ""),
                new Act.Respond(429, Map.of("Retry-After", "0"), ""),
                OK);
        var lab = new Lab(Lab.settings(http.base()))) {
      lab.commit(value(MXC, 0, 4.2));
      assertEquals(Duration.ofSeconds(20), lab.step().pause());
      assertEquals(Duration.ofSeconds(40), lab.step().pause());
      assertEquals(Duration.ofSeconds(5), lab.step().pause(), "never at once");
      assertEquals(1, lab.step().carried());
    }
  }

  @Test
  void aWrongSettingIsSaidAndKeepsEverything() throws IOException {
    try (var http =
            ScriptedHttp.answering(
                Act.respond(401, "{\"error\":\"bad t0ken\"}"),
                Act.respond(404, "{\"message\":\"bucket \\\"gas\\\" not found\"}"),
                Act.respond(400, "{\"message\":\"org is wrong\"}"),
                Act.respond(307, ""),
                OK);
        var lab =
            new Lab(
                Lab.settings(
                    new InfluxServer.V2(
                        URI.create(http.base()), "infn", "gas", new Secret("t0ken"))))) {
      lab.commit(value(MXC, 0, 4.2), value(MXC, 1, 4.3));
      lab.commit(value(GAS, 0, 96_000));
      var reasons = new ArrayList<String>();
      while (lab.position().filter("2"::equals).isEmpty()) {
        var step = lab.step();
        if (step.carried() == 0) {
          assertEquals(Duration.ofMinutes(1), step.pause());
          reasons.add(step.health().reason());
        }
      }
      var words = "InfluxDB 2 at " + http.base() + ", bucket gas: ";
      assertEquals(
          words
              + "401 (bad ***); look at the user or token, and what it may write; everything is"
              + " kept, and tried again every minute",
          reasons.getFirst());
      assertTrue(reasons.get(1).contains("bucket \"gas\" not found"), reasons::toString);
      assertFalse(reasons.toString().contains("t0ken"));
      assertTrue(bodies(http).getLast().lines().count() == 3, bodies(http)::toString);
    }
  }

  @Test
  void whatIsRefusedIsToldOnceAndForgottenAnHourLater() throws IOException {
    var refusal =
        Act.respond(
            422,
            "{\"code\":\"unprocessable entity\",\"message\":\"failure writing points to database:"
                + " partial write: field type conflict dropped=1\"}");
    try (var http = ScriptedHttp.answering(refusal, refusal, refusal, OK);
        var lab =
            new Lab(
                Lab.settings(
                    new InfluxServer.V2(
                        URI.create(http.base()), "infn", "gas", new Secret("s3cret"))))) {
      for (int i = 0; i < 3; i++) {
        lab.commit(value(MXC, i, 4.2));
        var health = lab.step().health();
        assertEquals(Health.State.TROUBLE, health.state());
        assertTrue(
            health
                .reason()
                .contains(
                    " refused "
                        + (i + 1)
                        + (i == 0 ? " reading" : " readings")
                        + " for good since 2026-06-26T12:00:00Z, the first fridge/mxc/temperature"
                        + " at 2026-06-26T12:00:00Z: 422 (failure writing"),
            health::reason);
        lab.time.advance(Duration.ofSeconds(1));
      }
      assertEquals(1, lab.store.journal(10).size(), "one line, not one for each");
      lab.time.advance(Duration.ofMinutes(2));
      assertEquals(Health.State.TROUBLE, lab.step().health().state());
      assertEquals(2, lab.store.journal(10).size(), "and the others after a while");
      assertTrue(lab.store.journal(1).getFirst().text().contains("refused 3 readings"));
      lab.time.advance(Duration.ofHours(1));
      lab.commit(value(MXC, 100, 4.2));
      assertEquals(Health.ok(""), lab.step().health());
    }
  }

  @Test
  void readingsWhosePositionCouldNotBeKeptAreSentAgainAndRefusalsCountedOnce() throws IOException {
    try (var http =
            ScriptedHttp.answering(
                OK, Act.respond(400, "{\"error\":\"partial write: x dropped=1\"}"));
        var lab = new Lab(Lab.settings(http.base()))) {
      lab.commit(value(MXC, 0, 4.2));
      var first = lab.step();
      lab.commit(value(MXC, 1, 4.2));
      lab.store.refuseCommits("disk full");
      assertThrows(StoreUnavailable.class, lab::step);
      assertThrows(StoreUnavailable.class, lab::step);
      lab.store.acceptCommits();
      assertTrue(lab.step().health().reason().contains("refused 1 reading "));
      assertEquals(1, first.carried());
      assertEquals(4, http.requests().size());
    }
  }

  @Test
  void twoChannelsOfOneNameAreTold() throws IOException {
    try (var http = ScriptedHttp.answering(OK)) {
      var base = Lab.settings(http.base());
      var settings =
          new InfluxSettings(
              base.name(),
              base.server(),
              new ChannelNames("lab", Map.of(), "v"),
              List.of(),
              InfluxSettings.From.BEGINNING,
              false);
      try (var lab = new Lab(settings)) {
        lab.commit(value(MXC, 0, 1), value(GAS, 1, 2));
        assertEquals(
            Health.trouble(
                "fridge/mxc/temperature and gas/air/pressure have the same name there (lab v),"
                    + " where one replaces the other; look at 'names:'"),
            lab.step().health());
      }
    }
  }

  @Test
  void theCheckAsksWithoutWritingAnything() throws IOException {
    try (var http =
        ScriptedHttp.answering(
            OK,
            Act.respond(400, "{\"code\":\"invalid\",\"message\":\"writing requires points\"}"),
            Act.respond(404, "{\"error\":\"database not found: \\\"lab\\\"\"}"))) {
      var settings = Lab.settings(http.base());
      assertEquals(Health.State.OK, InfluxSink.check(settings, NOON).state());
      assertEquals(Health.State.OK, InfluxSink.check(settings, NOON).state());
      assertEquals(
          Health.unreachable(
              "InfluxDB 1 at "
                  + http.base()
                  + ", database lab: 404 (database not found: \"lab\"); look at the address and at"
                  + " the database or bucket"),
          InfluxSink.check(settings, NOON));
      assertEquals(List.of("", "", ""), bodies(http));
    }
  }

  @Test
  void anAddressWithALoginGivesItAwayToNobody() {
    var address = InfluxServer.Address.of(new Secret("http://anna:s%3Acret@10.0.0.7:8086/influx/"));
    assertEquals(URI.create("http://10.0.0.7:8086/influx"), address.base());
    assertEquals(
        Optional.of(new InfluxServer.Login("anna", new Secret("s:cret"))), address.login());
    for (var wrong :
        List.of(
            "http://anna:secret@ho st",
            "ftp://anna:secret@host",
            "anna:secret@host",
            "http://anna:secret@host?db=lab",
            "http://secret@host")) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> InfluxServer.Address.of(new Secret(wrong)));
      assertFalse(String.valueOf(refused.getMessage()).contains("secret"), refused::getMessage);
    }
  }
}
