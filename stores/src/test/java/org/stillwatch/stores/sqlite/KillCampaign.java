package org.stillwatch.stores.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.util.LibraryLoaderUtil;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Kills a storing process at random moments (SIGKILL on Unix) and looks at what it left: all that
 * it said was committed must be there, and of the commit it was in either everything or nothing.
 *
 * <p>{@code KillCampaign [CYCLES [SEED]]} runs 1000 cycles by itself; the tests run a few.
 */
public final class KillCampaign {

  /** Kills before the database begins anew, so that creating it is hit as well. */
  private static final int CYCLES_PER_DATABASE = 20;

  private static final int CHANNELS = 5;
  private static final String COMMITTED = "committed ";
  private static final String DELIVERED = "delivered ";

  private final Path directory;
  private final Random random;
  private long commits;
  private long torn;

  KillCampaign(Path directory, long seed) {
    this.directory = directory;
    random = new Random(seed);
  }

  public static void main(String[] arguments) throws Exception {
    int cycles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.println("seed " + seed);
    var directory = Files.createTempDirectory("stillwatch-kill");
    try {
      System.out.println(new KillCampaign(directory, seed).run(cycles));
    } finally {
      delete(directory);
    }
  }

  /**
   * @return what was done, in one sentence
   * @throws AssertionError when something committed is lost or something half is there
   */
  String run(int cycles) throws IOException, InterruptedException, SQLException {
    var library = unpackLibrary();
    var data = directory.resolve("data");
    var before = new Progress(0, 0);
    for (int cycle = 0; cycle < cycles; cycle++) {
      if (cycle % CYCLES_PER_DATABASE == 0) {
        delete(data);
        before = new Progress(0, 0);
      }
      var said = storeUntilKilled(data, library, before);
      before = check(data, before, said);
    }
    return cycles
        + " kills, "
        + commits
        + " commits, "
        + torn
        + " commits durable though not yet reported, 0 lost, 0 half there";
  }

  /** The highest batch committed and the highest delivered. */
  private record Progress(int committed, int delivered) {}

  private Progress storeUntilKilled(Path data, List<String> library, Progress before)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(Child.command(Committer.class, library, data.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = before;
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      // one in eight dies while it starts; the others some commits later
      int patience = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(20);
      for (int i = 0; i < patience; i++) {
        said = hear(lines.readLine(), said);
      }
      LockSupport.parkNanos(
          patience == 0 ? random.nextLong(400_000_000) : random.nextLong(3_000_000));
      process.toHandle().destroyForcibly(); // what it said stays readable
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said = hear(line, said);
      }
    }
    process.waitFor();
    return said;
  }

  private static Progress hear(@Nullable String line, Progress said) {
    if (line != null && line.startsWith(COMMITTED)) {
      return new Progress(number(line, COMMITTED), said.delivered());
    }
    if (line != null && line.startsWith(DELIVERED)) {
      return new Progress(said.committed(), number(line, DELIVERED));
    }
    return said;
  }

  private static int number(String line, String word) {
    return Integer.parseInt(line.substring(word.length()));
  }

  private Progress check(Path data, Progress before, Progress said) throws SQLException {
    try (var store = SqliteStore.open(data)) {
      int found = store.cursor("fridge").map(Integer::valueOf).orElse(0);
      require(found == said.committed() || found == said.committed() + 1, "cursor", found, said);
      commits += found - before.committed();
      torn += found - said.committed();
      require(readings(store) == readingsUpTo(found), "readings", readings(store), found);
      if (found > 0) {
        require(lastBatch(store, found).equals(batch(found).readings()), "batch", "other", found);
        require(store.states().equals(batch(found).states()), "states", store.states(), found);
        require(store.journal(1).equals(batch(found).journal()), "journal", "other", found);
        require(store.snapshots(1).equals(batch(found).snapshots()), "snapshot", "other", found);
        require(
            store.told(1).getFirst().notice().equals(batch(found).notices().getFirst().notice()),
            "notice",
            store.told(1),
            found);
      }
      long told = store.told(Integer.MAX_VALUE).size();
      require(told == found, "notices", told, found);
      int delivered = store.entries(OutboxEntry.State.DELIVERED, Integer.MAX_VALUE).size();
      require(
          delivered == said.delivered() || delivered == said.delivered() + 1,
          "deliveries",
          delivered,
          said);
      require(store.count().waiting() == 2L * found - delivered, "waiting", store.count(), found);
      var sound = quickCheck(data);
      require(sound.equals("ok"), "quick_check", sound, "ok");
      return new Progress(found, delivered);
    }
  }

  private static void require(boolean good, String what, Object found, Object expected) {
    if (!good) {
      throw new AssertionError(what + ": found " + found + ", expected " + expected);
    }
  }

  private static long readings(SqliteStore store) {
    return store.channels().stream()
        .flatMap(
            channel ->
                store
                    .trend(channel.id(), Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 1)
                    .stream())
        .mapToLong(bucket -> bucket.count() + bucket.missing())
        .sum();
  }

  private static long readingsUpTo(int k) {
    long sum = 0;
    for (int i = 1; i <= k; i++) {
      sum += size(i);
    }
    return sum;
  }

  private static List<Reading> lastBatch(SqliteStore store, int k) {
    var channels = store.channels().stream().map(channel -> channel.id()).toList();
    var found = new ArrayList<Reading>();
    store.readMerged(channels, time(k), time(k + 1), found::add);
    return found;
  }

  private static String quickCheck(Path data) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(DatabaseFile.NAME));
        var statement = connection.createStatement();
        var answer = statement.executeQuery("PRAGMA quick_check")) {
      return answer.getString(1);
    }
  }

  private static Instant time(int k) {
    return Instant.ofEpochSecond(1_700_000_000L + 10L * k);
  }

  /** Small commits as in live watching, and now and then a large one as in an import. */
  private static int size(int k) {
    return k % 7 == 0 ? 3_000 : 1 + k % 40;
  }

  /** Batch k: every part of it says k. */
  static Commit batch(int k) {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < size(k); i++) {
      var channel = ChannelId.of("fridge", "c" + i % CHANNELS);
      int ordinal = i / CHANNELS;
      readings.add(
          i % 6 == 5
              ? Reading.missing(channel, time(k), ordinal, "reason " + k)
              : Reading.measured(channel, time(k), ordinal, k + i * 0.001));
    }
    var text = Integer.toString(k);
    var notice =
        new Notice(
            text,
            time(k),
            "lab",
            Notice.Kind.TEST,
            Severity.INFO,
            text,
            text,
            Optional.empty(),
            Optional.empty(),
            false);
    return new Commit(
        List.of(),
        readings,
        Map.of("fridge", text),
        Map.of("rule", text),
        List.of(OutgoingNotice.to(notice, List.of("slack", "hook"))),
        List.of(new StoredSnapshot(time(k), "fridge", text, List.of(readings.getFirst()))),
        List.of(new JournalEntry(time(k), "row", "", text)));
  }

  /** The process that is killed: commits batch after batch and says so. */
  static final class Committer {
    public static void main(String[] arguments) {
      try (var store = SqliteStore.open(Path.of(arguments[0]))) {
        int k = store.cursor("fridge").map(Integer::valueOf).orElse(0);
        int delivered = store.entries(OutboxEntry.State.DELIVERED, Integer.MAX_VALUE).size();
        while (true) {
          store.commit(batch(++k));
          System.out.println(COMMITTED + k);
          if (k % 2 == 0) {
            store.delivered(store.head("slack").orElseThrow(), time(k), "200 ok");
            System.out.println(DELIVERED + ++delivered);
          }
        }
      }
    }
  }

  /** The driver would unpack its library for each process, and a killed one leaves it behind. */
  private List<String> unpackLibrary() throws IOException {
    var name = LibraryLoaderUtil.getNativeLibName();
    var target = directory.resolve(name);
    try (var packed =
        LibraryLoaderUtil.class.getResourceAsStream(
            LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
      if (packed == null) {
        return List.of("-Dorg.sqlite.tmpdir=" + directory);
      }
      Files.copy(packed, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return List.of("-Dorg.sqlite.lib.path=" + directory, "-Dorg.sqlite.lib.name=" + name);
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var all = Files.walk(path)) {
        for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
