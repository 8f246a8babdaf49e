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
  void aDefinitionThatCannotBeUsedIsOneProblemAtItsPlace() throws IOException {
    assertOnly("expected the name of a file", DEFINITION, "{definition: [a], tcp: \"a:1\"}");
    assertOnly("can be no name of a file", DEFINITION, "{definition: \"a\\0b\", tcp: \"a:1\"}");
    assertOnly("station.yaml:3:19: there is no file", DEFINITION, "{definition: gage.yaml}");
    assertOnly("gauge.yaml:1:1: expected keys", "", "{definition: gauge.yaml, tcp: \"a:1\"}");
    assertOnly("gauge.yaml:1:1: expected keys", "- a\n", "{definition: gauge.yaml}");
    assertOnly("this is no YAML", "kind: [text\npoll: {{{\n", "{definition: gauge.yaml}");
    assertOnly(
        "gauge.yaml:1:1: the key 'kind' is missing",
        DEFINITION.replace("kind: text\n", ""),
        "{definition: gauge.yaml, tcp: \"a:1\"}");
  }

  private void assertOnly(String expected, String definition, String entry) throws IOException {
    var problems = read(definition, entry).problems().stream().map(Problem::toString).toList();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains(expected), problems.toString());
  }

  @Test
  void anUnknownKindIsToldWhateverItsPollIs() throws IOException {
    assertOnly(
        "gauge.yaml:1:7: 'txt' is no known kind; did you mean 'text'?",
        DEFINITION.replace("kind: text", "kind: txt"),
        "{definition: gauge.yaml, tcp: \"a:1\"}");
  }

  @Test
  void instrumentsOnOnePortAgreeOnItsParameters() throws IOException {
    var entry =
        """
        {definition: gauge.yaml, port: /dev/ttyUSB9, every: 2s}
          h: {definition: gauge.yaml, port: /dev/ttyUSB9, baud: %d}
        """;
    assertEquals(List.of(), read(DEFINITION, entry.formatted(9600)).problems());
    assertOnly(
        "two instruments use /dev/ttyUSB9, one as 9600 8N1 and one as 19200 8N1; expected the same",
        DEFINITION,
        entry.formatted(19200));
  }

  @Test
  void whatIsCommandedAndReadUnderOneNameIsOneQuantity() throws IOException {
    assertOnly(
        "settings: p1 is in 'K', and the channel of that name in 'mbar'; expected the same",
        """
        kind: modbus
        tcp: 10.0.0.9
        registers: {id: p1, address: 1, unit: mbar}
        settings: {p1: {address: 2, unit: K, range: [0, 1]}}
        """,
        "{definition: gauge.yaml}");
  }

  @Test
  void anAddressThatIsNoneIsShownWithoutTheKeysInIt() throws IOException {
    for (var url :
        List.of(
            "http://10.0.0.7/hunter2 ",
            "http://10.0.0.7?token=hunter2 ",
            "http://bob:hunter2@10.0.0.7/ ",
            "ftp://bob:hunter2@10.0.0.7")) {
      var problems =
          read(
                  "kind: http-json\nchannels: [{id: p1, pointer: p}]\nurl: \"" + url + "\"\n",
                  "{definition: gauge.yaml}")
              .problems()
              .toString();
      assertTrue(problems.contains("gauge.yaml:3:6: "), problems);
      assertTrue(problems.contains("is no address"), problems);
      assertTrue(!problems.contains("hunter2"), problems);
    }
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
