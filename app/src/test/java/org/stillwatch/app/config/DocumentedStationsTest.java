package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
