package org.stillwatch.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.stillwatch.app.command.Commands;

/** The {@code stillwatch} program. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = Commands.run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }
}
