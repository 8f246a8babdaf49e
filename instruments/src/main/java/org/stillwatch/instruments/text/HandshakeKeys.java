package org.stillwatch.instruments.text;

import java.util.Optional;

/**
 * {@code handshake:} of devices that acknowledge a command before its answer is asked for, as
 * Pfeiffer's do. Bytes are given in hexadecimal.
 *
 * @param ack what acknowledges a command
 * @param nak what refuses it
 * @param enquire what asks for the answer; without it, the answer follows by itself
 */
public record HandshakeKeys(String ack, Optional<String> nak, Optional<String> enquire) {

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public HandshakeKeys {
    check(ack);
    nak.ifPresent(HandshakeKeys::check);
    enquire.ifPresent(HandshakeKeys::check);
  }

  private static void check(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{2}")) {
      throw new IllegalArgumentException(
          "handshake: '" + hex + "' is no byte; expected two hexadecimal digits such as 06");
    }
  }

  /** The byte, as the character of the same number. */
  static String character(String hex) {
    return String.valueOf((char) Integer.parseInt(hex, 16));
  }
}
