package org.stillwatch.app.guard;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.simulators.wire.LineDevice;

/** A supply of one output, {@code SET 100} and {@code READ?}, that knows when it was set. */
final class TimedSupply extends LineDevice {

  static final String END = "\r\n";

  private volatile double volt;
  private volatile long setAt;

  TimedSupply() {
    super(END, END, Duration.ofMillis(2), 9600);
  }

  double volt() {
    return volt;
  }

  /** When it was set last, as {@link System#nanoTime}. */
  long setAt() {
    return setAt;
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    if (command.startsWith("SET ")) {
      double next = Double.parseDouble(command.substring(4));
      if (next != volt) {
        setAt = System.nanoTime();
        volt = next;
      }
      return Optional.of("OK");
    }
    return Optional.of(command.equals("READ?") ? Double.toString(volt) : "ERR");
  }
}
