package org.stillwatch.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that is measured from outside: its time, its CPU time and its memory as the kernel
 * counts them. Looked at every 10 ms, so the last 10 ms of CPU time may be missing.
 */
final class Child implements AutoCloseable {

  /**
   * What a process used.
   *
   * @param peakBytes of resident memory
   * @param output its lines
   */
  record Used(Duration wall, Duration cpu, long peakBytes, int exit, List<String> output) {}

  /** The unit of times in {@code /proc/PID/stat}: 1/100 s on every Linux of today. */
  private static final long TICKS_PER_SECOND = 100;

  private record Line(String text, long nanos) {}

  private final Process process;
  private final long started;
  private final LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final Thread reading;

  private Child(Process process, long started) {
    this.process = process;
    this.started = started;
    this.reading = Thread.ofPlatform().daemon().start(this::read);
  }

  static Child of(List<String> command) throws IOException {
    long started = System.nanoTime();
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start(), started);
  }

  /** Stillwatch's own command line, with these options of the virtual machine. */
  static Child stillwatch(List<String> options, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dio.netty.noUnsafe=true",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(options);
    command.add("org.stillwatch.app.Main");
    command.addAll(List.of(arguments));
    return of(command);
  }

  private void read() {
    try (var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(new Line(line, System.nanoTime()));
      }
    } catch (IOException closed) {
      lines.add(new Line("its output ended: " + closed.getMessage(), System.nanoTime()));
    }
  }

  /** Time from the start of the process until it printed a line that begins so. */
  Duration until(String beginning) throws InterruptedException {
    var seen = new ArrayList<String>();
    while (true) {
      var line = lines.poll(60, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException(
            "'" + beginning + "' did not come within 60 s; there was " + seen);
      }
      if (line.text().startsWith(beginning)) {
        return Duration.ofNanos(line.nanos() - started);
      }
      seen.add(line.text());
    }
  }

  /** The rest of a line that begins so, as {@code page: } is followed by an address. */
  String rest(String beginning) throws InterruptedException {
    var line = lines.poll(60, TimeUnit.SECONDS);
    if (line == null || !line.text().startsWith(beginning)) {
      throw new IllegalStateException("expected '" + beginning + "', there was " + line);
    }
    return line.text().substring(beginning.length());
  }

  /** Waits until it ends, and says what it used. */
  Used finish() throws InterruptedException {
    var cpu = Duration.ZERO;
    long peak = 0;
    do {
      cpu = longer(cpu, cpu());
      peak = Math.max(peak, kibibytes("VmHWM") * 1024);
    } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
    var wall = Duration.ofNanos(System.nanoTime() - started);
    reading.join();
    return new Used(wall, cpu, peak, process.exitValue(), lines.stream().map(Line::text).toList());
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** CPU time so far; zero when it has ended. */
  Duration cpu() {
    try {
      var stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    } catch (IOException | IndexOutOfBoundsException ended) {
      return Duration.ZERO;
    }
  }

  /** Resident memory now. */
  long residentBytes() {
    return kibibytes("VmRSS") * 1024;
  }

  private long kibibytes(String key) {
    try (var status = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return status
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException ended) {
      return 0;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
