package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.reading.ChannelId;

class DraftReaderTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeTheStation() throws IOException {
    Files.createDirectory(folder.resolve("logs"));
    file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments:
              fridge: {kind: bluefors-logs, folder: ./logs}
            derived:
              calc/drop: {expression: fridge/p4 - fridge/p3}
            rules:
              - name: water
                channel: fridge/compressor/water-out
                high: {above: 29 degC, say: hot}
            notifiers:
              hook: {kind: webhook, url: "http://localhost:1"}
            """);
  }

  private DraftReader reader() {
    return new DraftReader(new StationReader(Map.of()).read(file).usable());
  }

  private String problemsOf(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> reader().read(text)).getMessage());
  }

  @Test
  void draftsMayUseTheStationsChannelsAndNameItsRules() {
    var drafts =
        reader()
            .read(
                """
                derived:
                  calc/more: {expression: calc/drop + fridge/p1}
                rules:
                  - name: both
                    when: alarm water and calc/more > 3 mbar
                  - name: cold
                    channel: fridge/4k/temperature
                    high: {above: 4.2 K}
                """);
    assertEquals(List.of("both", "cold"), drafts.rules().stream().map(Rule::name).toList());
    assertEquals(new ChannelId("calc/more"), drafts.derivations().getFirst().id());
  }

  @Test
  void aWholeStationFileIsADraftOfItsRules() {
    var drafts = reader().read(file);
    assertEquals(List.of("water"), drafts.rules().stream().map(Rule::name).toList());
    assertEquals(1, drafts.derivations().size());
  }

  @Test
  void everyProblemIsToldWithItsPlace() {
    assertEquals(
        """
        rules:3:12: there is no instrument 'fridg'; did you mean 'fridge'?
        rules:6:17: '3 K' does not fit fridge/p1, which is in mbar
        rules:7:3: the rule 'c' needs the key 'channel', to be shown with it
        rules:8:9: there is no rule 'watr'; did you mean 'water'?\
        """,
        problemsOf(
            """
            rules:
            - name: a
              channel: fridg/p1
              high: {above: 3}
            - {name: b, channel: fridge/p1,
              high: {above: "3 K"}}
            - name: c
              when: alarm watr
            """));
  }

  @Test
  void textWithoutRulesSaysSo() {
    assertEquals(
        "rules:1:1: there are no rules; expected 'rules:' as in a station file",
        problemsOf("derived: {}"));
    assertEquals(
        "rules:1:1: expected keys, such as 'instruments:', or 'kind:' of a definition",
        problemsOf(""));
    assertTrue(problemsOf("rules: [").startsWith("rules:1:"), problemsOf("rules: ["));
  }

  @Test
  void textFromAnybodyReadsNoFileAndNoVariable() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "s3cret");
    var include = problemsOf("include: [station.yaml]\nrules: []\n");
    assertTrue(include.contains("text by itself cannot include files"), include);
    for (var reference : List.of("${file:" + secret + "}", "${HOME}")) {
      var said =
          problemsOf(
              "rules:\n- {name: a, channel: fridge/p1, high: {above: 3, say: '"
                  + reference
                  + "'}}\n");
      assertEquals("rules:2:55: nothing can be put in for '" + reference + "' here", said);
    }
  }
}
