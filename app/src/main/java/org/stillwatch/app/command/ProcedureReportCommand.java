package org.stillwatch.app.command;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the report of a run into a file. */
@Command(
    name = "report",
    description = "Writes the report of a run of a procedure into a file: PDF, or HTML.",
    footer = {"", "Example: stillwatch procedure report 5f2a9c0b1d3e4f60 -o cooldown.pdf"})
final class ProcedureReportCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Parameters(arity = "1", paramLabel = "RUN", description = "the id of the run")
  private String run = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "the file, which must not be there yet; its ending, .pdf or .html, says what it becomes"
              + " (default: report-RUN.pdf)")
  private @Nullable Path output;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var file =
        output == null ? Path.of("report-" + run.replaceAll("[^A-Za-z0-9]", "_") + ".pdf") : output;
    var ending = ending(file);
    if (Files.exists(file)) {
      throw new Failure(Failure.USAGE, file + " is there already; expected a new file");
    }
    var id = URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20");
    var bytes = remote.station().bytes("/api/v1/runs/" + id + "/report." + ending);
    Files.write(file, bytes);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("wrote " + file + " (" + (bytes.length + 1023) / 1024 + " KB)");
    out.flush();
    return 0;
  }

  private static String ending(Path file) {
    var name = file.toString();
    if (name.endsWith(".pdf")) {
      return "pdf";
    }
    if (name.endsWith(".html")) {
      return "html";
    }
    throw new Failure(
        Failure.USAGE, name + " ends with neither .pdf nor .html; expected one of them");
  }
}
