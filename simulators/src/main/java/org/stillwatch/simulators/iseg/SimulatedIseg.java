package org.stillwatch.simulators.iseg;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.simulators.wire.LineDevice;

/** An iseg module of one channel on a serial line: each command comes back before its answer. */
public final class SimulatedIseg extends LineDevice {

  private static final int ON = 8;

  private double volt = 1.2;
  private double ampere = 3.4e-9;

  public SimulatedIseg() {
    super("\r\n", "\r\n", Duration.ofMillis(10), 9600);
  }

  public synchronized void set(double volt, double ampere) {
    this.volt = volt;
    this.ampere = ampere;
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    return value(command.strip())
        .map(text -> command + "\r\n" + text)
        .or(() -> Optional.of(command));
  }

  private Optional<String> value(String command) {
    return switch (command) {
      case "*IDN?" -> Optional.of("iseg Spezialelektronik GmbH,NR040060r4050000200,8200001,1.74");
      case ":MEAS:VOLT?(@0)" -> Optional.of(String.format(Locale.ROOT, "%.5fE3V", volt / 1e3));
      case ":MEAS:CURR?(@0)" -> Optional.of(String.format(Locale.ROOT, "%.4fE-6A", ampere * 1e6));
      case ":READ:MODULE:TEMPERATURE?" -> Optional.of("31.2C");
      case ":READ:CHAN:STATUS?(@0)" -> Optional.of(Integer.toString(volt > 0 ? ON : 0));
      default -> Optional.empty();
    };
  }

  @Override
  public List<Act> opened(Duration now) {
    forget();
    return List.of();
  }
}
