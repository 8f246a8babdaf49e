package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

class ConditionsTest {

  record Asked(Condition when) {}

  @TempDir private Path folder = Path.of("");
  private final List<Problem> problems = new ArrayList<>();

  private Optional<Condition> bound(String yaml) {
    var source = new Source(problems);
    var keys = source.read(write("asked.yaml", yaml));
    var binder = new Binder(source, new Secrets(Map.of()), folder);
    var asked = binder.bind(keys, Asked.class, "", Set.of());
    binder
        .conditions()
        .check(
            id -> Optional.of(Channel.number(id, Unit.MBAR, id.text(), Duration.ZERO)),
            phrase -> List.of());
    return asked.map(Asked::when);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> told() {
    return problems.stream().map(p -> p.line() + ":" + p.column() + ": " + p.text()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {channel: a/b, above: 3}                             | a/b > 3
          {channel: a/b, below: "45 %"}                        | a/b < 45 %
          {channel: a/b, above: 3, below: 5}                   | a/b > 3 and a/b < 5
          {channel: a/b, above: 5, clear: 3}                   | a/b > 5 until < 3
          {channel: a/b, below: 5, clear: 6, for: 30s}         | a/b < 5 until > 6 for 30s
          {channel: a/b, inside: [1 K, 2 K], margin: 0.1 K}    | a/b inside 1 K to 2 K margin 0.1 K
          {channel: a/b, outside: [1, 2]}                      | a/b outside 1 to 2
          {channel: a/b, is: on}                               | a/b is on
          {channel: a/b, is-not: not ready}                    | a/b is not "not ready"
          {channel: a/b, rate-above: 1 K/min, over: 10m}       | rate(a/b, 10m) > 1 K/min
          {channel: a/b, rate-below: 1 mbar/h, over: PT2H}     | rate(a/b, 2h) < 1 mbar/h
          {channel: a/b, stale: true}                          | a/b is stale
          {channel: a/b, missing: false}                       | a/b is not missing
          {channel: a/b, unchanged-for: 10m}                   | a/b is unchanged for 10m
          {channel: a/b, above: 3, at-least: 3, of: 5}         | 3 of 5 (a/b > 3)
          {alarm: two words}                                   | alarm "two words"
          {expression: a/b - a/c, above: 3}                    | a/b - a/c > 3
          {expression: a/b > 3 or a/c > 3, for: 1m}            | (a/b > 3 or a/c > 3) for 1m
          {all: [{channel: a/b, above: 3}, {alarm: x}]}        | a/b > 3 and alarm x
          {any: [a/b > 3, {not: {alarm: x}}], for: 5s}         | (a/b > 3 or not alarm x) for 5s
          {all: [a/b > 3]}                                     | a/b > 3
          a/b > 3 for 30s                                      | a/b > 3 for 30s
          '!a/b is stale'                                      | not a/b is stale
          """)
  void keysAndTextGiveTheSameCondition(String yaml, String text) {
    assertEquals(Optional.of(Condition.parse(text)), parsedOnly("when: " + yaml));
    assertEquals(List.of(), told());
  }

  /** Bound without the station's channels. */
  private Optional<Condition> parsedOnly(String yaml) {
    var source = new Source(problems);
    var keys = source.read(write("asked.yaml", yaml));
    var binder = new Binder(source, new Secrets(Map.of()), folder);
    return binder.bind(keys, Asked.class, "", Set.of()).map(Asked::when);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          when: a/b > 5 K and a/c > 5 mbar                | 1:11: 'a/b' (mbar) and '5 K' (K) do not measure the same
          when: "a/c > 5 and a/b > 5 K"                   | 1:24: 'a/b' (mbar) and '5 K' (K) do not measure the same
          when: "a/c > 5 and\\x20a/b > 5 K"               | 1:7: 'a/b' (mbar) and '5 K' (K) do not measure the same
          when: a/b >                                     | 1:12: the expression ends too early; expected a channel, a number or a function
          when: {channel: a/b, above: 5 K}                | 1:29: 'a/b' (mbar) and '5 K' (K) do not measure the same
          when: {expression: a/b + 5 K, above: 5}         | 1:24: 'a/b' (mbar) and '5 K' (K) do not measure the same
          when: {all: [a/c > 3, {not: a/b > 5 K}]}        | 1:33: 'a/b' (mbar) and '5 K' (K) do not measure the same
          when: {channel: a/b, abov: 5}                   | 1:22: unknown key 'abov'; did you mean 'above'?
          when: {chanel: a/b, above: 5}                   | 1:8: unknown key 'chanel'; did you mean 'channel'?
          when: {channel: a/b}                            | 1:7: nothing is asked; expected one of above, below, inside, outside, is, is-not, rate-above, rate-below, stale, missing, unchanged-for
          when: {channel: a/b, alarm: x}                  | 1:7: 'channel' and 'alarm' cannot stand together
          when: {channel: a/b, above: 5, clear: 6}        | 1:29: it could never be above 5 until below 6; expected the second limit below the first
          when: {channel: a/b, inside: [3]}               | 1:30: expected two limits such as [2 K, 4 K]
          when: {channel: a/b, rate-above: 5 mbar/s}      | 1:34: 'rate-above' needs 'over' beside it
          when: {channel: a/b, is: open, clear: 3}        | 1:39: 'clear' needs 'above' or 'below' beside it
          when: {channel: a/b, above: 5, of: 5}           | 1:36: 'of' needs 'at-least' beside it
          when: {channel: a/b, above: 5, for: soon}       | 1:37: 'soon' is no length of time; expected 90s, 15m, 2h, 3d or ISO 8601 such as PT2H
          when: {channel: a/b, stale: maybe}              | 1:29: 'maybe' is neither true nor false
          when: {channel: A/b, above: 5}                  | 1:17: 'A/b' is no channel id; expected instrument/quantity or instrument/thing/quantity in lower case, such as fridge/mxc/temperature
          when: {expression: a/b - a/c, is: open}         | 1:35: 'is' needs 'channel' beside it
          when: {alarm: x, at-least: 1, of: 1, for: 1m}   | 1:28: '1 of 1' counts readings; expected a channel
          when: {all: []}                                 | 1:13: expected at least one condition
          when: [a/b > 3]                                 | 1:7: expected one condition; a list goes under 'all:' or 'any:'
          """)
  void problemsStandInTheirPlace(String yaml, String problem) {
    var condition = bound(yaml);
    assertEquals(problem, told().getFirst());
  }

  @Test
  void aStationFileMayDeriveChannels() {
    var result =
        station(
            """
            derived:
              fridge/p4-p3: {expression: fridge/p4 - fridge/p3, unit: Pa, label: Trap}
              lab/half: {expression: fridge/p4-p3 / 2}
            rules:
              - {name: trap, channel: fridge/p4-p3, high: {above: 100 mbar, say: trap}}
              - {name: half, channel: lab/half, high: {above: 100 mbar, say: half}}
            """);
    assertEquals(List.of(), told());
    var first = result.usable().derived().getFirst();
    assertEquals(new ChannelId("fridge/p4-p3"), first.id());
    assertEquals(Expression.parse("fridge/p4 - fridge/p3"), first.expression());
    assertEquals(Optional.of(Unit.of("Pa")), first.unit());
    assertEquals("Trap", first.label());
    assertEquals("lab/half", result.usable().derived().getLast().label());
  }

  @Test
  void whatIsWrongWithDerivedChannelsIsToldInItsPlace() {
    var result =
        station(
            """
            derived:
              fridge/p4: {expression: fridge/p3 - 1}
              Fridge/x: {expression: fridge/p3 - 1}
              fridge/y: {expression: fridge/p3 - 1 K}
              fridge/z: {expression: "fridge/p3 * 2", unit: K}
              lab/none: {expression: 3 K}
              lab/other: {expression: frige/p3 * 2}
            rules:
              - {name: z, channel: fridge/z, high: {above: 5 mbar, say: z}}
            """);
    assertTrue(result.station().isPresent());
    assertEquals(
        List.of(
            "4:14: the instrument has a channel fridge/p4; choose another name",
            "5:13: 'Fridge/x' is no channel id; expected instrument/quantity or"
                + " instrument/thing/quantity in lower case, such as fridge/mxc/temperature",
            "6:36: 'fridge/p3' (mbar) and '1 K' (K) do not measure the same",
            "7:49: 'fridge/p3 * 2' (mbar) cannot be given in K",
            "8:13: '3 K' has no channel in it; expected at least one",
            "9:27: there is no instrument 'frige'; did you mean 'fridge'?",
            "11:48: '5 mbar' does not fit fridge/z, which is in K"),
        told());
  }

  @Test
  void aCycleOfDerivedChannelsIsToldByName() {
    var result =
        station(
            """
            derived:
              lab/a: {expression: lab/b + fridge/p3}
              lab/b: {expression: lab/a * 2}
            """);
    assertTrue(result.station().isPresent());
    assertEquals(
        List.of("4:10: derived channels need each other: lab/a from lab/b from lab/a"), told());
  }

  private StationReader.Result station(String sections) {
    var head =
        """
        station: {name: Blue lab, zone: UTC}
        instruments: {fridge: {kind: bluefors-logs, folder: .}}
        """;
    var result = new StationReader(Map.of()).read(write("station.yaml", head + sections));
    problems.addAll(result.problems());
    return result;
  }

  @Test
  void everyExampleOfTheDocumentationIsRead() throws IOException {
    var text = Files.readString(Path.of("..", "docs", "conditions.md"));
    var blocks = text.split("```");
    int expressions = 0;
    int keys = 0;
    for (int i = 1; i < blocks.length; i += 2) {
      if (blocks[i].startsWith("yaml\nderived")) {
        var result = read(blocks[i].substring(5));
        assertTrue(result.isPresent(), blocks[i]);
      } else if (blocks[i].startsWith("yaml")) {
        for (var line : blocks[i].substring(5).strip().split("\n")) {
          assertTrue(parsedOnly("when: " + line.substring(2)).isPresent(), line);
          keys++;
        }
      } else {
        for (var line : blocks[i].strip().split("\n")) {
          assertEquals(Condition.parse(line), Condition.parse(Condition.parse(line).text()), line);
          expressions++;
        }
      }
    }
    assertEquals(List.of(), told());
    assertEquals(7, expressions);
    assertEquals(13, keys);
  }

  @Test
  void everyFormInTheTablesOfTheDocumentationIsRead() throws IOException {
    var text = Files.readString(Path.of("..", "docs", "conditions.md"));
    int read = 0;
    for (var line : text.substring(0, text.indexOf("## Units")).split("\n")) {
      if (!line.startsWith("| `")) {
        continue;
      }
      var spans = line.substring(0, line.indexOf(" | ", 2)).split("`");
      for (int i = 1; i < spans.length; i += 2) {
        if (!spans[i].matches("and|or|not|\\( \\)|&&|\\|\\||!")) {
          phrase(spans[i]);
          read++;
        }
      }
    }
    assertTrue(read > 30, read + " forms");
  }

  /** Reads a form, with channels and conditions where it leaves them open. */
  private static void phrase(String form) {
    var whole = form.startsWith("is ") ? "lab/v " + form : form;
    var text =
        whole
            .replace("CHANNEL", "lab/c")
            .replace("(...)", "(lab/c > 1)")
            .replace("...", "lab/c > 1")
            .replaceAll("(?<![a-z0-9/])([ab])(?![a-z0-9/])", "lab/$1");
    try {
      var condition = Condition.parse(text);
    } catch (IllegalArgumentException e) {
      var expression = Expression.parse(text);
    }
  }

  record Derived(Map<String, StationFile.DerivedKeys> derived) {}

  private Optional<Derived> read(String yaml) {
    var source = new Source(problems);
    var keys = source.read(write("derived.yaml", yaml));
    return new Binder(source, new Secrets(Map.of()), folder)
        .bind(keys, Derived.class, "", Set.of());
  }
}
