package org.stillwatch.simulators.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers each line that ends with CR by itself, and counts how often it was opened. */
final class Echo implements WireDevice {

  private final StringBuilder line = new StringBuilder();
  private int opened;

  int opened() {
    return opened;
  }

  @Override
  public List<Act> opened(Duration now) {
    opened++;
    return List.of();
  }

  @Override
  public List<Act> receive(byte b, Duration now) {
    line.append((char) b);
    if (b != '\r') {
      return List.of();
    }
    var text = line.toString();
    line.setLength(0);
    return List.of(new Act.Send(text.getBytes(StandardCharsets.US_ASCII), Duration.ZERO));
  }

  @Override
  public int baud() {
    return 19200;
  }

  @Override
  public Optional<byte[]> fromAnother(byte[] reply) {
    var other = reply.clone();
    other[0] = 'x';
    return Optional.of(other);
  }
}
