package org.stillwatch.cos.product;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands beside a product. Keys are in a fixed order, so that equal products tell equal. */
final class ProvenanceJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProvenanceJson() {}

  static byte[] write(Product product) {
    var provenance = product.provenance();
    var root = JSON.createObjectNode();
    root.put("product", product.file().getFileName().toString());
    root.put("sha256", product.sha256());
    root.put("length", product.length());
    root.put("kind", provenance.kind());
    root.put("created", provenance.created().toString());
    root.put("code", provenance.code());
    var parameters = root.putObject("parameters");
    provenance.parameters().forEach(parameters::put);
    var inputs = root.putArray("inputs");
    provenance
        .inputs()
        .forEach(
            input -> inputs.addObject().put("name", input.name()).put("sha256", input.sha256()));
    return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  static Product read(Path file, byte[] bytes) {
    try {
      var root = JSON.readTree(bytes);
      var parameters = new TreeMap<String, String>();
      root.path("parameters")
          .propertyStream()
          .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().stringValue()));
      var inputs = new ArrayList<Provenance.Input>();
      for (var input : root.path("inputs")) {
        inputs.add(new Provenance.Input(text(input, "name"), text(input, "sha256")));
      }
      return new Product(
          file,
          text(root, "sha256"),
          root.path("length").asLong(-1),
          new Provenance(
              text(root, "kind"),
              Instant.parse(text(root, "created")),
              text(root, "code"),
              inputs,
              parameters));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String text(JsonNode node, String key) {
    return node.path(key)
        .stringValueOpt()
        .orElseThrow(() -> new IllegalArgumentException("no text for '" + key + "'"));
  }
}
