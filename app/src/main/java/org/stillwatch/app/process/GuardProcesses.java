package org.stillwatch.app.process;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.guard.GuardPlace;

/**
 * Sees to it that every instrument that should have a guard has one: starts a process where none
 * answers, and again when it ended. The processes live on when this one ends, whatever ends it.
 */
public final class GuardProcesses implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(2);

  /** A guard that just started is looked for more often. */
  private static final Duration SOON = Duration.ofMillis(50);

  /** From one start to the next, when guards do not live. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /** A start takes about a second; a computer that is busy gets time. */
  private static final Duration STARTS = Duration.ofSeconds(20);

  private final List<Keeper> keepers;

  private GuardProcesses(List<Keeper> keepers) {
    this.keepers = keepers;
  }

  /**
   * Begins to look.
   *
   * @param trouble is told the name of a guard and what is wrong with it, once for each fault
   */
  public static GuardProcesses start(List<Guarded> guarded, BiConsumer<String, String> trouble) {
    return new GuardProcesses(guarded.stream().map(each -> new Keeper(each, trouble)).toList());
  }

  /**
   * Waits until all are there, or it is known that one cannot start.
   *
   * @return whether that was so in time
   */
  public boolean await(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    for (var keeper : keepers) {
      if (!keeper.known.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** Looks no more; the guards stay. */
  @Override
  public void close() {
    keepers.forEach(keeper -> keeper.thread.interrupt());
  }

  /** Keeps one guard alive. */
  private static final class Keeper {
    private final Guarded guarded;
    private final BiConsumer<String, String> trouble;
    private final CountDownLatch known = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Process process;
    private String told = "";
    private int starts;
    private long startedAt;

    Keeper(Guarded guarded, BiConsumer<String, String> trouble) {
      this.guarded = guarded;
      this.trouble = trouble;
      this.thread =
          Thread.ofPlatform().daemon().name(guarded.place().name() + " is kept").start(this::keep);
    }

    private void keep() {
      try {
        while (true) {
          Thread.sleep(look());
        }
      } catch (InterruptedException e) {
        // closed
      }
    }

    /** What is to be done now; says when to look again. */
    private Duration look() {
      try {
        return looked();
      } catch (RuntimeException e) {
        return tell("cannot be looked after (" + e + "); it is tried again");
      }
    }

    private Duration looked() {
      return switch (guarded.place().look()) {
        case THERE -> {
          if (System.nanoTime() - startedAt > WAITS.getLast().toNanos()) {
            starts = 0;
          }
          told = "";
          known.countDown();
          yield LOOK;
        }
        case STUCK -> tell("runs and does not answer; is it stopped?");
        case ABSENT -> absent();
      };
    }

    private Duration absent() {
      var started = process;
      if (started != null && started.isAlive()) {
        return System.nanoTime() - startedAt < STARTS.toNanos()
            ? SOON
            : tell("was started and does not listen");
      }
      var wait = WAITS.get(Math.min(starts, WAITS.size() - 1));
      if (started != null) {
        var again = tell("ended (%s); it is started again".formatted(lastWords(started)));
        if (System.nanoTime() - startedAt < wait.toNanos()) {
          return SOON.multipliedBy(4);
        }
      }
      starts++;
      startedAt = System.nanoTime();
      try {
        process = begin();
        return SOON;
      } catch (IOException e) {
        return tell("cannot be started: " + e.getMessage());
      }
    }

    private Duration tell(String why) {
      if (!why.equals(told)) {
        told = why;
        // whoever is told may wait for a disk; a guard that ended is started again meanwhile
        var telling =
            Thread.ofVirtual()
                .name("tell of " + guarded.place().name())
                .start(() -> trouble.accept(guarded.place().name(), why));
      }
      known.countDown();
      return LOOK;
    }

    private Process begin() throws IOException {
      GuardPlace place = guarded.place();
      place.prepare();
      return new ProcessBuilder(
              detached(
                  "hv-guard",
                  guarded.station().toString(),
                  place.id(),
                  "--data",
                  guarded.data().toString(),
                  "--of-station"))
          .redirectInput(nothing())
          .redirectErrorStream(true)
          .redirectOutput(place.said().toFile())
          .start();
    }

    private String lastWords(Process ended) {
      try {
        var said = Files.readString(guarded.place().said(), StandardCharsets.UTF_8).strip();
        var last = said.substring(said.lastIndexOf('\n') + 1);
        return last.isEmpty() ? "exit code " + ended.exitValue() : last;
      } catch (IOException e) {
        return "exit code " + ended.exitValue();
      }
    }
  }

  private static File nothing() {
    return new File(isWindows() ? "NUL" : "/dev/null");
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  /**
   * A command of Stillwatch in a process of its own that keys at the station's terminal do not end:
   * Ctrl+C reaches every process of the terminal, and a signal that is ignored at the start of a
   * Java machine stays ignored.
   */
  private static List<String> detached(String... words) {
    var command = new ArrayList<String>();
    if (!isWindows()) {
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.matches("-XX:AOTCache=.*|-Xlog:(aot|cds)=off|-Dstillwatch\\..*"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx48m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.stillwatch.app.Main"));
    command.addAll(List.of(words));
    return command;
  }
}
