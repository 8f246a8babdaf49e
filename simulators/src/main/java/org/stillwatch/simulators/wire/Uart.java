package org.stillwatch.simulators.wire;

import java.io.ByteArrayOutputStream;

/** A serial line as its levels: what is read when the two ends do not agree on the speed. */
final class Uart {

  /** Start bit, eight data bits, stop bit. */
  static final int BITS = 10;

  private Uart() {}

  /**
   * What a reader makes of bytes sent back to back at another speed (8N1, framing errors ignored,
   * as most drivers do).
   */
  static byte[] misread(byte[] sent, int sentBaud, int readBaud) {
    var line = levels(sent);
    double step = (double) sentBaud / readBaud;
    var out = new ByteArrayOutputStream();
    double at = 0;
    while (at < line.length) {
      if (line[(int) at]) {
        at += step / 4; // looks for the edge of a start bit four times a bit
        continue;
      }
      int value = 0;
      for (int bit = 0; bit < 8; bit++) {
        if (level(line, at + (1.5 + bit) * step)) {
          value |= 1 << bit;
        }
      }
      out.write(value);
      at += 9.5 * step;
      while (!level(line, at)) {
        at += step / 4; // a line that stays low starts no new byte
      }
    }
    return out.toByteArray();
  }

  private static boolean level(boolean[] line, double at) {
    return at >= line.length || line[(int) at];
  }

  private static boolean[] levels(byte[] sent) {
    var line = new boolean[sent.length * BITS];
    for (int i = 0; i < sent.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        line[i * BITS + 1 + bit] = (sent[i] >> bit & 1) == 1;
      }
      line[i * BITS + 9] = true;
    }
    return line;
  }
}
