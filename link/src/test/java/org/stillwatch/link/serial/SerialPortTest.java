package org.stillwatch.link.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialPortTest {

  private static SerialPort port(String device) {
    return new SerialPort(device, 19200, 8, Parity.NONE, 1);
  }

  @Test
  void aPortThatDoesNotExistSaysSo() {
    var e = assertThrows(IOException.class, () -> port("/dev/ttyUSB77").open());
    assertEquals("does not exist; is the device plugged in and switched on?", e.getMessage());
  }

  @Test
  void aFileIsNoSerialPort(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("port"), "hello");
    var e = assertThrows(IOException.class, () -> port(file.toString()).open());
    assertTrue(
        List.of("is no serial port", "does not exist; is the device plugged in and switched on?")
            .contains(e.getMessage()),
        e.getMessage());
    assertEquals("hello", Files.readString(file));
  }

  @Test
  void parametersThatNoLineHasAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> port(" "));
    for (int baud : new int[] {0, -9600, 49, 4_000_001}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SerialPort("/dev/ttyS0", baud, 8, Parity.NONE, 1));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new SerialPort("/dev/ttyS0", 9600, 9, Parity.NONE, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SerialPort("/dev/ttyS0", 9600, 8, Parity.NONE, 3));
  }

  @Test
  void theLineIsWrittenAsPeopleWriteIt() {
    assertEquals("9600 7E1", new SerialPort("COM3", 9600, 7, Parity.EVEN, 1).line());
  }

  @Test
  void theNameThatStaysIsFound(@TempDir Path folder) throws IOException {
    var device = Files.createFile(folder.resolve("ttyUSB0"));
    var names = Files.createDirectory(folder.resolve("by-id"));
    var other = Files.createFile(folder.resolve("ttyUSB1"));
    Files.createSymbolicLink(names.resolve("usb-FTDI_1234-if00"), device);
    assertEquals(Optional.of(names.resolve("usb-FTDI_1234-if00")), StableName.of(device, names));
    assertEquals(Optional.empty(), StableName.of(other, names));
    assertEquals(Optional.empty(), StableName.of(names.resolve("usb-FTDI_1234-if00"), names));
    assertEquals(Optional.empty(), StableName.of(device, folder.resolve("nowhere")));
  }
}
