package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A temporary folder, gone with everything in it when closed. */
record Scratch(Path folder) implements AutoCloseable {

  static Scratch make() throws IOException {
    return new Scratch(Files.createTempDirectory("stillwatch-bench"));
  }

  /** A new empty folder. */
  Path fresh(String name) throws IOException {
    return Files.createTempDirectory(folder, name);
  }

  /** A station file that follows this folder; more lines may follow. */
  Path station(Path logs, String... more) throws IOException {
    var file = Files.createTempFile(folder, "station", ".yaml");
    Files.writeString(
        file,
        """
        station: {name: Bench, zone: UTC, data: ./data}
        instruments:
          fridge: {kind: bluefors-logs, folder: "%s", every: 10s}
        %s
        """
            .formatted(logs, String.join("\n", more)));
    return file;
  }

  /** Copies a folder with its sub-folders into a new one. */
  Path copy(Path from) throws IOException {
    var to = fresh("copy");
    try (var inside = Files.walk(from)) {
      for (var path : inside.toList()) {
        var target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }

  /** Removes what is in it, as an import between two runs needs it. */
  static void clear(Path folder) throws IOException {
    List<Path> all;
    try (var inside = Files.walk(folder)) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : all) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void close() throws IOException {
    clear(folder);
  }
}
