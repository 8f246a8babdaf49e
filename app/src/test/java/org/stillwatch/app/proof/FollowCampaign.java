package org.stillwatch.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.stillwatch.app.command.Commands;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * Copies day folders of real logs line by line into a folder that a station follows, in a process
 * that is killed (SIGKILL on Unix) and started again at random moments, and holds what it stored
 * against an import of the same folder: every reading of every channel.
 *
 * <p>The long form, all days, in the folder {@code app} after {@code mvn package}, with the
 * arguments {@code SOURCE KILLS LINES_PER_SECOND SEED}:
 *
 * <pre>
 * java -cp "target/test-classes:target/classes:target/lib/*:../testkit/target/classes" \
 *   org.stillwatch.app.proof.FollowCampaign \
 *   ../../shared/data/bluefors/maxmazin-whitefridge 60 3000 1
 * </pre>
 */
public final class FollowCampaign {

  private static final Duration START_AT_MOST = Duration.ofSeconds(60);
  private static final Duration CATCH_UP_AT_MOST = Duration.ofMinutes(5);

  private static final String STATION =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments:
        fridge: {kind: bluefors-logs, folder: ./logs, every: 10s}
      snapshots:
        fridge: [fridge/*/temperature, fridge/p*]
      rules:
        - name: 4k-warm
          channel: fridge/4k/temperature
          high: {above: 4 K, say: "4K plate > 4 K", severity: critical, snapshot: {set: fridge}}
          low: {below: 3.8 K}
      """;

  private final Path work;
  private final Path logs;
  private final Path data;
  private final Random random;
  private final Map<Path, String> halfWritten = new HashMap<>();
  private int starts;

  /** What is copied: a time of day on one day, or all. */
  record Window(String day, String from, String to) {

    static final Window ALL = new Window("", "00:00:00", "24:00:00");

    boolean holds(String ofDay) {
      return day.isEmpty() || day.equals(ofDay);
    }

    boolean holdsTime(String time) {
      return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
  }

  /** A line with its end. */
  private record Line(String file, String time, String text) {}

  /** The lines of all files of one day in the order of their time. */
  private record Day(String name, List<Line> lines) {}

  /**
   * @param work an empty folder
   */
  FollowCampaign(Path work, long seed) throws IOException {
    this.work = work;
    logs = Files.createDirectories(work.resolve("logs"));
    data = work.resolve("followed");
    random = new Random(seed);
  }

  /** Runs the long form. */
  public static void main(String[] arguments) throws Exception {
    var work = Files.createTempDirectory("stillwatch-follow");
    try {
      System.out.println(
          new FollowCampaign(work, Long.parseLong(arguments[3]))
              .run(
                  Path.of(arguments[0]),
                  Window.ALL,
                  Integer.parseInt(arguments[1]),
                  Integer.parseInt(arguments[2])));
    } finally {
      delete(work);
    }
  }

  /**
   * @return what was done, in one sentence
   * @throws AssertionError when the stores differ, or the station does not come to its end
   */
  String run(Path source, Window window, int kills, int linesPerSecond)
      throws IOException, InterruptedException {
    var station = Files.writeString(work.resolve("station.yaml"), STATION);
    var days = days(source, window);
    long total = days.stream().mapToLong(day -> day.lines.size()).sum();
    var begun = Instant.now();
    var child = start(station);
    try {
      awaitReady(child);
      var moments = new TreeSet<Long>();
      while (moments.size() < kills) {
        moments.add(random.nextLong(total));
      }
      long copied = 0;
      for (var day : days) {
        Files.createDirectories(logs.resolve(day.name));
        int next = 0;
        while (next < day.lines.size()) {
          int end = endOfBurst(day.lines, next);
          write(day, next, end);
          copied += end - next;
          LockSupport.parkNanos((end - next) * 1_000_000_000L / linesPerSecond);
          next = end;
          if (!moments.isEmpty() && copied > moments.getFirst()) {
            moments.pollFirst();
            kill(child);
            child = start(station);
          }
        }
        finishLines();
      }
      var seconds = Duration.between(begun, Instant.now()).toSeconds();
      var imported = importAll(station);
      awaitStored(child, imported);
      stop(child);
      return compare(
          imported, kills + " kills, " + copied + " lines copied in " + seconds + " s, ");
    } finally {
      child.destroyForcibly();
    }
  }

  private static List<Day> days(Path source, Window window) throws IOException {
    var days = new ArrayList<Day>();
    try (var folders = Files.list(source)) {
      for (var folder : folders.sorted().toList()) {
        var name = folder.getFileName().toString();
        if (window.holds(name)) {
          days.add(new Day(name, lines(folder, window)));
        }
      }
    }
    return days;
  }

  /** All lines of a day folder: by time over all files, in each file as they stand. */
  private static List<Line> lines(Path folder, Window window) throws IOException {
    var lines = new ArrayList<Line>();
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        for (var text : Files.readString(file, ISO_8859_1).split("(?<=\n)", -1)) {
          var fields = text.strip().split(",", 3);
          if (fields.length == 3 && window.holdsTime(fields[1])) {
            lines.add(new Line(file.getFileName().toString(), fields[1], text));
          }
        }
      }
    }
    lines.sort(Comparator.comparing(Line::time));
    return lines;
  }

  /** Some scans of the fridge: what it writes at one time comes together. */
  private int endOfBurst(List<Line> lines, int from) {
    int end = from;
    for (int scans = 1 + random.nextInt(30); scans > 0 && end < lines.size(); scans--) {
      var time = lines.get(end).time;
      while (end < lines.size() && lines.get(end).time.equals(time)) {
        end++;
      }
    }
    return end;
  }

  /** Appends lines, the last of some files only half; their rest follows a moment later. */
  private void write(Day day, int from, int to) throws IOException {
    var texts = new HashMap<String, StringBuilder>();
    for (var line : day.lines.subList(from, to)) {
      texts.computeIfAbsent(line.file, _ -> new StringBuilder()).append(line.text);
    }
    for (var entry : texts.entrySet()) {
      var path = logs.resolve(day.name).resolve(entry.getKey());
      var text = entry.getValue().toString();
      int cut = text.length() - (random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 0);
      append(path, text.substring(0, cut));
      if (cut < text.length()) {
        halfWritten.put(path, text.substring(cut));
      }
    }
    LockSupport.parkNanos(random.nextInt(30_000_000));
    finishLines();
  }

  private void finishLines() throws IOException {
    for (var entry : halfWritten.entrySet()) {
      append(entry.getKey(), entry.getValue());
    }
    halfWritten.clear();
  }

  private static void append(Path path, String text) throws IOException {
    Files.writeString(path, text, ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Process start(Path station) throws IOException {
    starts++;
    var said = said().toFile();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.sqlite.tmpdir=" + work,
            "-cp",
            System.getProperty("java.class.path"),
            "org.stillwatch.app.Main",
            "run",
            station.toString(),
            "--data",
            data.toString(),
            "--port",
            "0")
        .redirectErrorStream(true)
        .redirectOutput(said)
        .start();
  }

  /** What the child that was started last has said. */
  private Path said() {
    return work.resolve("said-" + starts + ".txt");
  }

  /** Kills it while it starts, or later; its lines go on all the while. */
  private void kill(Process child) throws IOException, InterruptedException {
    if (!child.isAlive()) {
      throw new AssertionError("the station ended by itself: " + Files.readString(said(), UTF_8));
    }
    child.destroyForcibly();
    child.waitFor();
  }

  private void awaitReady(Process child) throws IOException {
    await(
        START_AT_MOST,
        child,
        "was not ready",
        () -> Files.exists(said()) && Files.readString(said(), UTF_8).contains("ready"));
  }

  /** Waits until the newest reading of every channel is stored. */
  private void awaitStored(Process child, Path imported) throws IOException {
    List<Reading> expected;
    try (var store = SqliteStore.openReadOnly(imported)) {
      expected = store.latest();
    }
    await(
        CATCH_UP_AT_MOST,
        child,
        "did not store the newest readings",
        () -> {
          try (var store = SqliteStore.openReadOnly(data)) {
            return store.latest().equals(expected);
          }
        });
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Duration atMost, Process child, String otherwise, Condition condition)
      throws IOException {
    var end = Instant.now().plus(atMost);
    while (!condition.holds()) {
      if (!child.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError(
            "the station "
                + otherwise
                + (child.isAlive() ? " in " + atMost.toSeconds() + " s: " : ", it ended: ")
                + Files.readString(said(), UTF_8));
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static void stop(Process child) throws InterruptedException {
    child.destroy();
    if (!child.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the station did not stop within 30 s");
    }
  }

  private Path importAll(Path station) {
    var imported = work.resolve("imported");
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Commands.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "import",
            station.toString(),
            "--data",
            imported.toString());
    if (code != 0) {
      throw new AssertionError("the import ended with " + code + ": " + err);
    }
    return imported;
  }

  private String compare(Path imported, String done) {
    long readings = 0;
    try (var one = SqliteStore.openReadOnly(imported);
        var other = SqliteStore.openReadOnly(data)) {
      var channels = one.channels().stream().map(Channel::id).toList();
      if (!channels.equals(other.channels().stream().map(Channel::id).toList())) {
        throw new AssertionError("channels differ: " + channels + ", " + other.channels());
      }
      if (!other.conflicts(1).isEmpty()) {
        throw new AssertionError("conflict: " + other.conflicts(1));
      }
      for (var channel : channels) {
        var expected = readings(one, channel);
        same(expected, readings(other, channel));
        readings += expected.size();
      }
      return done + readings + " readings of " + channels.size() + " channels identical";
    }
  }

  private static List<Reading> readings(SqliteStore store, ChannelId channel) {
    var readings = new ArrayList<Reading>();
    store.read(
        channel,
        Instant.parse("2000-01-01T00:00:00Z"),
        Instant.parse("2100-01-01T00:00:00Z"),
        readings::add);
    return readings;
  }

  private static void same(List<Reading> expected, List<Reading> followed) {
    int differ = Arrays.mismatch(expected.toArray(), followed.toArray());
    if (differ >= 0) {
      throw new AssertionError(
          "imported "
              + (differ < expected.size() ? expected.get(differ) : "nothing")
              + ", followed "
              + (differ < followed.size() ? followed.get(differ) : "nothing")
              + "; "
              + expected.size()
              + " and "
              + followed.size()
              + " readings");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
