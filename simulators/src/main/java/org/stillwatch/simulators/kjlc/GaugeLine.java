package org.stillwatch.simulators.kjlc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * An RS485 pair with one or several gauges. A frame is {@code #}, two digits of address, a command
 * and CR; the gauge with that address answers, and nobody when there is none. A line feed is a
 * stray character in the next frame, which is then nobody's.
 */
public final class GaugeLine implements WireDevice {

  /** Longer than any command; what is longer was noise. */
  private static final int LONGEST = 64;

  private final Map<String, SimulatedGauge> gauges = new HashMap<>();
  private final StringBuilder frame = new StringBuilder();

  public GaugeLine(List<SimulatedGauge> gauges) {
    for (var gauge : gauges) {
      if (this.gauges.put(gauge.address(), gauge) != null) {
        throw new IllegalArgumentException(
            "two gauges have the address " + gauge.address() + "; expected one each");
      }
    }
  }

  @Override
  public List<Act> receive(byte b, Duration now) {
    if (b != '\r') {
      if (frame.length() < LONGEST) {
        frame.append((char) (b & 0xFF));
      }
      return List.of();
    }
    var text = frame.toString();
    frame.setLength(0);
    if (text.length() < 4 || text.charAt(0) != '#') {
      return List.of();
    }
    var gauge = gauges.get(text.substring(1, 3));
    if (gauge == null) {
      return List.of();
    }
    return gauge.hear(text.substring(3), now).<List<Act>>map(GaugeLine::send).orElse(List.of());
  }

  private static List<Act> send(SimulatedGauge.Answer answer) {
    return List.of(
        new Act.Send((answer.text() + "\r").getBytes(StandardCharsets.US_ASCII), answer.after()));
  }

  @Override
  public int baud() {
    return 19200;
  }

  /** The next address. */
  @Override
  public Optional<byte[]> fromAnother(byte[] reply) {
    if (reply.length < 3) {
      return Optional.empty();
    }
    var other = reply.clone();
    other[2] = (byte) (reply[2] == '9' ? '0' : '9');
    return Optional.of(other);
  }
}
