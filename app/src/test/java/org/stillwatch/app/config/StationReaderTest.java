package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.notice.Severity;

class StationReaderTest {

  private static final String GOOD =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments:
        fridge: {kind: bluefors-logs, folder: ./logs}
      rules:
        - name: mxc-cold
          channel: fridge/mxc/temperature
          low: {below: 50 mK, say: "MC < 50 mK", severity: info, snapshot: {set: all, after: 2h}}
          high: {above: 10 K}
      snapshots: {all: ["fridge/*/temperature"]}
      schedules: [{snapshot: all, at: second Tuesday 12:00}]
      routes: [{name: team, to: [hook], severity: warning}]
      notifiers: {hook: {kind: webhook, url: "http://127.0.0.1:9000/hook"}}
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void aLogFolder() throws IOException {
    var made = Files.createDirectories(folder.resolve("logs"));
  }

  @Test
  void readsAStationFile() {
    var station = read(GOOD).usable();
    assertEquals("Blue lab", station.station().name());
    assertEquals(1, station.instruments().size());
    assertEquals(
        Severity.INFO, station.rules().getFirst().low().orElseThrow().severity().orElseThrow());
    assertEquals(
        0.05,
        station
            .rules()
            .getFirst()
            .low()
            .orElseThrow()
            .below()
            .in(org.stillwatch.core.reading.Unit.KELVIN));
  }

  @Test
  void aJsonFileIsAStationFileToo() {
    assertEquals(
        List.of(),
        problems(
            """
            {"station": {"name": "Blue lab", "zone": "UTC"},
             "instruments": {"fridge": {"kind": "bluefors-logs", "folder": "./logs"}}}
            """));
  }

  @Test
  void allProblemsAreToldAtOnceEachInItsPlace() {
    assertEquals(
        List.of(
            "1:33: 'Europe/Zuric' is no time zone; expected a name such as Europe/Zurich or UTC",
            "3:18: 'bluefors-log' is no known kind; did you mean 'bluefors-logs'?",
            "6:3: unknown key 'chanel'; did you mean 'channel'?",
            "7:17: 'furlong' is no known unit; expected K, Pa, bar, V, A, W, Ohm, Hz, s or mol/s"
                + " with a prefix p n u m k M G, or mbar, degC, Torr, psi, %"),
        problems(
            """
            station: {name: Blue lab, zone: Europe/Zuric}
            instruments:
              fridge: {kind: bluefors-log, folder: ./logs}
            rules:
            - name: a
              chanel: fridge/mxc/temperature
              high: {above: 3 furlong}
            """));
  }

  @Test
  void aLimitInAWrongUnitIsFound() {
    assertEquals(
        List.of("7:18: '50 mbar' does not fit fridge/mxc/temperature, which is in K"),
        problems(GOOD.replace("50 mK,", "50 mbar,")));
  }

  @Test
  void limitsInTheWrongOrderAreFound() {
    assertEquals(
        List.of("7:18: the low limit 50 K is above the high limit 10 K"),
        problems(GOOD.replace("50 mK,", "50 K,")));
  }

  @Test
  void namesThatReferToNothingAreFound() {
    var problems =
        problems(
            GOOD.replace("set: all", "set: al")
                .replace("[hook]", "[hok]")
                .replace("channel: fridge/", "channel: frigde/"));
    assertEquals(3, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("did you mean 'fridge'?"), problems.toString());
    assertTrue(problems.get(1).contains("did you mean 'all'?"), problems.toString());
    assertTrue(problems.get(2).contains("did you mean 'hook'?"), problems.toString());
  }

  @Test
  void aMissingFolderIsAProblemThatMayPass() {
    var result = read(GOOD.replace("./logs", "./nowhere"));
    assertEquals(1, result.problems().size());
    assertTrue(result.problems().getFirst().mayPass());
    assertTrue(result.problems().getFirst().text().endsWith("nowhere does not exist"));
    assertEquals("Blue lab", result.usable().station().name());
  }

  @Test
  void aFileInPlaceOfAFolderIsAProblem() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThrows(
        ConfigurationException.class, () -> read(GOOD.replace("./logs", "./file")).usable());
  }

  @Test
  void secretsComeFromTheEnvironmentAndAreNeverShown() {
    var text = GOOD.replace("http://127.0.0.1:9000/hook", "${HOOK}");
    assertEquals(List.of(), problems(text, Map.of("HOOK", "http://127.0.0.1:9/secret-token")));
    var broken = problems(text, Map.of("HOOK", "not a secret-token url"));
    assertEquals(1, broken.size());
    assertFalse(broken.getFirst().contains("secret-token"), broken.getFirst());
    assertEquals(
        List.of(
            "12:40: the environment has no variable HOOK; set it before the station starts, or use"
                + " ${file:PATH}"),
        problems(text));
  }

  @Test
  void aSecretFileMustBeItsOwnersAlone() throws IOException {
    var secret = Files.writeString(folder.resolve("hook.txt"), "http://127.0.0.1:9/x\n");
    var text = GOOD.replace("http://127.0.0.1:9000/hook", "${file:hook.txt}");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(problems(text).getFirst().contains("can be read by others; run: chmod 600"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertEquals(List.of(), problems(text));
  }

  @Test
  void filesThatAreIncludedAreCheckedInTheirOwnPlace() throws IOException {
    var more =
        Files.writeString(
            folder.resolve("more.yaml"),
            """
            rules:
              - {name: b, channel: fridge/still/temperature, high: {above: x K}}
            """);
    var problems = read("include: more.yaml\n" + GOOD).problems();
    assertEquals(1, problems.size(), problems.toString());
    assertEquals(more, problems.getFirst().file());
    assertEquals(2, problems.getFirst().line());
  }

  @Test
  void aFileThatIncludesItselfIsTold() throws IOException {
    assertTrue(problems("include: station.yaml\n" + GOOD).getFirst().contains("includes itself"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "- a\n- b\n",
        "just words",
        "station: [",
        "station: {name: a, name: b}",
        "\tstation: x",
        "station: &a {name: *a}",
        "instruments: 3\nstation: x\nrules: {a: b}\nroutes: 1\nnotifiers: []\nsnapshots: [1]",
        "{\"station\": ",
        "\u0000\u0001",
      })
  void whatIsNoStationFileIsToldInSentences(String text) {
    var problems = read(text).problems();
    assertFalse(problems.isEmpty());
    for (var problem : problems) {
      assertFalse(problem.text().contains("Exception"), problem.text());
      assertFalse(problem.text().contains("null"), problem.text());
      assertTrue(problem.line() >= 1 && problem.column() >= 1, problem.toString());
    }
  }

  private StationReader.Result read(String text) {
    return read(text, Map.of());
  }

  private StationReader.Result read(String text, Map<String, String> environment) {
    try {
      var file = Files.writeString(folder.resolve("station.yaml"), text);
      return new StationReader(environment).read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> problems(String text) {
    return problems(text, Map.of());
  }

  private List<String> problems(String text, Map<String, String> environment) {
    return read(text, environment).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.text())
        .toList();
  }
}
