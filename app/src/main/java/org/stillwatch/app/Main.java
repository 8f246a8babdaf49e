package org.stillwatch.app;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.stillwatch.app.command.Commands;
import org.stillwatch.app.command.Failure;

/** The {@code stillwatch} program. */
public final class Main {

  private Main() {}

  /** A double click gives no words; a program that calls this one without any is told so. */
  private static String[] words(String[] given) {
    var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return given.length == 0 && terminal.isPresent() ? Commands.usualWords() : given;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code;
    try {
      code = Commands.run(out, err, words(args));
    } catch (OutOfMemoryError e) {
      err.println("stillwatch ran out of memory; give it more with STILLWATCH_JAVA_OPTS=-Xmx1g");
      code = Failure.PROBLEMS;
    } catch (LinkageError | ServiceConfigurationError e) {
      err.println("this installation is not complete (" + e.getMessage() + "); build it again");
      code = Failure.USAGE;
    }
    out.flush();
    err.flush();
    System.exit(code);
  }
}
