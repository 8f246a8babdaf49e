package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One command, run in this process: what it printed and its exit code. */
record Run(int code, String out, String err) {

  static Run of(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = Commands.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Run(code, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
