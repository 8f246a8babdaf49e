package org.stillwatch.formats.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's Python with h5py, and the tools of the HDF Group. */
final class Python {

  private static final String PYTHON = "/usr/bin/python3";

  private Python() {}

  /** Skips the test where there is no h5py. */
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

  static String run(String script, Object... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(PYTHON, "-c", script));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return output(command);
  }

  static String h5dump(Object... arguments) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/h5dump")), "install hdf5-tools");
    var command = new ArrayList<>(List.of("/usr/bin/h5dump"));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return output(command);
  }

  /** A script that is running, for conversations. */
  static Process start(String script, Object... arguments) throws IOException {
    var command = new ArrayList<>(List.of(PYTHON, "-u", "-c", script));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError("exit " + code + ": " + text);
    }
    return text;
  }
}
