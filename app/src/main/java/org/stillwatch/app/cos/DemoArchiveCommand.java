package org.stillwatch.app.cos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.demo.DemoArchive;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an invented archive, to try the other commands. */
@Command(
    name = "demo",
    description = {
      "Writes an invented archive of weekly images of both segments, about 7 MB and 2 seconds"
          + " each,",
      "and a configure.yaml for it. Nothing in it was measured."
    },
    footer = {
      "",
      "Example: stillwatch cos demo ~/cosdemo",
      "         stillwatch cos ingest --settings ~/cosdemo/configure.yaml"
    })
final class DemoArchiveCommand implements Callable<Integer> {

  private static final int MOST_WEEKS = 100;

  @Parameters(index = "0", paramLabel = "DIR", description = "where it goes")
  private Path folder = Path.of("");

  @Option(names = "--weeks", paramLabel = "N", description = "images of each segment; 4")
  private int weeks = 4;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var line = Objects.requireNonNull(spec).commandLine();
    if (weeks < 1 || weeks > MOST_WEEKS) {
      throw new CommandLine.ParameterException(
          line, "--weeks " + weeks + ": expected 1 to " + MOST_WEEKS);
    }
    DemoArchive.write(
        folder.resolve("archive"),
        weeks,
        file -> {
          line.getOut().println(file);
          line.getOut().flush();
        });
    var settings = folder.resolve("configure.yaml");
    if (!Files.exists(settings)) {
      Files.writeString(settings, "data_location: archive\nmonitor_location: monitors\n");
    }
    line.getOut().println(settings);
    return 0;
  }
}
