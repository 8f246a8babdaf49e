package org.stillwatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the real station of {@code stillwatch demo}, which runs in a JVM of its own. */
class DemoPageTest {

  private static final String PAGE = "page: ";
  private static final double FIRST_NOTICE_MS = 20_000;
  private static final Pattern SOME_NUMBER = Pattern.compile("\\d");

  private static Process demo(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.stillwatch.app.Main",
            "demo",
            "--for",
            "60s",
            "--port",
            "0",
            "--data",
            folder.resolve("demo").toString())
        .redirectError(folder.resolve("errors.txt").toFile())
        .start();
  }

  private static String address(BufferedReader output) throws IOException {
    var said = new ArrayList<String>();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(PAGE)) {
        return line.substring(PAGE.length()).strip();
      }
      said.add(line);
    }
    throw new AssertionError("the demo ended without naming its page; it said " + said);
  }

  /** How many pixels of the plot have a strong colour, as only lines have. */
  private static int coloured(Page page) {
    return ((Number)
            page.evaluate(
                """
                () => {
                  const canvas = document.querySelector('.plot canvas');
                  if (!canvas?.width) return 0;
                  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let count = 0;
                  for (let i = 0; i < data.length; i += 4) {
                    const [red, green, blue, alpha] = data.slice(i, i + 4);
                    if (alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) count++;
                  }
                  return count;
                }
                """))
        .intValue();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void theDemosPageShowsValuesCurvesAndItsFirstNotice(@TempDir Path folder) throws Exception {
    try (var chromium = Chromium.start()) {
      var station = demo(folder);
      var complaints = new ArrayList<String>();
      try (var output = station.inputReader(StandardCharsets.UTF_8);
          var context = chromium.browser().newContext()) {
        var page = context.newPage();
        page.onPageError(complaints::add);
        page.navigate(address(output));
        var patient = new LocatorAssertions.ContainsTextOptions().setTimeout(FIRST_NOTICE_MS);
        assertThat(page.locator("[data-notice] .title").first())
            .containsText(Pattern.compile("\\S"), patient);
        assertThat(page.locator("[data-channel='fridge/mxc/temperature'] .value"))
            .containsText(SOME_NUMBER, patient);
        assertThat(page.locator(".plot h2")).containsText("last 5 min", patient);
        page.waitForCondition(() -> coloured(page) > 50);
        assertThat(page.locator(".card .spark path").first())
            .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(FIRST_NOTICE_MS));
        assertEquals(List.of(), complaints);
      } finally {
        station.destroy();
        if (!station.waitFor(10, TimeUnit.SECONDS)) {
          station.destroyForcibly().waitFor();
        }
      }
    }
  }
}
