package org.stillwatch.link.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which other processes have a device open. Linux tells it of the processes of the same user; a
 * program that takes no lock is found only so.
 */
final class PortUsers {

  private PortUsers() {}

  /** Such as {@code python3 (process 1234)}; empty when there are none, or none can be told. */
  static List<String> of(Path device) {
    var users = new ArrayList<String>();
    var own = Long.toString(ProcessHandle.current().pid());
    try {
      var real = device.toRealPath();
      try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
        for (var process : processes) {
          var number = process.getFileName().toString();
          if (!number.equals(own) && hasOpen(process, real)) {
            users.add(name(process) + " (process " + number + ")");
          }
        }
      }
    } catch (IOException e) {
      // no such system, or no such device
    }
    return users;
  }

  private static boolean hasOpen(Path process, Path device) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var file : files) {
        try {
          if (Files.readSymbolicLink(file).equals(device)) {
            return true;
          }
        } catch (IOException e) {
          // closed meanwhile
        }
      }
    } catch (IOException e) {
      // of another user, or gone
    }
    return false;
  }

  private static String name(Path process) {
    try {
      if (Files.readString(process.resolve("cmdline")).contains("org.stillwatch.")) {
        return "another Stillwatch";
      }
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "another program";
    }
  }
}
