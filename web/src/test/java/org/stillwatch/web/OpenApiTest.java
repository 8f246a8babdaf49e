package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stillwatch.testkit.station.BlueLab;
import tools.jackson.databind.JsonNode;

/**
 * Walks every route that {@code /openapi.json} tells of and compares the answer with its schema.
 */
class OpenApiTest {

  private static final Map<String, String> QUERIES =
      Map.of("/api/v1/readings", "?channel=fridge/p*&from=-1h&points=3");

  private final WebServer server = WebServer.start(BlueLab.station(), WebSettings.onLoopback(0));
  private final Caller caller = new Caller(server.address());
  private final JsonNode document = caller.json("/openapi.json");

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
        "channels readings alarms notices instruments rules status live snapshots test-notices metrics healthz openapi.json"
            .split(" ")) {
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
    assertEquals(12, tests.size());
    return tests;
  }

  private void check(Map.Entry<String, JsonNode> path) {
    var method = path.getValue().propertyNames().iterator().next();
    var answer =
        method.equals("get")
            ? caller.get(path.getKey() + QUERIES.getOrDefault(path.getKey(), ""))
            : caller.postJson(path.getKey(), "{}");
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
