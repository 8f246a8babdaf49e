package org.stillwatch.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.convert.Conversion;
import org.stillwatch.app.convert.NotConvertible;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a station file from the configuration of another program. */
@Command(
    name = "convert",
    description = {
      "Makes a station file from config.ini of the cooldown monitor or config.py of the fridge log"
          + " watcher.",
      "The file is read as data and never run. What could not be taken over is listed with its"
          + " line; addresses with tokens, tokens and passwords stay out of the station file."
    },
    footer = {"", "Example: stillwatch convert config.ini -o ."})
final class ConvertCommand implements Callable<Integer> {

  private static final String NAME = "station.yaml";

  @Parameters(paramLabel = "FILE", description = "config.ini or config.py")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "write station.yaml into this folder; -: print it, as without")
  private String output = "-";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "the zone of the people and the logs; this computer's when left out")
  private @Nullable String zone;

  @Option(names = "--json", description = "what was made and what was left out, as one JSON object")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var line = Objects.requireNonNull(spec).commandLine();
    var from = Objects.requireNonNull(file);
    Conversion made;
    try {
      made = Conversion.of(from, zone());
    } catch (NotConvertible e) {
      throw new Failure(Failure.USAGE, String.valueOf(e.getMessage()));
    }
    var written = output.equals("-") ? null : write(made.station(), Path.of(output));
    if (json) {
      line.getOut().println(asJson(made, written));
    } else if (written == null) {
      line.getOut().print(made.station());
    } else {
      line.getOut().println("written: " + written);
    }
    line.getOut().flush();
    made.left()
        .forEach(left -> line.getErr().println(from + ":" + left.line() + ": " + left.sentence()));
    made.variables()
        .forEach(
            (variable, what) ->
                line.getErr().println("set " + variable + " before the station starts: " + what));
    return made.left().isEmpty() ? 0 : Failure.PROBLEMS;
  }

  /** The text of the station file, or where it was written; what was left out; what to set. */
  private static String asJson(Conversion made, @Nullable Path written) {
    var left =
        made.left().stream()
            .map(
                each ->
                    "{\"line\":"
                        + each.line()
                        + ",\"text\":"
                        + NoticeJson.string(each.sentence())
                        + "}")
            .collect(Collectors.joining(",", "[", "]"));
    var variables =
        made.variables().keySet().stream()
            .map(NoticeJson::string)
            .collect(Collectors.joining(",", "[", "]"));
    return (written == null
            ? "{\"station\":" + NoticeJson.string(made.station())
            : "{\"written\":" + NoticeJson.string(written.toString()))
        + ",\"left\":"
        + left
        + ",\"variables\":"
        + variables
        + "}";
  }

  private ZoneId zone() {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new Failure(
          Failure.USAGE,
          "'" + zone + "' is no time zone; expected a name such as Europe/Zurich or UTC");
    }
  }

  private static Path write(String text, Path folder) throws IOException {
    var target = folder.resolve(NAME);
    try {
      return Files.writeString(
          Files.createDirectories(folder).resolve(NAME),
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          Failure.USAGE, target + " is there already; move it away or choose another folder");
    }
  }
}
