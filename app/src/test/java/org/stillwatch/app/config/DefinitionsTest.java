package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {

  private static final String DEFINITION =
      """
      kind: text
      every: 2s
      terminator: "\\r"
      poll:
        - {send: "P?", channels: {value: {id: p1, unit: mbar}}}
      """;

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String definition, String entry) throws IOException {
    var made = Files.writeString(folder.resolve("gauge.yaml"), definition);
    var station =
        Files.writeString(
            made.resolveSibling("station.yaml"),
            """
            station: {name: Blue lab, zone: Europe/Zurich}
            instruments:
              g: %s
            rules:
              - {name: high, channel: g/p1, high: {above: 1 Pa, say: high}}
            """
                .formatted(entry));
    return new StationReader(Map.of()).read(station);
  }

  private void assertProblem(String expected, String definition, String entry) throws IOException {
    var problems = read(definition, entry).problems().stream().map(Problem::toString).toList();
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(expected)), problems.toString());
  }

  @Test
  void anEntryHasTheKeysOfItsDefinitionAndItsOwn() throws IOException {
    var result = read(DEFINITION, "{definition: gauge.yaml, tcp: \"10.0.0.9:4001\", every: 1s}");
    assertEquals(List.of(), result.problems());
    var entry = result.usable().instruments().getFirst();
    assertEquals("text", entry.kind().name());
    assertTrue(entry.settings().toString().contains("every=Optional[PT1S]"));
    assertTrue(entry.settings().toString().contains("tcp=Optional[10.0.0.9:4001]"));
  }

  @Test
  void whatIsWrongInADefinitionIsToldAtItsPlaceThere() throws IOException {
    assertProblem(
        "gauge.yaml:5:5: reply: '(?<p>' is no regular expression",
        DEFINITION.replace("{send: \"P?\",", "{send: \"P?\", reply: \"(?<p>\","),
        "{definition: gauge.yaml, tcp: \"10.0.0.9:4001\"}");
    assertProblem(
        "gauge.yaml:2:1: unknown key 'evry'; did you mean 'every'?",
        DEFINITION.replace("every", "evry"),
        "{definition: gauge.yaml, tcp: \"10.0.0.9:4001\"}");
  }

  @Test
  void aDefinitionThatIsNotThereOrNamesAnotherIsTold() throws IOException {
    assertProblem("there is no file", DEFINITION, "{definition: gage.yaml, tcp: \"a:1\"}");
    assertProblem(
        "a definition cannot name another one",
        DEFINITION + "definition: other.yaml\n",
        "{definition: gauge.yaml, tcp: \"a:1\"}");
  }

  @Test
  void unitsOfRulesAreCheckedAgainstTheDefinition() throws IOException {
    assertProblem(
        "Pa",
        DEFINITION.replace("unit: mbar", "unit: K"),
        "{definition: gauge.yaml, tcp: \"10.0.0.9:4001\"}");
  }

  @Test
  void aPortIsNeeded() throws IOException {
    assertProblem("neither port nor tcp is given", DEFINITION, "{definition: gauge.yaml}");
  }
}
