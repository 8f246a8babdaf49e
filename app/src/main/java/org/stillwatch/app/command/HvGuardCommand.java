package org.stillwatch.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.GuardPlans;
import org.stillwatch.link.guard.GuardPlace;
import org.stillwatch.link.guard.LineGuard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Guards one high-voltage supply. */
@Command(
    name = "hv-guard",
    description = {
      "Guards one high-voltage supply: owns its connection, and makes its outputs safe",
      "when the station no longer shows that it watches. A station starts the guards that it",
      "needs; start one by hand, or as a service, so that it ends only when you say so."
    },
    footer = {"", "Example: stillwatch hv-guard lab.yaml hv1 --data /var/lib/stillwatch"})
final class HvGuardCommand implements Callable<Integer> {

  /** How long the outputs may take to be made safe when the guard is told to end. */
  private static final Duration LAST = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(100);

  @Mixin private StationOption option = new StationOption();

  @Parameters(index = "1", paramLabel = "INSTRUMENT", description = "its id in the station file")
  private @Nullable String id;

  @Option(names = "--of-station", hidden = true, description = "a station started it")
  private boolean ofStation;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var station = option.station();
    var entry = StationOption.instrument(station, Optional.ofNullable(id));
    var data = option.dataFolder(station);
    var plan =
        GuardPlans.plan(entry.withData(data))
            .orElseThrow(
                () ->
                    new Failure(
                        Failure.USAGE,
                        "the instrument '%s' (%s) has no guard"
                            .formatted(entry.id(), entry.kind().name())));
    var place = GuardPlace.of(data, entry.id());
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var stopping = new Stopping();
        var guard =
            LineGuard.start(
                place, plan, GuardPlans.armedBeforeAStationCame(station, entry.id()), ofStation)) {
      out.println("guard: " + place.socket());
      out.flush();
      while (!guard.await(LOOK)) {
        if (stopping.await(Duration.ZERO)) {
          guard.terminate(LAST);
          return 130;
        }
      }
      guard
          .broken()
          .ifPresent(
              why -> {
                throw new Failure(Failure.PROBLEMS, why);
              });
      return 0;
    } catch (IOException e) {
      throw new Failure(Failure.PROBLEMS, String.valueOf(e.getMessage()));
    }
  }
}
