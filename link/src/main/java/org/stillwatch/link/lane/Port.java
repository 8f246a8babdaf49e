package org.stillwatch.link.lane;

import java.io.IOException;
import java.util.List;

/**
 * A way to a device that can be opened: a serial port, an address in the network. Equal when it is
 * the same, with the same parameters of the line.
 */
public interface Port {

  /** What a person calls it: {@code /dev/ttyUSB0}, {@code 10.0.0.9:4001}. */
  String name();

  /** What it is by whatever name: two ports with the same wire are one. */
  default String wire() {
    return name();
  }

  /** Other programs that have it open, such as {@code python3 (process 1234)}. */
  default List<String> others() {
    return List.of();
  }

  /** How it is used, as people write it: {@code 19200 8N1}. */
  @Override
  String toString();

  /**
   * Opens it.
   *
   * @throws IOException its message is a clause for the user that goes with the name: {@code does
   *     not exist; is the cable plugged in?}
   */
  Connection open() throws IOException;
}
