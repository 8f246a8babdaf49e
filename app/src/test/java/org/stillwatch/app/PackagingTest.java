package org.stillwatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stillwatch.app.command.Commands;

/** The unit of systemd says what the commands and the page about it say. */
class PackagingTest {

  private static final Path ROOT = Path.of("..");

  private static final String STATION = "stillwatch.service";
  private static final String GUARD = "stillwatch-hv-guard@.service";

  private static String unit(String name, String key) throws IOException {
    return Files.readAllLines(ROOT.resolve("packaging").resolve(name)).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void theServiceStartsAStationWithOptionsThatThereAre() throws IOException {
    assertStarts("run", STATION);
  }

  @Test
  void theServiceOfAGuardStartsAGuardWithOptionsThatThereAre() throws IOException {
    assertStarts("hv-guard", GUARD);
  }

  @Test
  void aGuardMeetsItsStationAndOutlivesIt() throws IOException {
    for (var same : List.of("User", "StateDirectory", "EnvironmentFile", "StartLimitIntervalSec")) {
      assertEquals(unit(STATION, same), unit(GUARD, same), same);
    }
    var station = List.of(unit(STATION, "ExecStart").split(" "));
    var guard = List.of(unit(GUARD, "ExecStart").split(" "));
    assertEquals(station.get(2), guard.get(2), "the station file");
    assertEquals(station.getLast(), guard.getLast(), "the data folder");
    for (var bound : List.of("BindsTo", "PartOf", "Requires")) {
      assertEquals("", unit(GUARD, bound), "it would end with the station");
    }
    assertEquals("always", unit(GUARD, "Restart"));
    var page = Files.readString(ROOT.resolve("docs/service.md"));
    assertTrue(page.contains("packaging/" + GUARD));
  }

  private static void assertStarts(String command, String unit) throws IOException {
    var words = unit(unit, "ExecStart").split(" ");
    assertEquals(command, words[1]);
    var help = new StringWriter();
    Commands.run(new PrintWriter(help), new PrintWriter(help), words[1], "--help");
    Arrays.stream(words)
        .filter(word -> word.startsWith("--"))
        .forEach(option -> assertTrue(help.toString().contains(option), option));
  }

  @Test
  void thePageAboutItNamesTheSameFolders() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/service.md"));
    for (var word : unit(STATION, "ExecStart").split(" ")) {
      if (word.startsWith("/")) {
        assertTrue(page.contains(word.substring(0, word.lastIndexOf('/'))), word);
      }
    }
    assertTrue(page.contains(unit(STATION, "EnvironmentFile").substring(1)));
    assertTrue(page.contains(unit(STATION, "SupplementaryGroups")));
  }

  @Test
  void itComesBackWhateverEndedIt() throws IOException {
    assertEquals("always", unit(STATION, "Restart"));
    assertEquals("0", unit(STATION, "StartLimitIntervalSec"));
    assertEquals("143", unit(STATION, "SuccessExitStatus"));
  }
}
