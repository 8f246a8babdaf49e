package org.stillwatch.app.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.GuardPlans;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.app.process.GuardProcesses;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.link.guard.GuardClient;
import org.stillwatch.link.guard.GuardPort;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;

/**
 * As much of a station as a guard sees of it, in a process of its own: starts the guard, beats five
 * times a second, and sets the output to 100 V, 101 V ... each time that it becomes guarded. {@code
 * BeatingStation STATION.yaml}; a line on its input makes it stand still, the end of its input ends
 * it.
 */
final class BeatingStation {

  private static final Duration BEAT = Duration.ofMillis(200);

  private BeatingStation() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var station = new StationReader(Map.of()).read(Path.of(arguments[0])).usable();
    var data = Assembly.dataFolder(station, Optional.empty());
    var guarded = GuardPlans.guarded(station, data);
    var place = guarded.getFirst().place();
    var judging = new AtomicBoolean(true);
    var hearing =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    while (System.in.read() >= 0) {
                      judging.set(false);
                    }
                  } catch (IOException e) {
                    // as its end
                  }
                  Runtime.getRuntime().halt(0);
                });
    double volt = 100;
    boolean was = false;
    try (var guards =
            GuardProcesses.start(guarded, (part, why) -> System.out.println(part + " " + why));
        var client = new GuardClient(place, note -> System.out.println(note.text()));
        var lane =
            new Lane(new GuardPort(place, TimedSupply.END), Manners.PLAIN, SteadyClock.SYSTEM)) {
      while (true) {
        if (judging.get()) {
          client.alive(true);
        }
        boolean is = client.unguarded().isEmpty();
        if (is && !was) {
          // another value each time: whether the last one arrived may not be known
          is = set(lane, volt++);
        }
        was = is;
        Thread.sleep(BEAT);
      }
    }
  }

  private static boolean set(Lane lane, double volt) {
    var request = "SET " + volt + TimedSupply.END;
    return lane.ask(
                Urgency.COMMAND,
                request.getBytes(StandardCharsets.ISO_8859_1),
                Framing.endedBy(TimedSupply.END),
                Duration.ofSeconds(1))
            instanceof Answer.Complete complete
        && complete.text().equals("OK");
  }
}
