package org.stillwatch.notifiers.beep;

import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways in which this computer can ring. */
final class Bells {

  /** One way. */
  interface Bell {

    /** What was done, for the receipt; empty when it could not be done. */
    Optional<String> ring();
  }

  private Bells() {}

  /** Those that are there: a desktop's, and that of a terminal on which the station was started. */
  static List<Bell> ofThisComputer() {
    var bells = new ArrayList<Bell>();
    if (!GraphicsEnvironment.isHeadless()) {
      bells.add(Bells::desktop);
    }
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      bells.add(() -> terminal(System.out));
    }
    return bells;
  }

  private static Optional<String> desktop() {
    try {
      Toolkit.getDefaultToolkit().beep();
      return Optional.of("desktop bell");
    } catch (RuntimeException | Error none) {
      // the toolkit throws an AWTError when the display is gone
      return Optional.empty();
    }
  }

  static Optional<String> terminal(PrintStream out) {
    out.print('\u0007');
    out.flush();
    return out.checkError() ? Optional.empty() : Optional.of("terminal bell");
  }
}
