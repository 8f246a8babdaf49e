package org.stillwatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stillwatch.app.command.Commands;

/** The unit of systemd says what the commands and the page about it say. */
class PackagingTest {

  private static final Path ROOT = Path.of("..");

  private static String unit(String key) throws IOException {
    return Files.readAllLines(ROOT.resolve("packaging/stillwatch.service")).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void theServiceStartsAStationWithOptionsThatThereAre() throws IOException {
    var words = unit("ExecStart").split(" ");
    assertEquals("run", words[1]);
    var help = new StringWriter();
    Commands.run(new PrintWriter(help), new PrintWriter(help), words[1], "--help");
    Arrays.stream(words)
        .filter(word -> word.startsWith("--"))
        .forEach(option -> assertTrue(help.toString().contains(option), option));
  }

  @Test
  void thePageAboutItNamesTheSameFolders() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/service.md"));
    for (var word : unit("ExecStart").split(" ")) {
      if (word.startsWith("/")) {
        assertTrue(page.contains(word.substring(0, word.lastIndexOf('/'))), word);
      }
    }
    assertTrue(page.contains(unit("EnvironmentFile").substring(1)));
    assertTrue(page.contains(unit("SupplementaryGroups")));
  }

  @Test
  void itComesBackWhateverEndedIt() throws IOException {
    assertEquals("always", unit("Restart"));
    assertEquals("0", unit("StartLimitIntervalSec"));
    assertEquals("143", unit("SuccessExitStatus"));
  }
}
