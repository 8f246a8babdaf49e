package org.stillwatch.stores.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other Java processes that a test starts, with the class path of the test. */
public final class Child {

  private Child() {}

  /** A command that starts a program fast. */
  public static List<String> command(Class<?> program, List<String> options, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** All that a program says, once it has ended; its errors go to those of the test. */
  static String output(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command(program, List.of(), arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return text;
  }
}
