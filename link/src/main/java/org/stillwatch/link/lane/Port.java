package org.stillwatch.link.lane;

import java.io.IOException;

/**
 * A way to a device that can be opened: a serial port, an address in the network. Equal when it is
 * the same, with the same parameters of the line.
 */
public interface Port {

  /** What a person calls it: {@code /dev/ttyUSB0}, {@code 10.0.0.9:4001}. */
  String name();

  /**
   * Opens it.
   *
   * @throws IOException its message is a clause for the user that goes with the name: {@code does
   *     not exist; is the cable plugged in?}
   */
  Connection open() throws IOException;
}
