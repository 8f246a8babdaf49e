package org.stillwatch.simulators.edwards;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.stillwatch.simulators.wire.LineDevice;

/** An Edwards TIC with a turbo pump, a backing pump and three gauges (objects 913 to 915). */
public final class SimulatedTic extends LineDevice {

  private static final Pattern MESSAGE = Pattern.compile("([?!])([VCS])(\\d{3})(?: (\\S+))?");

  private static final int PASCAL = 59;

  /** States of a pump. */
  private static final int STOPPED = 0;

  private static final int RUNNING = 4;

  private record Gauge(double pascal, int state) {}

  private final Map<Integer, Gauge> gauges =
      new TreeMap<>(
          Map.of(913, new Gauge(50.691, 11), 914, new Gauge(2.31e-4, 11), 915, new Gauge(0, 5)));
  private int turbo = RUNNING;
  private int backing = RUNNING;

  public SimulatedTic() {
    super("\r", "\r", Duration.ofMillis(20), 9600);
  }

  /**
   * Another gauge from now on.
   *
   * @param object 913 to 915
   * @param state 11 on, 5 off, 6 striking ...
   */
  public synchronized void set(int object, int state, double pascal) {
    gauges.put(object, new Gauge(pascal, state));
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    var message = MESSAGE.matcher(command);
    if (!message.matches()) {
      return Optional.empty();
    }
    int object = Integer.parseInt(message.group(3));
    var head = message.group(2) + message.group(3) + " ";
    if (message.group(1).equals("!")) {
      return Optional.of("*" + head + command(object, String.valueOf(message.group(4))));
    }
    return Optional.of(
        value(message.group(2).charAt(0), object)
            .map(text -> "=" + head + text)
            .orElse("*" + head + "1"));
  }

  /** The code of what became of it: 0 is well, 1 no such object, 4 out of range. */
  private int command(int object, String value) {
    if (object != 904 && object != 910) {
      return 1;
    }
    if (!value.matches("[01]")) {
      return 4;
    }
    int state = value.equals("1") ? RUNNING : STOPPED;
    if (object == 904) {
      turbo = state;
    } else {
      backing = state;
    }
    return 0;
  }

  private Optional<String> value(char kind, int object) {
    if (kind == 'S') {
      return object == 902 ? Optional.of("TIC;D39700640;0123456") : Optional.empty();
    }
    var gauge = gauges.get(object);
    if (gauge != null) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%.4e;%d;%d;0;0",
              gauge.state == 11 ? gauge.pascal : 9.9e9,
              PASCAL,
              gauge.state));
    }
    return switch (object) {
      case 904 -> Optional.of(turbo + ";0;0");
      case 905 -> Optional.of((turbo == RUNNING ? "100" : "0") + ";0;0");
      case 910 -> Optional.of(backing + ";0;0");
      default -> Optional.empty();
    };
  }
}
