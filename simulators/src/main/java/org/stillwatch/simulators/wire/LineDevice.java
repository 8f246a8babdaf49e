package org.stillwatch.simulators.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A device that is sent lines of text, and answers some of them with a line. */
public abstract class LineDevice implements WireDevice {

  /** A device drops a line that is longer. */
  private static final int LONGEST = 256;

  private final String commandEnd;
  private final String replyEnd;
  private final Duration thinks;
  private final int baud;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param thinks from the end of a command to its answer
   */
  protected LineDevice(String commandEnd, String replyEnd, Duration thinks, int baud) {
    this.commandEnd = commandEnd;
    this.replyEnd = replyEnd;
    this.thinks = thinks;
    this.baud = baud;
  }

  /** What it says to a line; empty when it says nothing. */
  protected abstract Optional<String> answer(String command, Duration now);

  @Override
  public synchronized List<Act> receive(byte b, Duration now) {
    line.append((char) (b & 0xFF));
    if (line.length() > LONGEST) {
      line.setLength(0);
    }
    if (line.length() < commandEnd.length()
        || line.lastIndexOf(commandEnd) != line.length() - commandEnd.length()) {
      return List.of();
    }
    var command = line.substring(0, line.length() - commandEnd.length());
    line.setLength(0);
    return answer(command, now).<List<Act>>map(text -> List.of(said(text))).orElse(List.of());
  }

  /** A line of the device, at its usual time. */
  protected final Act said(String text) {
    return new Act.Send((text + replyEnd).getBytes(StandardCharsets.ISO_8859_1), thinks);
  }

  /** What was sent of a line is forgotten. */
  protected final void forget() {
    line.setLength(0);
  }

  @Override
  public int baud() {
    return baud;
  }
}
