package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Step;
import org.stillwatch.core.station.AckLinks;
import org.stillwatch.core.station.Guards;
import org.stillwatch.core.station.Reporter;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.notifiers.discord.DiscordKind;
import org.stillwatch.notifiers.discord.DiscordSettings;
import org.stillwatch.reports.RunReporter;
import org.stillwatch.testkit.MemoryStore;
import org.stillwatch.testkit.ScriptedHttp;

/** The message that tells of the end of a run carries its report, or goes without it. */
class ClosingMessageTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-26T10:00:00Z"));
  private static final long PATIENCE = 20;

  private final MemoryStore store = new MemoryStore(CLOCK);

  private Station station(Notifier notifier, Reporter reporter) {
    var hello =
        new Procedure(
            "hello",
            "Hello",
            "Says hello.",
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            true,
            List.of(new Step.Tell("Hello from a run", Severity.INFO)));
    var rules =
        new RuleBook(
            "Blue lab",
            ZoneOffset.UTC,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    var fridge = new Fridge("fridge", "fridge", Map.of(), Map.of());
    var routes = List.of(new Route("all", List.of("hook"), Severity.INFO));
    return new Station(
        new StationPlan(
            rules,
            new ProcedureBook(
                "Blue lab", ZoneOffset.UTC, List.of(hello), 1, List.of(fridge), List.of()),
            List.of(),
            new Switchboard(routes, List.of(), List.of(), ZoneOffset.UTC),
            Map.of("hook", new StationPlan.Way(notifier, Optional.empty(), Optional.empty())),
            Map.of(),
            new AckLinks(new byte[32], Optional.of(URI.create("http://station.example"))),
            Guards.none(),
            reporter),
        store,
        CLOCK);
  }

  private static String run(Station station) {
    station.start();
    return station.startProcedure("hello", Optional.empty(), Map.of(), "", "anna").run().run().id();
  }

  private static Message next(LinkedBlockingQueue<Message> came) throws InterruptedException {
    var message = came.poll(PATIENCE, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  private static LinkedBlockingQueue<Message> queue() {
    return new LinkedBlockingQueue<>();
  }

  private static Notifier into(LinkedBlockingQueue<Message> came) {
    return message -> {
      came.add(message);
      return new Delivery.Delivered("ok");
    };
  }

  @Test
  void carriesBothFilesAndWhereTheyAre() throws InterruptedException {
    var came = queue();
    try (var station = station(into(came), new RunReporter())) {
      var id = run(station);
      assertEquals(List.of(), next(came).files(), "the words of a step carry nothing");
      var closing = next(came);
      assertEquals("Hello is done after 0 s", closing.notice().title());
      assertEquals(station.report(id).size(), closing.files().size());
      var html = closing.files().get(0);
      var pdf = closing.files().get(1);
      assertEquals("2026-06-26-hello-fridge.html", html.name());
      assertEquals("application/pdf", pdf.mediaType());
      assertEquals(
          Optional.of(URI.create("http://station.example/api/v1/runs/" + id + "/report.pdf")),
          pdf.address());
    }
  }

  @Test
  void discordGetsBothFiles() throws IOException, InterruptedException {
    var taken = ScriptedHttp.Act.respond(200, "{\"id\":\"123456\"}");
    try (var http = ScriptedHttp.answering(taken, taken)) {
      var settings =
          new DiscordSettings(
              Optional.of(new Secret(http.base() + "/api/webhooks/1/t")),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      var discord = new DiscordKind().open("hook", settings);
      var came = queue();
      Notifier both =
          message -> {
            var delivery = discord.deliver(message);
            came.add(message);
            return delivery;
          };
      try (var station = station(both, new RunReporter())) {
        run(station);
        next(came);
        next(came);
        var body = http.requests().get(1).body();
        assertTrue(body.contains("filename=\"2026-06-26-hello-fridge.html\""), body);
        assertTrue(body.contains("filename=\"2026-06-26-hello-fridge.pdf\""), body);
        assertTrue(body.contains("%PDF-"), body);
      }
    }
  }

  @Test
  void goesWithoutAReportThatCannotBeMade() throws InterruptedException {
    var came = queue();
    Reporter broken =
        record -> {
          throw new IllegalStateException("no letters");
        };
    try (var station = station(into(came), broken)) {
      run(station);
      next(came);
      assertEquals(List.of(), next(came).files());
    }
    assertTrue(
        store.journal(100).stream()
            .anyMatch(e -> e.kind().equals("report") && e.text().contains("IllegalStateException")),
        () -> store.journal(100).toString());
  }

  @Test
  void thereIsNoReportOfARunThatIsNone() {
    try (var station = station(into(queue()), new RunReporter())) {
      var e = assertThrows(IllegalArgumentException.class, () -> station.report("none"));
      assertEquals("there is no run 'none'", e.getMessage());
    }
  }
}
