package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.testkit.TestCertificate;
import org.stillwatch.web.Role;
import org.stillwatch.web.User;

/** Whole station files in the pages for users must be right as they stand. */
class DocumentedStationsTest {

  private static final Pattern WHOLE =
      Pattern.compile("```yaml\\n(station:.*?)```", Pattern.DOTALL);

  private static final Map<String, String> ENVIRONMENT =
      Map.of("INFLUX_TOKEN", "token", "SLACK_URL", "https://hooks.example.org/services/x");

  @TempDir private Path folder = Path.of("");

  @Test
  void theStationsOfThePageAboutSwitchingCanBeUsed() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "switching.md"));
    int found = 0;
    for (var match = WHOLE.matcher(page); match.find(); found++) {
      var file = Files.writeString(folder.resolve("station" + found + ".yaml"), match.group(1));
      assertEquals(List.of(), new StationReader(ENVIRONMENT).read(file).problems());
    }
    assertTrue(found >= 2, "stations on the page: " + found);
  }

  @Test
  void theStationOfThePageAboutAccessCanBeUsed() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "access.md"));
    var made = TestCertificate.in(folder, "EC");
    Files.move(made.certificate(), folder.resolve("lab.pem"));
    Files.move(made.key(), folder.resolve("lab-key.pem"));
    var logs = Files.createDirectory(folder.resolve("logs"));
    var hash = Files.writeString(folder.resolve("anna.hash"), PasswordHash.of("horse").text());
    Files.setPosixFilePermissions(hash, PosixFilePermissions.fromString("rw-------"));
    var match = WHOLE.matcher(page);
    assertTrue(match.find());
    var file = Files.writeString(folder.resolve("station.yaml"), match.group(1));
    var result =
        new StationReader(Map.of("CONTROL_TOKEN", "one", "WALL_TOKEN", "other")).read(file);
    assertEquals(List.of(), result.problems());
    var web = Assembly.web(result.usable());
    assertTrue(web.tls().isPresent());
    assertEquals(
        List.of(Role.EXPERT, Role.OPERATOR, Role.VIEWER),
        web.users().stream().map(User::role).toList());
  }
}
