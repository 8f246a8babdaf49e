package org.stillwatch.cos.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stillwatch.cos.detector.Segment;

/**
 * Some weeks of invented images of both segments, at weekly steps of wear, and from the middle on
 * at a higher voltage, so that some superpixels sag and some recover.
 */
public final class DemoArchive {

  /** After the recovery rows and the current lifetime position of the original tool began. */
  private static final double FIRST = 58100.25;

  private static final int EVENTS = 4_000_000;
  private static final int LOW_HV = 163;
  private static final int HIGH_HV = 169;

  private DemoArchive() {}

  /**
   * Writes those files that are not there yet.
   *
   * @param folder the archive's folder; they go to {@code CCI}
   * @param told hears of each file
   * @return the files
   */
  public static List<Path> write(Path folder, int weeks, Consumer<Path> told) throws IOException {
    var images = Files.createDirectories(folder.resolve("CCI"));
    var files = new ArrayList<Path>();
    for (int week = 0; week < weeks; week++) {
      for (var segment : Segment.values()) {
        var image =
            new SyntheticCci(
                segment,
                2 * week < weeks ? LOW_HV : HIGH_HV,
                FIRST + 7 * week,
                1 - 0.4 * (weeks - 1 - week) / Math.max(1, weeks - 1),
                EVENTS,
                1000L * week + segment.letter());
        var file = images.resolve(image.name());
        if (!Files.exists(file)) {
          image.write(images);
        }
        files.add(file);
        told.accept(file);
      }
    }
    return files;
  }
}
