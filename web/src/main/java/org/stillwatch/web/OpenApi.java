package org.stillwatch.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stillwatch.web.Endpoint.Shape;

/**
 * Describes the routes as OpenAPI 3.1. It is made from the same list as the routing and from the
 * records that are written, so it cannot tell of what is not there.
 */
final class OpenApi {

  private static final String JSON = "application/json";

  private final List<Endpoint> endpoints;

  /**
   * @param endpoints read at each call, so that the list may still grow
   */
  OpenApi(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  Map<String, Object> document() {
    Map<String, Object> schemas = new TreeMap<>();
    Map<String, Object> paths = new LinkedHashMap<>();
    for (var endpoint : endpoints) {
      paths.put(
          endpoint.path(),
          Map.of(endpoint.method().name().toLowerCase(Locale.ROOT), operation(endpoint, schemas)));
    }
    schemas.put(Shown.Failure.class.getSimpleName(), schemaOf(Shown.Failure.class, schemas));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of(
            "title",
            "Stillwatch",
            "version",
            "1",
            "description",
            "A station and what it watches. Times are RFC 3339 in UTC, ages in seconds; a value"
                + " that is not there is null, with quality 'missing' and a reason."));
    document.put("paths", paths);
    document.put(
        "components",
        Map.of(
            "schemas",
            schemas,
            "securitySchemes",
            Map.of(
                "bearer",
                Map.of("type", "http", "scheme", "bearer"),
                "session",
                Map.of("type", "apiKey", "in", "cookie", "name", "stillwatch-PORT"))));
    return document;
  }

  private static Map<String, Object> operation(Endpoint endpoint, Map<String, Object> schemas) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", endpoint.summary());
    if (!endpoint.parameters().isEmpty()) {
      operation.put("parameters", endpoint.parameters().stream().map(OpenApi::parameter).toList());
    }
    endpoint
        .body()
        .ifPresent(
            body ->
                operation.put(
                    "requestBody",
                    Map.of(
                        "required",
                        true,
                        "content",
                        Map.of(JSON, Map.of("schema", reference(body, schemas))))));
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        String.valueOf(endpoint.status()),
        Map.of("description", endpoint.summary(), "content", content(endpoint, schemas)));
    var failure = Map.of(JSON, Map.of("schema", Map.of("$ref", "#/components/schemas/Failure")));
    responses.put(
        "default", Map.of("description", "One sentence about what is wrong.", "content", failure));
    operation.put("responses", responses);
    operation.put(
        "description",
        endpoint
            .needs()
            .map(role -> "Needs the role " + role.word() + ", where the station has users.")
            .orElse("Needs no login."));
    operation.put(
        "security",
        endpoint.needs().isPresent()
            ? List.of(Map.of("bearer", List.of()), Map.of("session", List.of()))
            : List.of());
    return operation;
  }

  private static Map<String, Object> parameter(Endpoint.Parameter parameter) {
    Map<String, Object> text = Map.of("type", "string");
    return Map.of(
        "name",
        parameter.name(),
        "in",
        parameter.in(),
        "description",
        parameter.description(),
        "required",
        parameter.required(),
        "schema",
        parameter.repeated() ? Map.of("type", "array", "items", text) : text);
  }

  private static Map<String, Object> content(Endpoint endpoint, Map<String, Object> schemas) {
    return switch (endpoint.answers()) {
      case Shape.One(var type) -> Map.of(JSON, Map.of("schema", reference(type, schemas)));
      case Shape.Many(var type) ->
          Map.of(
              JSON, Map.of("schema", Map.of("type", "array", "items", reference(type, schemas))));
      case Shape.Media(var type) -> Map.of(type, Map.of());
    };
  }

  private static Map<String, Object> reference(Class<?> type, Map<String, Object> schemas) {
    // what is asked and what is answered may have one name
    var name = (Asked.class.isAssignableFrom(type) ? "Ask" : "") + type.getSimpleName();
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      schemas.put(name, schemaOf(type, schemas));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static Map<String, Object> schemaOf(Class<?> type, Map<String, Object> schemas) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    boolean asked = Asked.class.isAssignableFrom(type);
    for (RecordComponent component : type.getRecordComponents()) {
      var named = component.getAccessor().getAnnotation(JsonProperty.class);
      var name = named == null ? component.getName() : named.value();
      properties.put(name, schemaOf(component.getAnnotatedType(), schemas));
      if (!asked || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    Optional.ofNullable(Examples.BY_TYPE.get(type))
        .ifPresent(example -> schema.put("examples", List.of(example)));
    return schema;
  }

  private static Map<String, Object> schemaOf(AnnotatedType type, Map<String, Object> schemas) {
    var schema = plain(type, schemas);
    if (!type.isAnnotationPresent(Nullable.class)) {
      return schema;
    }
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  private static Map<String, Object> plain(AnnotatedType annotated, Map<String, Object> schemas) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType
        && annotated instanceof AnnotatedParameterizedType parameterized) {
      var items = parameterized.getAnnotatedActualTypeArguments();
      if (items.length == 2) {
        return Map.of("type", "object", "additionalProperties", schemaOf(items[1], schemas));
      }
      var item = items[0];
      return Map.of("type", "array", "items", schemaOf(item, schemas));
    }
    if (type == String.class) {
      return Map.of("type", "string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type == long.class || type == int.class) {
      return Map.of("type", "integer");
    }
    if (type == double.class || type == Double.class) {
      return Map.of("type", "number");
    }
    if (type instanceof Class<?> record && record.isRecord()) {
      return reference(record, schemas);
    }
    throw new IllegalStateException("no JSON schema for " + type);
  }
}
