package org.stillwatch.app.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PythonFileTest {

  private static final String SAMPLE =
      """
      # -*- coding: utf-8 -*-
      import os
      fridge_name = 'Triton' " of the " \"""lab\"""
      folder = r"C:\\fridge\\new logs"      # raw
      period = 61
      data_type = \\
          'triton'
      rules = {
          "Output Water Temp": [27, 29, 'PT water out < 27', "Alarm: PT water out > 29", "low", 0],
          "MC RuO2 T(K)": (5e-2, 10, 'Trigger base', '', 1, 2 * 3600),
          "Magnet T(K):2": [0x5, 1_0, None, None, False, -0.0],
      }
      snapshot_list = ["Still T(K)", "MC RuO2 T(K)",]
      """;

  private static String text(PythonValue value) {
    return switch (value) {
      case PythonValue.Text text -> "'" + text.text() + "'";
      case PythonValue.Numeral number -> Yaml.number(number.value());
      case PythonValue.Truth truth -> String.valueOf(truth.value());
      case PythonValue.Nothing ignored -> "none";
      case PythonValue.Other other -> "<" + other.what() + ">";
      case PythonValue.Items items ->
          items.values().stream()
              .map(PythonFileTest::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case PythonValue.Entries entries ->
          entries.values().stream()
              .map(entry -> text(entry.key()) + ": " + text(entry.value()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static PythonValue value(PythonFile file, String name) {
    return Objects.requireNonNull(file.values().get(name), name);
  }

  /** The value that is given to x. */
  private static String x(String expression) {
    return text(value(PythonFile.read("x = " + expression + "\n"), "x"));
  }

  @Test
  void aConfigurationIsReadAsData() {
    var file = PythonFile.read(SAMPLE);
    assertEquals("'Triton of the lab'", text(value(file, "fridge_name")));
    assertEquals("'C:\\fridge\\new logs'", text(value(file, "folder")));
    assertEquals("61", text(value(file, "period")));
    assertEquals("'triton'", text(value(file, "data_type")));
    assertEquals(
        "{'Output Water Temp': [27, 29, 'PT water out < 27', 'Alarm: PT water out > 29', 'low', 0],"
            + " 'MC RuO2 T(K)': [0.05, 10, 'Trigger base', '', 1, 7200],"
            + " 'Magnet T(K):2': [5, 10, none, none, false, 0]}",
        text(value(file, "rules")));
    assertEquals(
        List.of(new PythonValue.Other("an import", 2)), file.others(), file.others().toString());
    assertEquals(8, value(file, "rules").line());
  }

  @Test
  void textsAreReadInAllTheirForms() {
    assertEquals("'a\"b'", x("'a\"b'"));
    assertEquals("'it's'", x("\"it's\""));
    assertEquals("'one\ntwo'", x("'''one\ntwo'''"));
    assertEquals(
        "'tab\tline\nA\u00e9\u20ac\uD83D\uDE00A'",
        x("'tab\\tline\\n\\x41\\u00e9\\u20ac\\U0001F600\\101'"));
    assertEquals("'\\d\\d'", x("'\\d\\d'"), "what is no escape stays");
    assertEquals("'ab'", x("'a\\\nb'"));
    assertEquals("'ab'", x("('a'\n  'b')"));
    assertEquals("'ab'", x("'a' + 'b'"));
    assertEquals("''", x("''"));
    assertEquals("'#no comment'", x("'#no comment'  # comment"));
  }

  @Test
  void numbersAndOtherValuesAreReadInAllTheirForms() {
    assertEquals(
        "[1, -2, 0.5, 100, 255, 8, 5, 1000]", x("[1, -2, .5, 1e2, 0xFF, 0o10, 0b101, 1_000]"));
    assertEquals("[7200, 0.5, 3, -1]", x("[2*3600, 1/2, 1 + 2, --1 - 2]"));
    assertEquals("[true, false, none]", x("(True, False, None)"));
    assertEquals("[1, 2]", x("1, 2"));
    assertEquals("1", x("(1)"));
    assertEquals("[1]", x("(1,)"));
    assertEquals("[]", x("()"));
    assertEquals("{}", x("{}"));
    assertEquals("[1, 2]", x("{1, 2}"));
    assertEquals("{1: 'b'}", x("{1: 'a', 1: 'b'}"));
  }

  @Test
  void aNameStandsForWhatWasGivenToItBefore() {
    var file = PythonFile.read("a = b = ['x']\nc: list = a + b\nd = e\nf = 1; g = f\n");
    assertEquals("['x', 'x']", text(value(file, "c")));
    assertEquals("<'e'>", text(value(file, "d")));
    assertEquals("1", text(value(file, "g")));
  }

  @Test
  void whatWouldHaveToBeRunTakesOnlyItsOwnPlace() {
    assertEquals("<a call of 'open'>", x("open('f').read()"));
    assertEquals("<a formatted text or bytes>", x("f'{a}'"));
    assertEquals("[1, <a call of 'f'>, 3]", x("[1, f([2, 3], g(4)), 3]"));
    assertEquals("{'a': <a call of 'float'>, 'b': 2}", x("{'a': float('inf'), 'b': 2}"));
    assertEquals("{'a': 1, <a call of 'f'>: <a call of 'f'>}", x("{'a': 1, f(x): 2}"));
    assertEquals("[<'n'>]", x("[n for n in range(3)]"));
    assertEquals("<'if'>", x("1 if True else 2"));
    assertEquals("<an expression>", x("'a' * 3"));
    assertEquals("<an expression without a number as its value>", x("1 / 0"));
  }

  @Test
  void statementsThatAreNoDataAreNamedWithTheirLines() {
    var file =
        PythonFile.read(
            """
            '''What this is.'''
            from os import path
            def f(a):
                b = 1
                if a:

                    return 2
            a = 1
            if a: b = 2
            else:
                b = 3
            rules['x'] = [1]
            print(a)
            a += 1
            """);
    assertEquals(
        List.of(
            "2 an import",
            "3 'def'",
            "9 'if'",
            "10 'else'",
            "12 a change of 'rules'",
            "13 a call of 'print'",
            "14 a change of 'a'"),
        file.others().stream().map(other -> other.line() + " " + other.what()).toList());
    assertEquals(List.of("a"), List.copyOf(file.values().keySet()));
  }

  private static String wrong(String text) {
    var thrown = assertThrows(NotConvertible.class, () -> PythonFile.read(text));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void whatIsNoPythonIsToldWithLineAndColumn() {
    assertEquals("2:5: this text has no end", wrong("a = 1\nb = 'x\n"));
    assertEquals("1:5: this text has no end", wrong("a = '''x\n\n"));
    assertEquals("2:5: '[' is never closed", wrong("a = 1\nb = [1, 2\nc = 3\n"));
    assertEquals("1:6: ']' closes nothing", wrong("a = (]"));
    assertEquals("1:5: ')' closes nothing", wrong("a = )"));
    assertEquals("2:3: unexpected indent", wrong("a = 1\n  b = 2\n"));
    assertEquals("1:6: this character has no meaning here", wrong("a = 1$"));
    assertEquals("1:4: expected a value after '='", wrong("a =\n"));
    assertEquals("1:6: expected 2 hexadecimal digits after the backslash", wrong("a = '\\xg'"));
    assertEquals("1:6: there is no such character", wrong("a = '\\UFFFFFFFF'"));
    assertEquals("1:65: the brackets stand too deep", wrong("a = " + "[".repeat(1000)));
  }

  @Test
  void valuesThatNameOneAnotherDoNotGrowWithoutEnd() {
    var lists = new StringBuilder("a = [1, 2, 3]\n");
    var texts = new StringBuilder("t = 'abc'\n");
    for (int i = 0; i < 2000; i++) {
      lists.append("a = [a, a]\n");
      texts.append("t = t + t\n");
    }
    assertTrue(text(value(PythonFile.read(lists.toString()), "a")).length() < 1_000_000);
    assertTrue(text(value(PythonFile.read(texts.toString()), "t")).length() < 100_000);
  }

  @Test
  void anyTextIsReadOrRefusedWithAPlace() {
    var random = new Random(20261121);
    var pieces =
        List.of(
            "a",
            "b",
            " = ",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ",",
            ":",
            "'",
            "\"",
            "'''",
            "\\",
            "\n",
            "  ",
            "1",
            "2.5",
            "-",
            "+",
            "*",
            "/",
            ".",
            "#",
            "True",
            "if ",
            "def ",
            "lambda",
            "f'",
            "\\x",
            "0x",
            "1e",
            ";",
            "==",
            "=",
            "**",
            "\u00e9",
            "\uD83D\uDE00",
            "\t",
            "\r\n",
            "@",
            "!");
    int read = 0;
    for (int i = 0; i < 40_000; i++) {
      var text = new StringBuilder();
      if (i % 2 == 0) {
        for (int n = random.nextInt(30); n > 0; n--) {
          text.append(pieces.get(random.nextInt(pieces.size())));
        }
      } else {
        text.append(SAMPLE);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          int at = random.nextInt(text.length());
          var piece = random.nextBoolean() ? pieces.get(random.nextInt(pieces.size())) : "";
          text.replace(at, Math.min(text.length(), at + random.nextInt(4)), piece);
        }
      }
      read += readable(text.toString()) ? 1 : 0;
    }
    assertTrue(read > 2000, read + " could be read");
    assertTrue(read < 39_000, read + " could be read");
  }

  private static boolean readable(String text) {
    try {
      var file = PythonFile.read(text);
      var seen = new ArrayList<String>();
      file.values().values().forEach(value -> seen.add(text(value)));
      return true;
    } catch (NotConvertible e) {
      assertTrue(String.valueOf(e.getMessage()).matches("(?s)\\d+:\\d+: .+"), e.getMessage());
      return false;
    }
  }
}
