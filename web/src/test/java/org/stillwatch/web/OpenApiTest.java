package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.BlueLabRuns;
import org.stillwatch.testkit.station.ScriptedStation;
import tools.jackson.databind.JsonNode;

/**
 * Walks every route that {@code /openapi.json} tells of and compares the answer with its schema.
 */
class OpenApiTest {

  private static final Map<String, String> QUERIES =
      Map.of("/api/v1/readings", "?channel=fridge/p*&from=-1h&points=3");

  private static final BackTest.RuleReport RULE =
      new BackTest.RuleReport(
          "water-out",
          Optional.of(new ChannelId("fridge/compressor/water-out")),
          List.of(
              new BackTest.Firing(
                  BlueLab.NOW, Optional.empty(), Severity.WARNING, "hot", OptionalDouble.of(29.5))),
          Duration.ofMinutes(3),
          0.5,
          List.of(new BackTest.Overlap("other", 1, Duration.ofMinutes(1))),
          Optional.of(new BackTest.DeadBand(2, 0.1, 0.6, "degC")),
          Optional.empty());

  private static final User ANNA =
      new User(
          "anna",
          Role.EXPERT,
          Optional.of(new Secret("anna's token")),
          Optional.of("correct horse battery"::equals));

  private final WebServer server =
      WebServer.start(
          RunReportRoutesTest.withRun(labWithHeater(), "water-out/high"),
          WebSettings.onLoopback(0).withUsers(ANNA),
          Offers.of(
                  (rules, from, to) ->
                      new BackTest.Report(from, to, 7, Duration.ofMillis(5), List.of(RULE)),
                  who -> List.of())
              .with(JournalRoutesTest.journal()));
  private final Caller caller = Caller.withToken(server.address(), "anna's token");
  private final JsonNode document = caller.json("/openapi.json");

  /** With an output that can be made safe. */
  private static ScriptedStation labWithHeater() {
    var lab = BlueLab.station();
    lab.control()
        .offer(
            Setting.choice(new ChannelId("heater/power"), true, "heats the oven", "off", "on")
                .touching(Setting.Touches.OUTPUT));
    return lab;
  }

  @AfterEach
  void close() {
    caller.close();
    server.close();
  }

  @Test
  void everyRouteOfTheInterfaceIsThere() {
    assertEquals("3.1.0", document.path("openapi").asString());
    var expected = new TreeSet<String>();
    for (var path :
        """
        session login logout channels readings notices instruments sinks rules status live
        alarms alarms/{id}/ack alarms/{id}/shelve alarms/{id}/unshelve shelves who
        procedures procedures/{name}/runs runs runs/{id} runs/{id}/pause runs/{id}/resume runs/{id}/skip runs/{id}/stop
        journal journal/verification settings commands commands/batch instruments/{id}/safe
        leases leases/{instrument} leases/{instrument}/break leases/{instrument}/beat leases/{instrument}/release
        interlocks interlocks/{interlock}/prove interlocks/{interlock}/aside interlocks/{interlock}/again
        outbox/retry outbox/dismiss mode reload backtest snapshots test-notices
        runs/{id}/report.html runs/{id}/report.pdf metrics healthz openapi.json
        """
            .strip()
            .split("\\s+")) {
      expected.add("/api/v1/" + path);
    }
    assertEquals(expected, new TreeSet<>(document.path("paths").propertyNames()));
  }

  @TestFactory
  List<DynamicTest> everyRouteAnswersAsDescribed() {
    var tests = new ArrayList<DynamicTest>();
    for (var path : document.path("paths").properties()) {
      if (!path.getKey().equals("/api/v1/live")) {
        tests.add(DynamicTest.dynamicTest(path.getKey(), () -> check(path)));
      }
    }
    assertEquals(51, tests.size());
    return tests;
  }

  private void check(Map.Entry<String, JsonNode> path) {
    var method = path.getValue().propertyNames().iterator().next();
    var id =
        path.getKey().contains("/runs/")
            ? BlueLabRuns.ACTIVE
            : path.getKey().contains("/instruments/") ? "heater" : "water-out%2Fhigh";
    var address =
        path.getKey()
            .replace("{id}", id)
            .replace("{name}", "full-cooldown")
            .replace("{instrument}", "gauge1")
            .replace("{interlock}", "pumped-down");
    var answer =
        method.equals("get")
            ? caller.get(address + QUERIES.getOrDefault(path.getKey(), ""))
            : caller.postJson(address, body(path.getKey(), path.getValue().path(method)));
    var described =
        path.getValue().path(method).path("responses").path(String.valueOf(answer.statusCode()));
    assertFalse(described.isMissingNode(), "status " + answer.statusCode());
    var mediaType = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    var content = described.path("content");
    assertTrue(
        content.propertyNames().stream().anyMatch(type -> type.split(";")[0].equals(mediaType)),
        mediaType);
    var schema = content.path("application/json").path("schema");
    if (!schema.isMissingNode()) {
      compare(path.getKey(), caller.parse(answer), schema);
    }
  }

  /** The example; but whoever shows a lease must have taken it. */
  private String body(String path, JsonNode operation) {
    if (path.endsWith("/beat") || path.endsWith("/release")) {
      var taken =
          caller.postJson("/api/v1/leases/gauge1", "{\"purpose\":\"leak test\",\"queue\":true}");
      return "{\"id\":" + caller.parse(taken).path("id") + "}";
    }
    return example(operation).toString();
  }

  /** The example of a body: what the description shows must work. */
  private JsonNode example(JsonNode operation) {
    var schema = operation.at("/requestBody/content").path("application/json").path("schema");
    var described = document.at(schema.path("$ref").asString().substring(1));
    var example = described.path("examples").path(0);
    assertFalse(example.isMissingNode(), "no example in " + described);
    return example;
  }

  @Test
  void examplesOfAnswersAreAsDescribed() {
    int examples = 0;
    for (var schema : document.at("/components/schemas").properties()) {
      for (var example : schema.getValue().path("examples")) {
        examples++;
        if (!schema.getKey().startsWith("Ask")) {
          compare(schema.getKey(), example, schema.getValue());
        }
      }
    }
    assertTrue(examples > 12, "there are " + examples);
  }

  @Test
  void everyPathParameterIsDescribed() {
    var described =
        document.at("/paths").path("/api/v1/alarms/{id}/ack").at("/post/parameters").path(0);
    assertEquals("id", described.path("name").asString());
    assertEquals("path", described.path("in").asString());
    assertTrue(described.path("required").asBoolean());
  }

  /** A small part of JSON Schema: what OpenApi writes. */
  private void compare(String where, JsonNode value, JsonNode schema) {
    if (schema.has("$ref")) {
      compare(where, value, document.at(schema.path("$ref").asString().substring(1)));
      return;
    }
    if (schema.has("anyOf")) {
      if (!value.isNull()) {
        compare(where, value, schema.path("anyOf").path(0));
      }
      return;
    }
    switch (schema.path("type").asString()) {
      case "object" -> {
        var values = schema.path("additionalProperties");
        if (values.isObject()) {
          for (var entry : value.properties()) {
            compare(where + "." + entry.getKey(), entry.getValue(), values);
          }
          return;
        }
        Set<String> described = new TreeSet<>(schema.path("properties").propertyNames());
        assertEquals(described, new TreeSet<>(value.propertyNames()), where);
        for (var name : described) {
          compare(where + "." + name, value.path(name), schema.path("properties").path(name));
        }
      }
      case "array" -> {
        assertTrue(value.isArray(), where);
        for (var item : value) {
          compare(where + "[]", item, schema.path("items"));
        }
      }
      case "string" -> assertTrue(value.isString(), where + " " + value);
      case "boolean" -> assertTrue(value.isBoolean(), where + " " + value);
      case "integer" -> assertTrue(value.isIntegralNumber(), where + " " + value);
      case "number" -> assertTrue(value.isNumber(), where + " " + value);
      default -> throw new AssertionError(where + ": unknown schema " + schema);
    }
  }
}
