package org.stillwatch.app.cos;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is in the catalogue. */
@Command(
    name = "status",
    description = {
      "Prints how many rows each table of the catalogue has, and lists the files that cannot be",
      "used, each with its reason. The exit code is 1 when there are such files."
    },
    footer = {"", "Example: stillwatch cos status"})
final class ArchiveStatusCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Override
  public Integer call() {
    try (var place = working.place(working.settings())) {
      var out = working.out();
      out.println(place.catalogue().words());
      place
          .catalogue()
          .tableCounts()
          .forEach((table, rows) -> out.printf("%10d  %s%n", rows, table));
      place
          .catalogue()
          .emptyFiles()
          .forEach(
              file ->
                  out.println(
                      "not measured: " + file.key().file() + ": " + file.reason().orElse("")));
      var bad = place.catalogue().badFiles();
      out.flush();
      bad.forEach(
          file -> working.err().println(file.key().file() + ": " + file.reason().orElse("")));
      return bad.isEmpty() ? 0 : 1;
    }
  }
}
