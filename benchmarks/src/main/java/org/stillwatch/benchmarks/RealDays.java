package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with a real refrigerator's logs.
 *
 * @param days its day folders, oldest first
 */
record RealDays(Path folder, List<Path> days) {

  static RealDays in(Path folder) throws IOException {
    try (var inside = Files.list(folder)) {
      return new RealDays(
          folder,
          inside
              .filter(day -> day.getFileName().toString().matches("\\d\\d-\\d\\d-\\d\\d"))
              .sorted()
              .toList());
    }
  }

  /** The first so many days. */
  List<String> first(int count) {
    return days.stream().limit(count).map(Path::toString).toList();
  }
}
