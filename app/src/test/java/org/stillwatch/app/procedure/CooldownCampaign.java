package org.stillwatch.app.procedure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * Runs modes in a process that is killed (SIGKILL on Unix) at random moments and started again,
 * until each has ended. Then looks at what the store holds to be told: exactly what a run without
 * any kill says, each message once.
 *
 * <p>The long form, in the folder {@code app} after {@code mvn package}, with the arguments {@code
 * KILLS SEED}; the kills are shared among all modes:
 *
 * <pre>
 * java -cp "target/test-classes:target/classes:../testkit/target/classes:target/lib/*" \
 *   org.stillwatch.app.procedure.CooldownCampaign 200 1
 * </pre>
 */
public final class CooldownCampaign {

  private static final int SHORTEST_LIFE_MILLIS = 450;
  private static final int LIFE_MILLIS = 700;

  /** So long a process takes for a row, so that there is time to kill it within. */
  private static final int PAUSE_MICROS = 300;

  private final Path work;
  private final Random random;

  CooldownCampaign(Path work, long seed) {
    this.work = work;
    this.random = new Random(seed);
  }

  /** Runs the long form. */
  public static void main(String[] arguments) throws Exception {
    var work = Files.createTempDirectory("stillwatch-cooldowns");
    try {
      var campaign = new CooldownCampaign(work, Long.parseLong(arguments[1]));
      int kills = Integer.parseInt(arguments[0]);
      int done = 0;
      for (int round = 0; done < kills; round++) {
        for (var mode : Mode.ALL) {
          int killed = campaign.run(mode, Integer.MAX_VALUE, "round" + round);
          done += killed;
          System.out.println(mode.name() + ": " + killed + " kills, every message once");
        }
      }
      System.out.println(done + " kills in all");
    } finally {
      try (var files = Files.walk(work)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Runs one mode to its end.
   *
   * @param atMost kills, before it is left in peace
   * @return how often it was killed
   * @throws AssertionError when a message is lost, repeated or another one
   */
  int run(Mode mode, int atMost, String name) throws IOException, InterruptedException {
    var folder = Files.createDirectories(work.resolve(name + "-" + mode.name()));
    int kills = 0;
    while (true) {
      var child = start(folder, mode);
      var life = SHORTEST_LIFE_MILLIS + random.nextInt(LIFE_MILLIS);
      boolean ended =
          kills < atMost
              ? child.waitFor(life, TimeUnit.MILLISECONDS)
              : child.waitFor(2, TimeUnit.MINUTES);
      if (ended) {
        if (child.exitValue() != 0) {
          throw new AssertionError("it ended by itself: " + Files.readString(said(folder)));
        }
        break;
      }
      child.destroyForcibly();
      var code = child.waitFor();
      kills++;
    }
    try (var store = SqliteStore.openReadOnly(folder.resolve("data"))) {
      var lab = new CooldownLab(station(folder), CooldownLab.START, store);
      if (!lab.said().equals(mode.said())) {
        throw new AssertionError(
            mode.name() + " after " + kills + " kills: " + lab.said() + " is not " + mode.said());
      }
    }
    return kills;
  }

  private static org.stillwatch.app.config.StationFile station(Path folder) {
    return CooldownLab.station(folder, "");
  }

  private static Path said(Path folder) {
    return folder.resolve("said.txt");
  }

  private static Process start(Path folder, Mode mode) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Life.class.getName(),
                folder.toString(),
                mode.name()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(said(folder).toFile()))
        .start();
  }

  /** One life of the process: goes on from what is committed, to the end of the mode. */
  public static final class Life {

    private Life() {}

    /** The folder and the name of the mode. */
    public static void main(String[] arguments) {
      var folder = Path.of(arguments[0]);
      var mode =
          Mode.ALL.stream()
              .filter(each -> each.name().equals(arguments[1]))
              .findFirst()
              .orElseThrow();
      try (var store = SqliteStore.open(folder.resolve("data"), Instant::now)) {
        var lab = new CooldownLab(station(folder), CooldownLab.START, store);
        lab.still(hours -> Mode.still(hours + mode.from()));
        lab.mxc(hours -> Mode.mxc(hours + mode.from()));
        if (store.latest().isEmpty()) {
          lab.know();
        }
        if (lab.rows() == 0 && lab.notices().isEmpty()) {
          var started = lab.start(mode.name(), mode.with(), mode.comment());
        }
        int rows = mode.hours() * 60;
        while (lab.rows() < rows) {
          lab.live(Duration.ofMinutes(1));
          java.util.concurrent.locks.LockSupport.parkNanos(PAUSE_MICROS * 1000L);
        }
      }
    }
  }
}
