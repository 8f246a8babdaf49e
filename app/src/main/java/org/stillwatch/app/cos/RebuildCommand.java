package org.stillwatch.app.cos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.monitor.Rebuilding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes products again, to see whether they are what their provenance says. */
@Command(
    name = "rebuild",
    description = {
      "Makes products again from what their provenance (NAME.provenance.json) says, in a temporary",
      "folder, and compares them byte by byte. The exit code is 1 when one differs."
    },
    footer = {"", "Example: stillwatch cos rebuild gsag_filter_2026-11-22T01-02-03.000000.fits"})
final class RebuildCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "products")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    boolean same = true;
    var scratch = Files.createTempDirectory("stillwatch-rebuild");
    try (var place = working.place(working.settings())) {
      var rebuilding = new Rebuilding(place.bench(), place::again, scratch);
      for (var file : files) {
        try {
          var found = rebuilding.look(Working.absolute(file));
          working.out().println(file + ": " + found.words());
          same &= found.same();
        } catch (CosProblem e) {
          working.err().println(file + ": " + e.getMessage());
          same = false;
        }
      }
    } finally {
      remove(scratch);
    }
    return same ? 0 : 1;
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
