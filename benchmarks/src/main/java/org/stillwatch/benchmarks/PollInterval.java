package org.stillwatch.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.instruments.kjlc.GaugeKind;
import org.stillwatch.instruments.kjlc.GaugeSettings;
import org.stillwatch.link.port.PortKeys;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.PtyHost;

/**
 * How evenly a gauge is polled each second while all cores are busy, beside a script that asks and
 * sleeps. The far end of the line takes as long as 19200 baud do.
 */
final class PollInterval {

  private static final int PER_MINUTE = 60;

  private PollInterval() {}

  /**
   * @param minutes of polling
   */
  static void run(int minutes, Scratch scratch) throws Exception {
    int polls = minutes * PER_MINUTE;
    var busy = new AtomicBoolean(true);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                double sum = 0;
                while (busy.get()) {
                  sum += Math.sin(sum + 1);
                }
              });
    }
    try {
      Table.head(
          "polls each second, " + polls + " of them, all cores busy",
          "off the second: mean",
          "worst",
          "left out",
          "drift in all");
      var ours = CompletableFuture.supplyAsync(() -> ours(polls), PollInterval::onAThread);
      var script = CompletableFuture.supplyAsync(() -> script(polls), PollInterval::onAThread);
      report("kjlc-gauge, every: 1s", ours.join());
      report("a script that asks and sleeps for 1 s", script.join());
    } finally {
      busy.set(false);
    }
  }

  private static void onAThread(Runnable task) {
    Thread.ofPlatform().start(task);
  }

  /** When polls were, and how many were left out. */
  private record Polled(List<Double> seconds, long leftOut) {}

  private static PtyHost gauge() throws IOException {
    var gauge =
        new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 2e-2, 755));
    return new PtyHost(new GaugeLine(List.of(gauge.alreadyOn())), Optional.empty(), true);
  }

  private static Polled ours(int polls) {
    var times = new ArrayList<Double>();
    long leftOut = 0;
    try (var host = gauge()) {
      var line =
          new PortKeys(
              Optional.of(host.where()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      var settings =
          new GaugeSettings(
              line,
              Optional.of("01"),
              Optional.of(392),
              Optional.empty(),
              Optional.of(Duration.ofSeconds(1)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      try (var instrument =
          new GaugeKind().open(new Site("gauge", ZoneOffset.UTC, Path.of("")), settings)) {
        instrument.resume(Optional.empty());
        while (times.size() < polls) {
          for (var scan : instrument.turn(Instant.now()).scans()) {
            if (wasLeftOut(scan)) {
              leftOut++;
            } else {
              times.add(ChronoUnit.MICROS.between(Instant.EPOCH, scan.time()) / 1e6);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Polled(times, leftOut);
  }

  private static boolean wasLeftOut(Scan scan) {
    return scan.readings().stream()
        .allMatch(
            reading ->
                reading instanceof Reading.Missing missing
                    && missing.reason().contains("not asked: the poll before"));
  }

  private static Polled script(int polls) {
    var times = new ArrayList<Double>();
    try (var host = gauge()) {
      var script =
          new ProcessBuilder(
                  "/usr/bin/python3",
                  Path.of(System.getProperty("benchmarks.home", "benchmarks"))
                      .resolve("peers/poll_loop.py")
                      .toString(),
                  host.where(),
                  Integer.toString(polls),
                  "1")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var lines = script.inputReader()) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          times.add(Double.parseDouble(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Polled(times, 0);
  }

  /** Against the grid that begins with the first poll: a poll off by more was left out. */
  private static void report(String name, Polled polled) {
    var times = polled.seconds();
    double sum = 0;
    double worst = 0;
    for (double time : times) {
      double since = time - times.getFirst();
      double off = Math.abs(since - Math.rint(since));
      sum += off;
      worst = Math.max(worst, off);
    }
    double drift = times.getLast() - times.getFirst() - (times.size() - 1 + polled.leftOut());
    Table.row(
        name,
        String.format(Locale.ROOT, "%.1f ms", sum / times.size() * 1e3),
        String.format(Locale.ROOT, "%.1f ms", worst * 1e3),
        polled.leftOut(),
        String.format(Locale.ROOT, "%.3f s", drift));
  }
}
