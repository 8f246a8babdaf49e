package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.util.Locale;

/** Asks a person once more. */
final class Confirming {

  private Confirming() {}

  /** Whether somebody at a terminal says yes; nobody there says no. */
  static boolean atTheTerminal(PrintWriter out, String question) {
    var console = System.console();
    return console != null
        && console.isTerminal()
        && isYes(new TerminalDialogue(System.in, out), question);
  }

  static boolean isYes(Dialogue dialogue, String question) {
    return dialogue
        .ask(question)
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
        .filter(answer -> answer.equals("y") || answer.equals("yes"))
        .isPresent();
  }
}
