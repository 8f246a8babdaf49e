package org.stillwatch.link.serial;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A serial port of this machine.
 *
 * @param name the one to write into a station file: the name that stays the same where there is one
 * @param device what the system calls it now
 * @param description what the device says it is; may be empty
 * @param users other programs that have it open
 */
public record FoundPort(String name, String device, String description, List<String> users) {

  /** All that there are, by name. */
  public static List<FoundPort> all() {
    return Arrays.stream(com.fazecast.jSerialComm.SerialPort.getCommPorts())
        .map(FoundPort::of)
        .sorted(Comparator.comparing(FoundPort::name))
        .toList();
  }

  private static FoundPort of(com.fazecast.jSerialComm.SerialPort port) {
    var device = port.getSystemPortPath();
    return new FoundPort(
        StableName.of(device).map(Path::toString).orElse(device),
        device,
        port.getPortDescription(),
        PortUsers.of(Path.of(device)));
  }
}
