package org.stillwatch.app.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.viper.VacuumGauge;
import org.stillwatch.app.viper.ViperConfig;
import org.stillwatch.app.viper.ViperRun;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.stores.recording.ViperFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records a vacuum gauge as VIPER does. */
@Command(
    name = "record",
    description = {
      "Records a KJLC 392 gauge controller into an HDF5 file, as VIPER does and with its two",
      "files, and prints every recording. Needs no station. Stops after 'duration' recordings",
      "(0: never), or when it is interrupted."
    },
    footer = {"", "Example: stillwatch record gauge.conf recording.conf"})
final class RecordCommand implements Callable<Integer> {

  private static final double OFF = -999;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Once it is to stop, a reader may hold the file for so long; {@link Stopping} has 15 s. */
  private static final Duration LAST_WRITE = Duration.ofSeconds(10);

  @Parameters(
      index = "0",
      paramLabel = "GAUGE.conf",
      description = "[Serial]: port, baudrate, address, timeout, min_delay")
  private Path gaugeFile = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "RECORDING.conf",
      description = "[Logging]: store_data, h5file, interval, duration")
  private Path recordingFile = Path.of("");

  @Option(
      names = "--missing",
      paramLabel = "VALUE",
      description = "what stands for no value in the file, -999 (default) or 0 as in older ones")
  private double missing = OFF;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (missing != OFF && missing != 0) {
      throw new Failure(
          Failure.USAGE, "--missing: " + missing + " is none of VIPER's; expected -999 or 0");
    }
    var config = ViperConfig.read(gaugeFile, recordingFile, System.getenv());
    var recording = config.recording();
    var file = recording.file().map(path -> new ViperFile(path, missing));
    try (var stopping = new Stopping();
        var gauge = VacuumGauge.of(config.gauge(), recording.interval(), InstantSource.system())) {
      boolean interrupted = record(stopping, gauge, recording, file);
      if (interrupted) {
        return 130;
      }
      if (!gauge.measured()) {
        throw new Failure(Failure.UNREACHABLE, "nothing was measured: " + gauge.trouble());
      }
      return 0;
    } finally {
      file.ifPresent(ViperFile::close);
    }
  }

  /**
   * Records on a thread of its own, which reads of a serial port may hold.
   *
   * @return whether it was asked to stop
   */
  private boolean record(
      Stopping stopping,
      VacuumGauge gauge,
      ViperConfig.Recording recording,
      Optional<ViperFile> file)
      throws InterruptedException {
    var line = Objects.requireNonNull(spec).commandLine();
    var run =
        new ViperRun(
            file,
            SteadyClock.SYSTEM,
            InstantSource.system(),
            text -> {
              line.getOut().println(text);
              line.getOut().flush();
            },
            text -> {
              line.getErr().println(text);
              line.getErr().flush();
            });
    var failure = new AtomicReference<@Nullable RuntimeException>();
    var recorder =
        Thread.ofPlatform()
            .daemon()
            .name("record")
            .start(
                () -> {
                  try {
                    run.run(gauge, recording.interval(), recording.count());
                  } catch (RuntimeException e) {
                    failure.set(e);
                  }
                });
    boolean asked = false;
    while (recorder.isAlive() && !asked) {
      asked = stopping.await(LOOK);
    }
    if (asked) {
      recorder.interrupt();
      if (!recorder.join(LAST_WRITE)) {
        recorder.interrupt(); // gives up what could not be written, and says so
      }
    }
    recorder.join();
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return asked;
  }
}
