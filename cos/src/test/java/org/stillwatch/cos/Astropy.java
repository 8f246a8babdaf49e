package org.stillwatch.cos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's Python with astropy and scipy, by which others read the files; a warning fails. */
public final class Astropy {
  private static final String PYTHON = "/usr/bin/python3";

  private Astropy() {}

  /** Skips the test where there is no astropy. */
  public static void needed() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(PYTHON, "-c", "import astropy, scipy")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0,
        "install python3-astropy and python3-scipy");
  }

  /** What a script prints; it fails the test when the script fails. */
  public static String run(String script, Object... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(PYTHON, "-W", "error", "-c", script));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError("exit " + code + ": " + text);
    }
    return text;
  }
}
