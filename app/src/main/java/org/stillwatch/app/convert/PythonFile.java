package org.stillwatch.app.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillwatch.app.convert.PythonTokens.Kind;
import org.stillwatch.app.convert.PythonTokens.Token;

/**
 * A Python file read as data: what is assigned to names at the top, as far as it is written out.
 * Nothing is run.
 *
 * @param values by name, in the order of their last assignment
 * @param others statements that are no assignment of data
 */
record PythonFile(Map<String, PythonValue> values, List<PythonValue.Other> others) {

  private static final Set<String> BLOCKS =
      Set.of(
          "def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with",
          "async", "match");

  /**
   * @throws NotConvertible with line and column when it is no Python
   */
  static PythonFile read(String text) {
    return new Statements(PythonTokens.of(text)).read();
  }

  private static final class Statements {
    private final List<Token> tokens;
    private final Map<String, PythonValue> values = new LinkedHashMap<>();
    private final List<PythonValue.Other> others = new ArrayList<>();
    private int at;
    private boolean inBlock;

    Statements(List<Token> tokens) {
      this.tokens = tokens;
    }

    PythonFile read() {
      while (token().kind() != Kind.END) {
        if (token().kind() == Kind.LINE_END || token().is(";")) {
          at++;
        } else if (token().begins() && token().column() > 1) {
          if (!inBlock) {
            throw new NotConvertible(token().line(), token().column(), "unexpected indent");
          }
          skipLine();
        } else {
          inBlock &= !token().begins();
          statement();
        }
      }
      return new PythonFile(values, List.copyOf(others));
    }

    private Token token() {
      return tokens.get(at);
    }

    private Token next() {
      return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    private boolean ended() {
      return token().kind() == Kind.LINE_END || token().kind() == Kind.END || token().is(";");
    }

    private void skipLine() {
      while (token().kind() != Kind.LINE_END && token().kind() != Kind.END) {
        at++;
      }
    }

    private void skipStatement() {
      while (!ended()) {
        at++;
      }
    }

    private void statement() {
      var first = token();
      if (first.kind() == Kind.NAME && BLOCKS.contains(first.text()) && !next().is("=")) {
        others.add(new PythonValue.Other("'" + first.text() + "'", first.line()));
        inBlock = true;
        skipLine();
      } else if (first.kind() == Kind.NAME && (next().is("=") || next().is(":"))) {
        assignment();
      } else if (first.kind() == Kind.TEXT) {
        // a text by itself is a comment
        skipStatement();
      } else {
        others.add(new PythonValue.Other(what(first), first.line()));
        skipStatement();
      }
    }

    private String what(Token first) {
      return switch (first.text()) {
        case "import", "from" -> "an import";
        case "del", "global", "raise", "return", "assert", "pass" -> "'" + first.text() + "'";
        default ->
            next().is("(")
                ? "a call of '" + first.text() + "'"
                : "a change of '" + first.text() + "'";
      };
    }

    private void assignment() {
      var names = new ArrayList<String>();
      int line = token().line();
      while (token().kind() == Kind.NAME && (next().is("=") || next().is(":"))) {
        names.add(token().text());
        at++;
        while (!token().is("=")) {
          if (ended()) {
            // a type without a value
            return;
          }
          at++;
        }
        at++;
      }
      if (ended()) {
        throw new NotConvertible(token().line(), token().column(), "expected a value after '='");
      }
      var reader = new PythonExpressions(tokens, at, values);
      var value = reader.statement();
      at = reader.position();
      skipStatement();
      for (var name : names) {
        values.remove(name);
        values.put(name, at(line, value));
      }
    }

    /** What stands for something to be run is looked for on the line of its name. */
    private static PythonValue at(int line, PythonValue value) {
      return value instanceof PythonValue.Other other
          ? new PythonValue.Other(other.what(), line)
          : value;
    }
  }
}
