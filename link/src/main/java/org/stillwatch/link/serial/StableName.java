package org.stillwatch.link.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The name of a USB serial port that stays the same whatever is plugged in first. */
public final class StableName {

  private static final Path BY_ID = Path.of("/dev/serial/by-id");

  private StableName() {}

  /** The stable name of a device that was given by one that may change. */
  public static Optional<Path> of(String device) {
    return of(Path.of(device), BY_ID);
  }

  static Optional<Path> of(Path device, Path folder) {
    if (device.startsWith(folder)) {
      return Optional.empty();
    }
    try {
      var real = device.toRealPath();
      try (var names = Files.newDirectoryStream(folder)) {
        for (var name : names) {
          if (name.toRealPath().equals(real)) {
            return Optional.of(name);
          }
        }
      }
    } catch (IOException e) {
      // no such device, or a system without such names
    }
    return Optional.empty();
  }
}
