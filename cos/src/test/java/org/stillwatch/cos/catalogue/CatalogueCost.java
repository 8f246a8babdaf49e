package org.stillwatch.cos.catalogue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.RecoveryRule;

/**
 * What a CCI costs a catalogue, and whether that changes while it grows: {@code sqlite|mariadb|
 * postgresql FILES}. A program, not a test; its figures are in the decision about the catalogue.
 */
public final class CatalogueCost {
  private static final int FITTED = 60_000;
  private static final int EACH = 50;

  private CatalogueCost() {}

  public static void main(String... arguments) throws Exception {
    int files = Integer.parseInt(arguments[1]);
    switch (arguments[0]) {
      case "sqlite" -> {
        var folder = Files.createTempDirectory("stillwatch-cost");
        var file = folder.resolve("cos.db");
        run(new Database.Embedded(file), files);
        System.out.printf(Locale.ROOT, "file of %d MB%n", Files.size(file) >> 20);
        try (var left = Files.list(folder)) {
          for (var one : left.toList()) {
            Files.delete(one);
          }
        }
        Files.delete(folder);
      }
      case "mariadb" -> {
        try (var server = MariaDbServer.start()) {
          run(server.fresh(), files);
          size(server);
        }
      }
      case "postgresql" -> {
        try (var server = PostgresServer.start()) {
          run(server.fresh(), files);
          size(server);
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void size(TestServer server) throws Exception {
    try (var walk = Files.walk(server.folder())) {
      long bytes = 0;
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      System.out.printf(Locale.ROOT, "server folder of %d MB%n", bytes >> 20);
    }
  }

  private static void run(Database database, int files) {
    try (var catalogue = Catalogue.open(database)) {
      var random = new Random(1);
      long started = System.nanoTime();
      for (int i = 1; i <= files; i++) {
        catalogue.store(content(i, random));
        if (i % EACH == 0 || i == 1) {
          int n = i == 1 ? 1 : i == EACH ? EACH - 1 : EACH;
          double seconds = (System.nanoTime() - started) / 1e9 / n;
          System.out.printf(
              Locale.ROOT,
              "up to file %4d: %6.0f ms a file, %8.0f rows/s%n",
              i,
              1000 * seconds,
              FITTED / seconds);
          started = System.nanoTime();
        }
      }
      started = System.nanoTime();
      catalogue.renewFlags(RecoveryRule.STRICT, Instant.EPOCH);
      System.out.printf(
          Locale.ROOT, "flags of all: %s%n", Duration.ofNanos(System.nanoTime() - started));
      started = System.nanoTime();
      catalogue.renewFlags(RecoveryRule.STRICT, Instant.EPOCH);
      System.out.printf(
          Locale.ROOT,
          "flags again: %s, %d%n",
          Duration.ofNanos(System.nanoTime() - started),
          catalogue.flags().size());
      started = System.nanoTime();
      catalogue.measurements(catalogue.flags().stream().limit(100).map(Pixel::of).toList());
      System.out.printf(
          Locale.ROOT, "100 pixels: %s%n", Duration.ofNanos(System.nanoTime() - started));
      started = System.nanoTime();
      catalogue.remove(key(files / 2));
      System.out.printf(
          Locale.ROOT, "one removed: %s%n", Duration.ofNanos(System.nanoTime() - started));
    }
  }

  private static FileKey key(int number) {
    return new FileKey("/archive/CCI", "l_%013d_0%d_163_cci.fits.gz".formatted(number, number % 2));
  }

  /** A band of fitted superpixels; about a thousand of the watched rows are low. */
  private static FileContent content(int number, Random random) {
    var gain = new double[Superpixels.WIDTH * Superpixels.HEIGHT];
    var counts = new int[gain.length];
    for (int i = 0; i < FITTED; i++) {
      int cell = 230 * Superpixels.WIDTH + i;
      boolean low = i / Superpixels.WIDTH == 4 && (i * 31 + number / 50) % 2 == 0;
      gain[cell] = low ? 1 + random.nextDouble(2.2) : 3.2 + random.nextDouble(15);
      counts[cell] = 30 + random.nextInt(3000);
    }
    var segment = number % 2 == 0 ? Segment.FUVA : Segment.FUVB;
    var key = key(number);
    var header =
        new CciHeader(
            key.name().stem(),
            "FUV",
            segment,
            "TIME-TAG",
            56000 + number,
            56007 + number,
            6e4,
            40,
            1_000_000,
            163 + number % 5 * 2,
            Optional.empty());
    return new FileContent(
        key,
        9_000_000,
        number,
        Optional.of("%064d".formatted(number)),
        "cost",
        new FileContent.Good(
            List.of(),
            Optional.of(
                new MeasuredCci(
                    new GainMap(header, Superpixels.WIDTH, Superpixels.HEIGHT, gain, counts),
                    "map"))));
  }
}
