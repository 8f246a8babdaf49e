package org.stillwatch.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Asks a person once more. */
final class Confirming {

  private Confirming() {}

  /** Whether somebody at a terminal says yes; nobody there says no. */
  static boolean atTheTerminal(PrintWriter out, String question) {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
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
