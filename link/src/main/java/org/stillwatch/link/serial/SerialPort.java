package org.stillwatch.link.serial;

import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.stillwatch.link.lane.Connection;
import org.stillwatch.link.lane.Port;

/**
 * A serial port.
 *
 * @param device {@code /dev/serial/by-id/usb-FTDI...}, {@code /dev/ttyUSB0}, {@code COM3}
 * @param baud bits per second
 * @param dataBits 7 or 8
 * @param stopBits 1 or 2
 */
public record SerialPort(String device, int baud, int dataBits, Parity parity, int stopBits)
    implements Port {

  /** Fastest that common converters do. */
  private static final int FASTEST = 4_000_000;

  /** The end of the program interrupts this wait. */
  private static final long ENDING_NANOS = 5_000_000_000L;

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public SerialPort {
    if (device.isBlank()) {
      throw new IllegalArgumentException(
          "port is empty; expected such as /dev/serial/by-id/... or COM3");
    }
    if (baud < 50 || baud > FASTEST) {
      throw new IllegalArgumentException(
          "baud: " + baud + " is none; expected 50 to " + FASTEST + ", such as 9600");
    }
    if (dataBits != 7 && dataBits != 8) {
      throw new IllegalArgumentException("data-bits: " + dataBits + " is none; expected 7 or 8");
    }
    if (stopBits != 1 && stopBits != 2) {
      throw new IllegalArgumentException("stop-bits: " + stopBits + " is none; expected 1 or 2");
    }
  }

  @Override
  public String name() {
    return device;
  }

  /** The device behind a name in {@code /dev/serial/by-id}. */
  @Override
  public String wire() {
    try {
      return Path.of(device).toRealPath().toString();
    } catch (IOException | InvalidPathException e) {
      return device; // not plugged in, or a name such as COM3
    }
  }

  @Override
  public List<String> others() {
    return PortUsers.of(Path.of(device));
  }

  /** {@code 19200 8N1}. */
  public String line() {
    return baud + " " + dataBits + parity.letter() + stopBits;
  }

  @Override
  public String toString() {
    return line();
  }

  @Override
  public Connection open() throws IOException {
    com.fazecast.jSerialComm.SerialPort port;
    try {
      port = com.fazecast.jSerialComm.SerialPort.getCommPort(device);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException("does not exist; is the device plugged in and switched on?", e);
    } catch (ExceptionInInitializerError e) {
      // the library cannot be loaded any more once the program ends; no fault of the port
      LockSupport.parkNanos(ENDING_NANOS);
      throw new IOException("is not opened any more, since the program ends", e);
    }
    port.setComPortParameters(
        baud,
        dataBits,
        stopBits == 1
            ? com.fazecast.jSerialComm.SerialPort.ONE_STOP_BIT
            : com.fazecast.jSerialComm.SerialPort.TWO_STOP_BITS,
        switch (parity) {
          case NONE -> com.fazecast.jSerialComm.SerialPort.NO_PARITY;
          case ODD -> com.fazecast.jSerialComm.SerialPort.ODD_PARITY;
          case EVEN -> com.fazecast.jSerialComm.SerialPort.EVEN_PARITY;
        });
    port.setFlowControl(com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(
        com.fazecast.jSerialComm.SerialPort.TIMEOUT_READ_SEMI_BLOCKING, Open.TICK_MILLIS, 0);
    var others = others();
    if (!others.isEmpty()) {
      throw new IOException(inUse(String.join(" and ", others)));
    }
    if (!port.openPort(0)) {
      throw new IOException(refused(port.getLastErrorCode()));
    }
    Leaving.OPEN.register();
    return new Open(port, new AtomicBoolean());
  }

  /**
   * When the process is asked to stop, jSerialComm lets all reads fail at once, and a poll that is
   * under way would be told as a cable that was pulled. It waits for its hooks first, so this one
   * waits until who has opened a port has closed it.
   */
  private static final class Leaving {

    static final Duration AT_MOST = Duration.ofSeconds(5);

    /** The hook, and each open port. */
    static final Phaser OPEN = new Phaser(1);

    static {
      com.fazecast.jSerialComm.SerialPort.addShutdownHook(
          new Thread(Leaving::await, "serial ports"));
    }

    private static void await() {
      try {
        int next =
            OPEN.awaitAdvanceInterruptibly(
                OPEN.arrive(), AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException e) {
        // jSerialComm closes what is left
      }
    }
  }

  private static String inUse(String by) {
    return "is in use by " + by + "; two programs on one port take each other's answers";
  }

  /** Why the operating system does not give it, by the numbers of Linux. */
  private String refused(int error) {
    if (!Files.exists(Path.of(device)) && device.startsWith("/")) {
      return "does not exist; is the device plugged in and switched on?";
    }
    return switch (error) {
      case 13, 1 ->
          "may not be opened by this user; on Linux add the user to the group dialout and log in"
              + " again";
      // jSerialComm says 2, no such file, also when the lock on the file is another's
      case 2, 11, 16 -> inUse("another program");
      case 6, 19 -> "does not exist; is the device plugged in and switched on?";
      case 25, 22 -> "is no serial port";
      default -> "cannot be opened (error " + error + " of the operating system)";
    };
  }

  /**
   * @param port reads return with the first bytes, or nothing after a tick
   */
  private record Open(com.fazecast.jSerialComm.SerialPort port, AtomicBoolean closed)
      implements Connection {

    static final int TICK_MILLIS = 25;

    @Override
    public void write(byte[] bytes) throws IOException {
      for (int sent = 0; sent < bytes.length; ) {
        var rest = sent == 0 ? bytes : Arrays.copyOfRange(bytes, sent, bytes.length);
        int count = port.writeBytes(rest, rest.length);
        if (count <= 0) {
          throw new IOException("was lost while sending; was it unplugged?");
        }
        sent += count;
      }
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
      int there = port.bytesAvailable();
      if (there < 0) {
        throw gone();
      }
      if (there == 0 && atMost.isZero()) {
        return 0;
      }
      int wanted = there == 0 ? 1 : Math.min(there, into.length);
      long end = System.nanoTime() + atMost.toNanos();
      do {
        int count = port.readBytes(into, wanted);
        if (count < 0 || (count == 0 && !port.isOpen())) {
          throw gone();
        }
        if (count > 0) {
          return count;
        }
        if (port.bytesAvailable() < 0) {
          throw gone();
        }
      } while (end - System.nanoTime() > 0);
      return 0;
    }

    private static IOException gone() {
      return new IOException("was lost; was it unplugged?");
    }

    @Override
    public void close() {
      port.closePort();
      if (closed.compareAndSet(false, true)) {
        Leaving.OPEN.arriveAndDeregister();
      }
    }
  }
}
