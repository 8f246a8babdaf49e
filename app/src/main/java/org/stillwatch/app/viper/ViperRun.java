package org.stillwatch.app.viper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.stores.recording.ViperFile;

/**
 * One run of VIPER: asks a gauge controller at a fixed rate, shows every recording, and appends it
 * to a file. While another program holds the file, or the disk is full, recordings wait in memory.
 */
public final class ViperRun {

  /** Two months at one row each 5 s, about 100 MB. */
  static final int MOST_WAITING = 1_000_000;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** Readers that hold the file for so long are told of. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Optional<ViperFile> file;
  private final SteadyClock clock;
  private final InstantSource wall;
  private final Consumer<String> show;
  private final Consumer<String> tell;
  private final List<ViperFile.Row> waiting = new ArrayList<>();
  private Optional<Instant> heldSince = Optional.empty();
  private boolean told;
  private String heldWhy = "";
  private Instant retry = Instant.MIN;
  private Duration backOff = FIRST_RETRY;

  /** A gauge controller that is asked. Never throws: what went wrong is the reason of a value. */
  @FunctionalInterface
  public interface Gauges {
    Pressures read();
  }

  /** The three gauges, each in Torr. */
  public record Pressures(Pressure ionisation, Pressure cg1, Pressure cg2) {}

  /**
   * One gauge.
   *
   * @param torr empty when it has no value
   * @param reason why it has none
   */
  public record Pressure(OptionalDouble torr, String reason) {
    public static Pressure of(double torr) {
      return new Pressure(OptionalDouble.of(torr), "");
    }

    public static Pressure missing(String reason) {
      return new Pressure(OptionalDouble.empty(), reason);
    }

    @Override
    public String toString() {
      return torr.isPresent()
          ? String.format(Locale.ROOT, "%.3e Torr", torr.getAsDouble())
          : "none (" + reason + ")";
    }
  }

  /**
   * @param file empty when nothing is stored
   * @param show takes a line for each recording
   * @param tell takes a sentence about trouble
   */
  public ViperRun(
      Optional<ViperFile> file,
      SteadyClock clock,
      InstantSource wall,
      Consumer<String> show,
      Consumer<String> tell) {
    this.file = file;
    this.clock = clock;
    this.wall = wall;
    this.show = show;
    this.tell = tell;
  }

  /**
   * Records until all is done, or the thread is interrupted; then writes what waits.
   *
   * @param count how many recordings; 0: for ever
   * @throws Hdf5Problem when the file cannot be used and waiting does not help
   */
  public void run(Gauges gauges, Duration interval, long count) {
    long zero = clock.nanos();
    long next = zero;
    for (long index = 0;
        (count == 0 || index < count) && !Thread.currentThread().isInterrupted();
        index++) {
      long due = next - clock.nanos();
      if (due > 0) {
        clock.rest(Duration.ofNanos(due));
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
      record(gauges, (int) index, zero);
      // the times that a slow gauge slept through are left out, not made up for
      long over = Math.max(0, clock.nanos() - next - 1) / interval.toNanos();
      next += (over + 1) * interval.toNanos();
    }
    finish();
  }

  private void record(Gauges gauges, int index, long zero) {
    var now = wall.instant();
    double seconds = (clock.nanos() - zero) / 1e9;
    var pressures = gauges.read();
    show.accept(
        String.format(
            Locale.ROOT,
            "%s  %6d  %10.1f s  Ionisation %s  CG1 %s  CG2 %s",
            now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            index,
            seconds,
            pressures.ionisation(),
            pressures.cg1(),
            pressures.cg2()));
    if (file.isEmpty()) {
      return;
    }
    if (waiting.size() == MOST_WAITING) {
      throw new Hdf5Problem(
          Hdf5Problem.Kind.OTHER,
          file.get().path() + " could not be written for " + MOST_WAITING + " recordings");
    }
    waiting.add(
        new ViperFile.Row(
            index,
            seconds,
            now.getEpochSecond() + now.getNano() / 1e9,
            pressures.ionisation().torr(),
            pressures.cg1().torr(),
            pressures.cg2().torr()));
    if (!now.isBefore(retry)) {
      write(file.get(), now);
    }
  }

  private void write(ViperFile target, Instant now) {
    try {
      target.append(List.copyOf(waiting));
      if (told) {
        tell.accept(target.path() + ": written again; nothing was lost");
      }
      waiting.clear();
      heldSince = Optional.empty();
      told = false;
      retry = Instant.MIN;
      backOff = FIRST_RETRY;
    } catch (Hdf5Problem e) {
      if (!e.passes()) {
        throw e;
      }
      heldWhy = String.valueOf(e.getMessage());
      var since = heldSince.orElse(now);
      heldSince = Optional.of(since);
      retry = now.plus(backOff);
      backOff =
          backOff.multipliedBy(2).compareTo(LONGEST_RETRY) > 0
              ? LONGEST_RETRY
              : backOff.multipliedBy(2);
      boolean late = Duration.between(since, now).compareTo(PATIENCE) >= 0;
      if (!told && (late || e.kind() == Hdf5Problem.Kind.DISK_FULL)) {
        told = true;
        tell.accept(
            e.getMessage() + "; " + waiting.size() + " recordings wait and are written later");
      }
    }
  }

  /** Writes what waits; a second interrupt gives it up and says so. */
  private void finish() {
    if (file.isEmpty()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    while (!waiting.isEmpty()) {
      write(file.get(), wall.instant());
      if (!waiting.isEmpty()) {
        if (!told) {
          told = true;
          tell.accept(heldWhy + "; " + waiting.size() + " recordings wait to be written");
        }
        clock.rest(FIRST_RETRY);
        if (Thread.currentThread().isInterrupted()) {
          tell.accept(waiting.size() + " recordings could not be written and are lost: " + heldWhy);
          return;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
