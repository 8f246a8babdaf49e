package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.interlock.Interlock;

class InterlockingTest {

  private static final String STATION =
      """
      station: {name: Detector lab, zone: UTC}
      instruments:
        hv1: {kind: caen-hv, tcp: "127.0.0.1:1470"}
        hv2: {kind: caen-hv, tcp: "127.0.0.1:1471"}
        gas: {kind: bme680-arduino, tcp: "127.0.0.1:4002"}
      """;

  private static final String GOOD = "{channel: gas/air/humidity, below: 45 %}";

  @TempDir Path folder;

  private StationReader.Result read(String sections) throws IOException {
    var file = Files.writeString(folder.resolve("station.yaml"), STATION + sections);
    return new StationReader(Map.of()).read(file);
  }

  private void assertProblem(String sentence, String sections) throws IOException {
    var problems = read(sections).problems();
    assertTrue(
        problems.stream().anyMatch(each -> each.toString().contains(sentence)),
        () -> sentence + " is not among " + problems);
  }

  private void assertInterlock(String sentence, String keys) throws IOException {
    assertProblem(sentence, "interlocks:\n  - {name: x, " + keys + "}\n");
  }

  @Test
  void whatThePageAboutInterlocksShowsCanBeUsed() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "interlocks.md"));
    var match = Pattern.compile("```yaml\\n(limits:.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(match.find());
    var result = read(match.group(1));
    assertEquals(List.of(), result.problems());
    var safety = Interlocking.safety(result.usable());
    assertEquals("hv1/ch*/vset", safety.limits().getFirst().settings().text());
    var permit = safety.interlocks().getFirst();
    assertEquals(Interlock.Kind.PERMIT, permit.kind());
    assertEquals(Duration.ofMinutes(1), permit.hold());
    assertEquals(Optional.of(Duration.ofDays(90)), permit.proveEvery());
    var force = safety.interlocks().getLast();
    assertEquals(Interlock.Kind.FORCE, force.kind());
    assertEquals("gas/air/humidity below 45 %", force.good().text());
    assertEquals(Duration.ofSeconds(30), force.stale());
  }

  @Test
  void whenIsWhatMustNotBe() throws IOException {
    var result =
        read(
            """
            interlocks:
              - {name: x, force: hv1, when: {channel: gas/air/humidity, above: 50 %}}
            """);
    var force = Interlocking.safety(result.usable()).interlocks().getFirst();
    assertEquals("not gas/air/humidity above 50 %", force.good().text());
    assertTrue(GuardPlans.armedBeforeAStationCame(result.usable(), "hv1"));
    assertTrue(!GuardPlans.armedBeforeAStationCame(result.usable(), "hv2"));
  }

  @Test
  void whatMakesNoSenseIsSaidWhereItStands() throws IOException {
    assertInterlock("expected either 'permit' or 'force'", "while: " + GOOD);
    assertInterlock(
        "expected either 'permit' or 'force'", "permit: hv1, force: hv1, while: " + GOOD);
    assertInterlock("there is no instrument 'hv'; did you mean 'hv", "permit: hv, while: " + GOOD);
    assertInterlock("'permit' needs 'while'", "permit: hv1");
    assertInterlock("'unless' belongs to 'force'", "permit: hv1, unless: " + GOOD);
    assertInterlock("'force' needs either 'unless'", "force: hv1");
    assertInterlock("'while' belongs to 'permit'", "force: hv1, while: " + GOOD);
    assertInterlock(
        "'kill' is no action of an interlock; expected ramp-down",
        "force: hv1, action: kill, unless: " + GOOD);
    assertInterlock("is no length of time", "force: hv1, stale: 0s, unless: " + GOOD);
    assertInterlock(
        "the shadow is the instrument itself", "force: hv1, shadow: hv1, unless: " + GOOD);
    assertInterlock(
        "do not measure the same", "permit: hv1, while: {channel: gas/air/humidity, below: 3 K}");
    assertProblem(
        "there is another interlock 'x'",
        """
        interlocks:
          - {name: x, permit: hv1, while: %s}
          - {name: x, force: hv1, unless: %s}
        """
            .formatted(GOOD, GOOD));
  }

  @Test
  void aLimitMustLimitSomethingThatIsThere() throws IOException {
    assertProblem("nothing is limited", "limits:\n  - {settings: hv1/ch*/vset}\n");
    assertProblem(
        "there is no instrument 'hv3'", "limits:\n  - {settings: hv3/ch*/vset, most: 5 V}\n");
    assertProblem("matches no setting", "limits:\n  - {settings: hv1, most: 5 V}\n");
    assertProblem(
        "is no range; expected the lesser first",
        "limits:\n  - {settings: hv1/ch*/vset, least: 5 V, most: 1 V}\n");
  }
}
