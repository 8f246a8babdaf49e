package org.stillwatch.app.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Helps with the users of a station file. */
@Command(
    name = "user",
    description = "Helps with the 'users:' of a station file.",
    footer = {"", "Example: stillwatch user password"},
    subcommands = UserCommand.Password.class)
final class UserCommand implements Runnable {

  private static final int SHORTEST = 8;

  @Override
  public void run() {
    throw new Failure(Failure.USAGE, "expected 'user password'");
  }

  /** Hashes a password. */
  @Command(
      name = "password",
      description = {
        "Asks for a password, without showing it, and prints its hash for 'password:' of a user.",
        "Reads one line when its input is no terminal."
      },
      footer = {"", "Example: stillwatch user password"})
  static final class Password implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      var password = ask();
      if (password.length() < SHORTEST) {
        throw new Failure(
            Failure.USAGE,
            "the password is shorter than " + SHORTEST + " characters; take a longer");
      }
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(PasswordHash.of(password).text());
      out.flush();
      return 0;
    }

    private static String ask() throws IOException {
      var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
      if (terminal.isEmpty()) {
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return Objects.requireNonNullElse(in.readLine(), "");
      }
      var console = terminal.get();
      var first = read(console.readPassword("Password: "));
      if (!first.equals(read(console.readPassword("Again: ")))) {
        throw new Failure(Failure.USAGE, "the two differ; nothing was made");
      }
      return first;
    }

    private static String read(char @Nullable [] typed) {
      return typed == null ? "" : new String(typed);
    }
  }
}
