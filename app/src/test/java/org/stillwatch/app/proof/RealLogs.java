package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The logs of a real refrigerator, 24 to 30 June 2026, which are not part of the project. */
final class RealLogs {

  private static final Path FOLDER = Path.of("../../shared/data/bluefors/maxmazin-whitefridge");

  private RealLogs() {}

  /** The folder of the day folders; the test is skipped, saying so, when it is not there. */
  static Path folder() {
    assumeTrue(Files.isDirectory(FOLDER), "skipped: the real logs are not there: " + FOLDER);
    return FOLDER;
  }
}
