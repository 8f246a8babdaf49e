package org.stillwatch.app.guard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.link.guard.GuardPlan;
import org.stillwatch.link.guard.GuardedKind;
import org.stillwatch.link.guard.OnLoss;
import org.stillwatch.link.guard.Outputs;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.tcp.TcpPort;

/** The family of the {@link TimedSupply}, as a jar of a lab would add it. */
public final class GuardedSupplyKind implements GuardedKind<GuardedSupplyKind.Settings> {

  /** The keys of the station file. */
  public record Settings(
      String tcp,
      Optional<Boolean> guard,
      Optional<OnLoss> onStationLoss,
      Optional<Duration> lossAfter) {}

  @Override
  public String name() {
    return "guarded-supply";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public boolean guarded(Settings settings) {
    return settings.guard().orElse(true);
  }

  @Override
  public GuardPlan plan(Site site, Settings settings) {
    return new GuardPlan(
        TcpPort.parse(settings.tcp()),
        Manners.PLAIN,
        TimedSupply.END,
        Duration.ofMillis(500),
        new Safety(),
        settings.onStationLoss(),
        settings.lossAfter().orElse(GuardPlan.LOSS_AFTER));
  }

  /** Its readings are of no interest here. */
  @Override
  public Instrument open(Site site, Settings settings) {
    return new Instrument() {
      @Override
      public List<Channel> channels() {
        return List.of();
      }

      @Override
      public void resume(Optional<String> cursor) {}

      @Override
      public Turn turn(Instant now) {
        return new Turn(List.of(), List.of(), 0, List.of(), "", false, false, Health.ok(""));
      }

      @Override
      public void close() {}
    };
  }

  private static final class Safety implements Outputs {

    @Override
    public Controls.Outcome makeSafe(Lane lane) {
      var answer = ask(lane, "SET 0");
      return answer instanceof Answer.Complete complete && complete.text().equals("OK")
          ? new Controls.Outcome.Done(0)
          : new Controls.Outcome.Failed(answer.why());
    }

    @Override
    public Truth safe(Lane lane) {
      return ask(lane, "READ?") instanceof Answer.Complete complete
          ? Truth.of(complete.text().equals("0.0"))
          : Truth.UNKNOWN;
    }

    @Override
    public boolean mayAlwaysPass(byte[] request) {
      return new String(request, StandardCharsets.ISO_8859_1).matches("READ\\?|SET 0");
    }

    private static Answer ask(Lane lane, String what) {
      return lane.ask(
          Urgency.SAFETY,
          (what + TimedSupply.END).getBytes(StandardCharsets.ISO_8859_1),
          Framing.endedBy(TimedSupply.END),
          Duration.ofMillis(500));
    }
  }
}
