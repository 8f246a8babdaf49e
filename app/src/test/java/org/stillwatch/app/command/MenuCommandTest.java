package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** Where the menu finds its station. */
class MenuCommandTest {

  @TempDir private Path folder = Path.of("");

  private static Run withInput(String lines, Object... words) {
    var before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      return Run.of(words);
    } finally {
      System.setIn(before);
    }
  }

  private Path stationFile(String more) throws IOException {
    var logs = Files.createDirectories(folder.resolve("logs"));
    assertTrue(Files.isDirectory(logs));
    return Files.writeString(
        folder.resolve("station.yaml"),
        """
        station: {name: Red lab, zone: Europe/Zurich, data: ./data}
        web: {port: 0}
        instruments:
          fridge: {kind: bluefors-logs, folder: ./logs, every: 1s}
        """
            + more);
  }

  @Test
  void anAddressLeadsToTheStationThatRuns() {
    try (var server = WebServer.start(BlueLab.station(), WebSettings.onLoopback(0))) {
      var menu = withInput("\n", "menu", "--url", server.address());
      assertEquals(0, menu.code(), menu.err());
      assertTrue(menu.out().contains("  1  Full Cooldown"), menu.out());
    }
  }

  @Test
  void whereNoStationRunsTheOneOfTheFileStartsInThisWindow() throws IOException {
    var menu = withInput("", "menu", stationFile(""), "--data", folder.resolve("data"));
    assertEquals(0, menu.code(), menu.err());
    assertTrue(menu.out().contains("No station runs, so the one of"), menu.out());
    assertTrue(menu.out().contains("page: http://"), menu.out());
    assertTrue(menu.out().contains("closing this window ends the station"), menu.out());
    assertTrue(menu.out().contains("Red lab"), menu.out());
    var again = withInput("", "menu", stationFile(""), "--data", folder.resolve("data"));
    assertEquals(0, again.code(), "the folder was given back: " + again.err());
  }

  @Test
  void whoeverStartedTheStationInThisWindowMayUseItWhateverUsersItHas() throws IOException {
    var file =
        stationFile("users: {control-room: {role: operator, token: \"a long enough token\"}}\n");
    var menu = withInput("", "menu", file, "--data", folder.resolve("data"));
    assertEquals(0, menu.code(), menu.err());
    assertTrue(menu.out().contains("Red lab"), menu.out());
  }

  @Test
  void aStationFileWithProblemsIsToldAndNothingStarts() throws IOException {
    var menu = withInput("", "menu", stationFile("ruels: []\n"), "--data", folder.resolve("data"));
    assertEquals(2, menu.code());
    assertTrue(menu.err().contains("ruels"), menu.err());
  }

  @Test
  void aDataFolderWithoutAStationIsUnreachable() {
    var menu = withInput("", "menu", "--data", folder.resolve("data"));
    assertEquals(3, menu.code());
    assertTrue(menu.err().contains("no station runs on the data folder"), menu.err());
  }

  @Test
  void noWordsMeanTheMenuWhereAStationFileLies() throws IOException {
    var here = folder.resolve("here");
    assertArrayEquals(new String[] {"--help"}, MenuCommand.usualWords(here, Optional.empty()));
    var written = stationFile("");
    assertTrue(Files.exists(written));
    assertArrayEquals(new String[] {"menu"}, MenuCommand.usualWords(folder, Optional.empty()));
    assertArrayEquals(
        new String[] {"menu"},
        MenuCommand.usualWords(here, Optional.of(folder.toString())),
        "beside the launcher");
  }
}
