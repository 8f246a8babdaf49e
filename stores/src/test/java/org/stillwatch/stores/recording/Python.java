package org.stillwatch.stores.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's Python with h5py. */
final class Python {

  private static final String PYTHON = "/usr/bin/python3";

  private Python() {}

  static void needed() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(PYTHON, "-c", "import h5py")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor()
                == 0,
        "install python3-h5py");
  }

  static Process start(String script, Object... arguments) throws IOException {
    var command = new ArrayList<>(List.of(PYTHON, "-u", "-c", script));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static String run(String script, Object... arguments) throws IOException, InterruptedException {
    var process = start(script, arguments);
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError("exit " + code + ": " + text);
    }
    return text;
  }
}
