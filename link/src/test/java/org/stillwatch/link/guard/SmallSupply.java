package org.stillwatch.link.guard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.simulators.wire.LineDevice;

/** A supply of one output: {@code SET 100} is answered by OK, {@code READ?} by the voltage. */
final class SmallSupply extends LineDevice {

  static final String END = "\r\n";
  static final Duration DEADLINE = Duration.ofMillis(300);

  private volatile double volt;
  private volatile boolean deaf;
  private final AtomicInteger made = new AtomicInteger();

  SmallSupply() {
    super(END, END, Duration.ofMillis(2), 9600);
  }

  double volt() {
    return volt;
  }

  /** How often it was set to zero. */
  int made() {
    return made.get();
  }

  /** Whether it does what it is told, and answers. */
  void deaf(boolean is) {
    deaf = is;
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    if (deaf || command.equals("NOTHING")) {
      return Optional.empty();
    }
    if (command.startsWith("SET ")) {
      volt = Double.parseDouble(command.substring(4));
      int zeros = volt == 0 ? made.incrementAndGet() : made.get();
      return Optional.of("OK");
    }
    return Optional.of(
        switch (command) {
          case "READ?" -> Double.toString(volt);
          case "ODD?" -> "!odd";
          default -> "ERR";
        });
  }

  /** What a guard must know of it. */
  static final class Safety implements Outputs {

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
      var text = new String(request, StandardCharsets.ISO_8859_1);
      return text.endsWith("?") || text.equals("SET 0");
    }

    private static Answer ask(Lane lane, String what) {
      return lane.ask(
          Urgency.SAFETY,
          (what + END).getBytes(StandardCharsets.ISO_8859_1),
          Framing.endedBy(END),
          DEADLINE);
    }
  }
}
