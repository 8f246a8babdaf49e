package org.stillwatch.stores.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.testkit.MemoryStore;

/** Past readings in one file, and the snippet of docs/recordings.md that reads it. */
class ExportTest {

  @TempDir Path folder;

  @Test
  void theSnippetOfThePageReadsWhatIsExported() throws Exception {
    Python.needed();
    var store = new MemoryStore(InstantSource.fixed(Lab.START));
    Lab.store(store, 0, 9000);
    var file = folder.resolve("recordings").resolve("gauges-20261121T000000Z.h5");
    Files.createDirectories(file.getParent());
    var settings = Lab.settings(folder, Optional.empty(), false);
    long rows = Export.write(file, settings, Lab.CHANNELS, Lab.START, Lab.at(9000), store::read);
    assertEquals(
        """
        2026-11-21T12:29:59.000000000 9e-06 Torr
        2026-11-21T12:29:52.000000000 off
        """,
        run(snippet()));
    assertEquals(8460, rows);
  }

  private String snippet() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "recordings.md"));
    int begin = page.indexOf("```python\n") + "```python\n".length();
    return page.substring(begin, page.indexOf("```", begin));
  }

  private String run(String script) throws IOException, InterruptedException {
    return Python.run("import os, sys\nos.chdir(sys.argv[1])\n" + script, folder);
  }
}
