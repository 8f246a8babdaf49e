package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;

class RunReportRoutesTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server =
      WebServer.start(station, WebSettings.onLoopback(0), Offers.none());
  private final Caller caller = new Caller(server.address());

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  /** The station, showing a run of this id. */
  static ScriptedStation withRun(ScriptedStation station, String id) {
    station.show(run(id));
    return station;
  }

  private static RunView run(String id) {
    var start = Instant.parse("2026-06-26T10:00:00Z");
    var run =
        new Run(
            id,
            "hello",
            "fridge",
            Map.of(),
            "",
            "anna",
            start,
            Run.Position.at(0, "", start),
            List.of(),
            Optional.empty());
    return new RunView(run, "Hello", List.of(), List.of(), Map.of());
  }

  @Test
  void aReportIsAFileThatRunsNoScript() {
    station.show(run("run7"));
    for (var type : Map.of("html", "text/html", "pdf", "application/pdf").entrySet()) {
      var answer = caller.get("/api/v1/runs/run7/report." + type.getKey());
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals("run7", answer.body());
      assertTrue(
          answer.headers().firstValue("Content-Type").orElse("").startsWith(type.getValue()));
      assertEquals(
          "inline; filename=\"report." + type.getKey() + "\"",
          answer.headers().firstValue("Content-Disposition").orElse(""));
      var policy = answer.headers().allValues("Content-Security-Policy");
      assertEquals(1, policy.size());
      assertTrue(policy.getFirst().startsWith("default-src"), policy::toString);
    }
    var html = caller.get("/api/v1/runs/run7/report.html");
    var policy = html.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("style-src 'unsafe-inline'; sandbox"), policy);
  }

  @Test
  void aRunThatIsNoneHasNoReport() {
    var answer = caller.get("/api/v1/runs/none/report.pdf");
    assertEquals(404, answer.statusCode());
    assertEquals("there is no run 'none'", caller.error(answer));
  }
}
