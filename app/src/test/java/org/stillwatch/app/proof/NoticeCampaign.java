package org.stillwatch.app.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.stillwatch.app.proof.UnreliableService.Attempt;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.station.Replay;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * Lets temperatures cross their limits while the station that watches them is killed (SIGKILL on
 * Unix) and started again at random moments, and while the services that it tells fail in every
 * way. Then looks at what came to each recipient: every transition of a replay of the same rows, in
 * the order of each rule; again only where the station could not know that it had come, and marked.
 *
 * <p>The long form, in the folder {@code app} after {@code mvn package}, with the arguments {@code
 * KILLS TRANSITIONS SEED}:
 *
 * <pre>
 * java -cp "target/test-classes:target/classes:target/lib/*" \
 *   org.stillwatch.app.proof.NoticeCampaign 200 200 1
 * </pre>
 */
public final class NoticeCampaign {

  private static final Duration ARRIVE_AT_MOST = Duration.ofSeconds(90);
  private static final int SHORTEST_LIFE_MILLIS = 200;
  private static final int LIFE_MILLIS = 1700;
  private static final int ROW_MILLIS = 40;

  /** Of several that cross together: too many to tell one by one. */
  private static final int STORM_ONE_IN = 12;

  private final Path work;
  private final Path rows;
  private final Path data;
  private final Random random;
  private final boolean[] hot = new boolean[CampaignStation.RULES];
  private final double[] values = new double[CampaignStation.RULES];

  /** By the number of the life in which its row was written. */
  private final Map<Instant, Integer> written = new HashMap<>();

  private int transitions;
  private int lines;
  private int life;
  private long lastMillis;

  /**
   * @param work an empty folder
   */
  NoticeCampaign(Path work, long seed) {
    this.work = work;
    rows = work.resolve("rows.txt");
    data = work.resolve("data");
    random = new Random(seed);
  }

  /** Runs the long form. */
  public static void main(String[] arguments) throws Exception {
    var work = Files.createTempDirectory("stillwatch-notices");
    try {
      System.out.println(
          new NoticeCampaign(work, Long.parseLong(arguments[2]))
              .run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
    } finally {
      delete(work);
    }
  }

  /**
   * @return what was done, in one sentence
   * @throws AssertionError when a transition is lost, overtaken, or told again without need or mark
   */
  String run(int kills, int transitionsAtLeast) throws IOException, InterruptedException {
    var begun = Instant.now();
    for (int i = 0; i < values.length; i++) {
      values[i] = 15;
    }
    write();
    try (var service = new UnreliableService(random.nextLong())) {
      var child = start(service);
      try {
        for (int kill = 0; kill < kills; kill++) {
          live((double) transitionsAtLeast / kills);
          kill(child);
          child = start(service);
        }
        while (transitions < transitionsAtLeast) {
          live(transitionsAtLeast - transitions);
        }
        var expected = new Tellings(replayed());
        awaitArrival(child, service, expected);
        kill(child);
        var seconds = Duration.between(begun, Instant.now()).toSeconds();
        return kills
            + " kills, "
            + expected.ids().size()
            + " transitions for each of "
            + CampaignStation.recipients().size()
            + " recipients in "
            + seconds
            + " s, "
            + new Verdict(expected, service.attempts()).sentence();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  /** Writes rows for the life of one process. */
  private void live(double crossings) throws IOException {
    long left = SHORTEST_LIFE_MILLIS + random.nextLong(LIFE_MILLIS);
    double chance = crossings * ROW_MILLIS / left;
    for (; left > 0; left -= ROW_MILLIS) {
      if (random.nextDouble() < chance) {
        int several = random.nextInt(STORM_ONE_IN) == 0 ? CampaignStation.RULES : 1;
        for (int n = 0; n < several; n++) {
          cross(several == 1 ? random.nextInt(CampaignStation.RULES) : n);
        }
      }
      write();
      LockSupport.parkNanos(ROW_MILLIS * 1_000_000L);
    }
  }

  /** No two transitions have the same value, so that a text tells which it is. */
  private void cross(int rule) {
    hot[rule] = !hot[rule];
    transitions++;
    values[rule] = (hot[rule] ? 31 : 15) + transitions / 10_000.0;
  }

  private void write() throws IOException {
    lastMillis = Math.max(System.currentTimeMillis(), lastMillis + 1);
    written.put(Instant.ofEpochMilli(lastMillis), life);
    var line = new StringBuilder().append(lastMillis);
    for (double value : values) {
      line.append(' ').append(String.format(Locale.ROOT, "%.4f", value));
    }
    line.append('\n');
    lines++;
    // half a line now and then, as a follower meets it
    int cut = random.nextInt(4) == 0 ? random.nextInt(line.length()) : 0;
    append(line.substring(0, cut));
    append(line.substring(cut));
  }

  private void append(String text) throws IOException {
    Files.writeString(rows, text, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Process start(UnreliableService service) throws IOException {
    life++;
    service.nextLife();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.sqlite.tmpdir=" + work,
            "-cp",
            System.getProperty("java.class.path"),
            CampaignStation.class.getName(),
            rows.toString(),
            data.toString(),
            service.base())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()))
        .start();
  }

  private Path said() {
    return work.resolve("said.txt");
  }

  private void kill(Process child) throws IOException, InterruptedException {
    if (!child.isAlive()) {
      throw new AssertionError("the station ended by itself: " + Files.readString(said(), UTF_8));
    }
    child.destroyForcibly();
    child.waitFor();
    // what a killed process unpacked stays behind
    try (var left = Files.newDirectoryStream(work, "sqlite-*")) {
      for (var file : left) {
        Files.delete(file);
      }
    }
  }

  /** What the same rows tell when nothing is killed and nobody is told. */
  private List<Notice> replayed() throws IOException {
    var scans = Files.readAllLines(rows, US_ASCII).stream().map(CampaignStation::scan).toList();
    var turn =
        new Turn(
            scans,
            CampaignStation.channels(),
            scans.size(),
            List.of(),
            "",
            false,
            false,
            Health.ok(""));
    var told = new ArrayList<Notice>();
    var summary =
        new Replay(CampaignStation.book(), Instant.MIN, Instant.MAX, told::add).run(once(turn));
    if (summary.rows() != lines || told.size() != transitions) {
      throw new AssertionError(
          transitions + " transitions in " + lines + " rows, replayed " + told.size());
    }
    return told;
  }

  private static Past once(Turn turn) {
    return new Past() {
      @Override
      public Turn next() {
        return turn;
      }

      @Override
      public double progress() {
        return 1;
      }

      @Override
      public void close() {}
    };
  }

  /** Waits until every recipient has everything, and the station knows it. */
  private void awaitArrival(Process child, UnreliableService service, Tellings expected)
      throws IOException {
    var end = Instant.now().plus(ARRIVE_AT_MOST);
    while (true) {
      var missing = missing(service, expected);
      if (missing.isEmpty() && waiting() == 0) {
        return;
      }
      if (!child.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError(
            "lost, or "
                + waiting()
                + " still waiting: "
                + missing
                + Files.readString(said(), UTF_8));
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private long waiting() {
    try (var store = SqliteStore.openReadOnly(data)) {
      return store.count().waiting();
    }
  }

  private static List<String> missing(UnreliableService service, Tellings expected) {
    var missing = new ArrayList<String>();
    var attempts = service.attempts();
    for (var recipient : CampaignStation.recipients()) {
      var left = new HashSet<>(expected.ids());
      for (var attempt : attempts) {
        if (attempt.recipient().equals(recipient) && attempt.mood().taken) {
          left.removeAll(expected.read(attempt.body()).ids());
        }
      }
      left.forEach(id -> missing.add(recipient + ": " + expected.notice(id).text()));
    }
    return missing;
  }

  /** What came, held against what should have come. */
  private final class Verdict {
    private final Tellings expected;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Attempt> lastTaken = new HashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    private final Map<String, Integer> places = new HashMap<>();
    private int messages;
    private int summaries;
    private int repeats;
    private int marked;

    Verdict(Tellings expected, List<Attempt> attempts) {
      this.expected = expected;
      attempts.forEach(this::look);
    }

    private void look(Attempt attempt) {
      var told = expected.read(attempt.body());
      messages++;
      summaries += told.ids().size() > 1 ? 1 : 0;
      marked += told.repeat() ? 1 : 0;
      boolean mayRepeat = false;
      for (var id : told.ids()) {
        var key = attempt.recipient() + " " + id;
        mayRepeat |= unanswered.contains(key) || lifeOf(id) < attempt.life();
        if (attempt.mood().taken) {
          take(attempt, told, id, key);
        }
      }
      require(mayRepeat || !told.repeat(), "marked without a reason", attempt);
      if (attempt.mood().unanswered) {
        told.ids().forEach(id -> unanswered.add(attempt.recipient() + " " + id));
      }
    }

    private void take(Attempt attempt, Tellings.Told told, String id, String key) {
      var before = lastTaken.put(key, attempt);
      if (taken.add(key)) {
        var rule = attempt.recipient() + " " + expected.rule(id);
        int place = expected.place(id);
        require(place == places.getOrDefault(rule, 0), "overtaken or left out", attempt);
        places.put(rule, place + 1);
        return;
      }
      repeats++;
      require(told.repeat(), "a repeat that is not marked", attempt);
      require(
          before != null && (unanswered.contains(key) || before.life() < attempt.life()),
          "a repeat of what was answered",
          attempt);
    }

    private int lifeOf(String id) {
      return written.getOrDefault(expected.notice(id).time(), 0);
    }

    private void require(boolean holds, String otherwise, Attempt attempt) {
      if (!holds) {
        throw new AssertionError(otherwise + ": " + attempt);
      }
    }

    String sentence() {
      return messages
          + " attempts, "
          + summaries
          + " of them summaries, "
          + marked
          + " marked as possible repeats, "
          + repeats
          + " repeats; 0 lost, 0 overtaken, 0 repeats without need or mark";
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
