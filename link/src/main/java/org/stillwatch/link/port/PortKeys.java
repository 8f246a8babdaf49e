package org.stillwatch.link.port;

import java.util.Optional;
import org.stillwatch.link.lane.Port;
import org.stillwatch.link.serial.Parity;
import org.stillwatch.link.serial.SerialPort;
import org.stillwatch.link.tcp.TcpPort;

/**
 * The keys of a port: {@code port} for a serial one, or {@code tcp} for a device or a converter in
 * the network.
 *
 * @param port {@code /dev/serial/by-id/...}, {@code /dev/ttyUSB0}, {@code COM3}
 * @param tcp {@code 10.0.0.9:4001}
 * @param baud bits per second
 * @param dataBits 7 or 8
 * @param parity none, odd or even
 * @param stopBits 1 or 2
 */
public record PortKeys(
    Optional<String> port,
    Optional<String> tcp,
    Optional<Integer> baud,
    Optional<Integer> dataBits,
    Optional<Parity> parity,
    Optional<Integer> stopBits) {

  /**
   * The port, with 8 data bits, no parity and 1 stop bit unless given.
   *
   * @param usualBaud unless given
   * @throws IllegalArgumentException with one sentence
   */
  public Port toPort(int usualBaud) {
    return toPort(usualBaud, 8, Parity.NONE);
  }

  /** The port, with what is usual for the family unless given. */
  public Port toPort(int usualBaud, int usualDataBits, Parity usualParity) {
    if (port.isPresent() == tcp.isPresent()) {
      throw new IllegalArgumentException(
          (port.isPresent() ? "both port and tcp are" : "neither port nor tcp is")
              + " given; expected one of them, such as port: /dev/ttyUSB0 or tcp: 10.0.0.9:4001");
    }
    if (tcp.isPresent()) {
      return TcpPort.parse(tcp.get());
    }
    return new SerialPort(
        port.get(),
        baud.orElse(usualBaud),
        dataBits.orElse(usualDataBits),
        parity.orElse(usualParity),
        stopBits.orElse(1));
  }
}
