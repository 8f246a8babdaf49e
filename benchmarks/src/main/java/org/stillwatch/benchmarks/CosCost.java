package org.stillwatch.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.stillwatch.cos.cci.Cci;
import org.stillwatch.cos.cci.CciFile;
import org.stillwatch.cos.cci.CciShape;
import org.stillwatch.cos.gain.FullGainMap;
import org.stillwatch.cos.gain.GainMapFile;
import org.stillwatch.cos.gain.GainMapMaker;
import org.stillwatch.cos.gain.GainMapResult;
import org.stillwatch.cos.gain.GainMapper;
import org.stillwatch.cos.gain.Verdict;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.formats.inflate.ByteRuns;
import org.stillwatch.formats.inflate.Gunzip;

/**
 * What the gain map of a full-size CCI costs, part by part, in a warm virtual machine: beside the
 * JDK's inflater, igzip, and Python with astropy. The argument is how often each part is measured;
 * the best is shown. Another file than the usual one is given by {@code -Dcos.cci=FILE}.
 */
final class CosCost {
  private static final String USUAL = "../shared/cos/full/l_2017347120000_01_163_cci.fits.gz";
  private static final String PYTHON = "/usr/bin/python3";

  /** Python fits every so many-th superpixel, which takes it seconds in place of minutes. */
  private static final int EVERY = 50;

  private static final int MEMORY_ROUNDS = 10;

  private CosCost() {}

  private interface Work {
    void run() throws Exception;
  }

  static void run(int rounds, Scratch scratch) throws Exception {
    var file = Path.of(System.getProperty("cos.cci", USUAL)).toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      throw new IOException("there is no " + file + "; name a CCI with -Dcos.cci=FILE");
    }
    var cci = read(file);
    var mapper = new GainMapper();
    var full = mapper.map(cci);
    long fitted =
        Arrays.stream(full.verdicts()).filter(each -> each != Verdict.TOO_FEW_COUNTS).count();
    var inflate = best(rounds, () -> inflate(file));
    var read = best(rounds, () -> read(file));
    var map = best(rounds, () -> mapper.map(cci));
    var whole = best(rounds, () -> new GainMapper().map(read(file)));
    var write = best(rounds, () -> GainMapFile.write(full, OutputStream.nullOutputStream()));
    var store = best(rounds, () -> make(file, scratch.fresh("map")));
    var two = best(rounds, () -> two(file));
    var python = python(file);

    System.out.printf(
        Locale.ROOT,
        "%s: %,d superpixels fitted, best of %d%n%n",
        file.getFileName(),
        fitted,
        rounds);
    Table.head("one file on one core", "seconds", "Python / this");
    row("inflate, sums verified", inflate, Optional.empty());
    row("rebin", read.minus(inflate), Optional.empty());
    row("read: inflate and rebin", read, Optional.of(python.readCpu()));
    row(
        "fit, with counts and charge: %.2f us a superpixel".formatted(micros(map, fitted)),
        map,
        Optional.of(python.fitCpu(fitted)));
    row("read and fit", whole, Optional.of(python.readCpu().plus(python.fitCpu(fitted))));
    row("write the map, gzip level 1", write, Optional.empty());
    row("all: read, fit, write to the disk, sync", store, Optional.empty());
    row("two files at once, read and fit: each", two.dividedBy(2), Optional.empty());

    System.out.println();
    Table.head("unpacking the same file", "seconds", "this / it");
    peer("here", inflate, inflate);
    peer("java.util.zip", best(rounds, () -> byTheJdk(file)), inflate);
    for (var command : List.of("igzip", "libdeflate-gzip", "gzip")) {
      if (Files.isExecutable(Path.of("/usr/bin", command))) {
        peer(command + " -dc", best(rounds, () -> byCommand(command, file)), inflate);
      }
    }

    System.out.println();
    Table.head("Python with astropy", "CPU seconds");
    Table.row("read and rebin 32 images", seconds(python.readCpu()));
    Table.row(
        "fit, from %d of %d superpixels: %.0f us each"
            .formatted(python.means().size(), fitted, micros(python.fitCpu(fitted), fitted)),
        seconds(python.fitCpu(fitted)));
    System.out.printf(
        "%nFarthest of Python's means from ours, where both are accepted: %.1e%n",
        farthest(python, full));
    memory(file);
  }

  private static void row(String what, Duration took, Optional<Duration> python) {
    Table.row(
        what,
        seconds(took),
        python.map(cpu -> "%.0f".formatted((double) cpu.toNanos() / took.toNanos())).orElse(""));
  }

  private static void peer(String name, Duration took, Duration own) {
    Table.row(name, seconds(took), Table.ratio((double) own.toNanos() / took.toNanos()));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  private static double micros(Duration time, long superpixels) {
    return time.toNanos() / 1e3 / superpixels;
  }

  private static Duration best(int rounds, Work work) throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      long began = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - began);
    }
    return Duration.ofNanos(best);
  }

  private static void inflate(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      Gunzip.unpack(in, ByteRuns.IGNORED);
    }
  }

  private static void byTheJdk(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      drain(in);
    }
  }

  private static void byCommand(String command, Path file)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("/usr/bin/" + command, "-dc", file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
  }

  private static void drain(InputStream in) throws IOException {
    var buffer = new byte[1 << 17];
    while (in.read(buffer) >= 0) {}
  }

  private static Cci read(Path file) {
    return switch (CciFile.read(file, CciShape.ANY)) {
      case Cci cci -> cci;
      default -> throw new IllegalArgumentException(file + " has no exposures to measure");
    };
  }

  private static GainMapResult make(Path file, Path folder) throws IOException {
    return new GainMapMaker(folder, "benchmark").make(file, Hash.of(file), Optional.empty());
  }

  private static void two(Path file) throws InterruptedException, ExecutionException {
    try (var workers = Executors.newFixedThreadPool(2)) {
      var first = workers.submit(() -> new GainMapper().map(read(file)));
      var second = workers.submit(() -> new GainMapper().map(read(file)));
      first.get();
      second.get();
    }
  }

  /** What Python says of itself. */
  private record Python(Duration readCpu, double fitCpuEach, List<String> means) {
    Duration fitCpu(long superpixels) {
      return Duration.ofNanos((long) (fitCpuEach * superpixels * 1e9));
    }
  }

  private static Python python(Path file) throws IOException, InterruptedException {
    var script =
        Path.of(System.getProperty("benchmarks.home", "benchmarks"), "peers", "cos_gainmap.py");
    try (var child =
        Child.of(List.of(PYTHON, script.toString(), file.toString(), Integer.toString(EVERY)))) {
      var used = child.finish();
      if (used.exit() != 0) {
        throw new IOException("install python3-astropy and python3-scipy; " + used.output());
      }
      var reading = used.output().get(0).split(" ");
      var fitting = used.output().get(1).split(" ");
      return new Python(
          Duration.ofNanos((long) (Double.parseDouble(reading[1]) * 1e9)),
          Double.parseDouble(fitting[3]) / Integer.parseInt(fitting[1]),
          used.output().subList(2, used.output().size()));
    }
  }

  private static double farthest(Python python, FullGainMap full) {
    double farthest = 0;
    for (var line : python.means()) {
      var parts = line.split(" ");
      int at = Integer.parseInt(parts[0]) * full.map().width() + Integer.parseInt(parts[1]);
      if (full.verdicts()[at].measured()) {
        double apart = Math.abs(Double.parseDouble(parts[2]) - full.map().gain()[at]);
        farthest = Math.max(farthest, apart);
      }
    }
    return farthest;
  }

  /** Makes the maps of two files at once, again and again, in a machine of its own. */
  private static void memory(Path file) throws IOException, InterruptedException {
    System.out.println();
    Table.head("two files at once, " + MEMORY_ROUNDS + " times, maps written", "heap", "peak RSS");
    for (var heap : List.of("512m", "384m", "256m")) {
      try (var child =
          Child.of(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx" + heap,
                  "-cp",
                  System.getProperty("java.class.path"),
                  CosCost.class.getName(),
                  file.toString()))) {
        var used = child.finish();
        Table.row(
            used.exit() == 0 ? "made" : "not made: " + used.output().getLast(),
            heap,
            Table.megabytes(used.peakBytes()));
      }
    }
  }

  /** The work of the machine whose memory is measured. */
  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[0]);
    try (var scratch = Scratch.make();
        var workers = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < MEMORY_ROUNDS; round++) {
        var first = workers.submit(() -> make(file, scratch.fresh("map")));
        var second = workers.submit(() -> make(file, scratch.fresh("map")));
        first.get();
        second.get();
      }
    }
  }
}
