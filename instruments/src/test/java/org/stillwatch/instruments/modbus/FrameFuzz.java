package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;

/**
 * Spoilt frames: no exception may escape, memory may not grow, and a value may only come of a frame
 * that this class, by a way of its own, finds to be right.
 */
final class FrameFuzz {

  /** What came of it. */
  record Result(long frames, long measured, long missing) {}

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final ModbusLine.Wire wire;
  private final Random random;
  private byte[] asked = {};
  private byte[] sent = {};

  private FrameFuzz(ModbusLine.Wire wire, long seed) {
    this.wire = wire;
    this.random = new Random(seed);
  }

  static Result run(ModbusLine.Wire wire, long seed, int frames) {
    return new FrameFuzz(wire, seed).run(frames);
  }

  private Result run(int frames) {
    var settings =
        ModbusDeviceTest.settings(
            wire,
            ModbusDeviceTest.register("a", 7, RegisterType.UINT16, WordOrder.HIGH_FIRST),
            ModbusDeviceTest.register("b", 8, RegisterType.UINT16, WordOrder.HIGH_FIRST));
    long measured = 0;
    long missing = 0;
    for (int i = 0; i < frames; ) {
      // a new port now and then, since it remembers all that it heard
      var port = new ScriptedPort("fuzz", time, this::answer);
      var device =
          ModbusKind.device("x", settings, new Lane(port, Manners.PLAIN, time), time, () -> {});
      for (int n = 0; n < 1000 && i < frames; n++, i++) {
        for (var reading : device.poll(time.instant()).readings()) {
          if (reading instanceof Reading.Measured value) {
            measured++;
            check(value);
          } else {
            missing++;
          }
        }
      }
    }
    return new Result(frames, measured, missing);
  }

  private List<ScriptedPort.Said> answer(byte[] bytes) {
    asked = bytes;
    byte[] words = {(byte) random.nextInt(), (byte) random.nextInt(), (byte) random.nextInt(), 7};
    byte[] good;
    if (wire == ModbusLine.Wire.TCP) {
      good = new byte[13];
      System.arraycopy(bytes, 0, good, 0, 2);
      good[5] = 7;
      good[6] = 1;
      good[7] = 4;
      good[8] = 4;
      System.arraycopy(words, 0, good, 9, 4);
    } else {
      good = new byte[9];
      good[0] = 1;
      good[1] = 4;
      good[2] = 4;
      System.arraycopy(words, 0, good, 3, 4);
      int sum = crc(good, 7);
      good[7] = (byte) sum;
      good[8] = (byte) (sum >> 8);
    }
    sent = random.nextInt(4) == 0 ? good : spoilt(good);
    return List.of(new ScriptedPort.Said(Duration.ofMillis(1), sent));
  }

  private byte[] spoilt(byte[] good) {
    var bytes = good.clone();
    for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
      int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> inserted(bytes, at);
            case 2 -> Arrays.copyOfRange(bytes, at, bytes.length);
            default -> changed(bytes, at);
          };
    }
    return bytes;
  }

  private byte[] inserted(byte[] bytes, int at) {
    var more = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, more, 0, at);
    more[at] = (byte) random.nextInt();
    System.arraycopy(bytes, at, more, at + 1, bytes.length - at);
    return more;
  }

  private byte[] changed(byte[] bytes, int at) {
    if (bytes.length > 0) {
      bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1);
    }
    return bytes;
  }

  /** A frame that follows a spoilt one is found as well, so each beginning is tried. */
  private void check(Reading.Measured value) {
    int offset = value.channel().name().equals("a") ? 0 : 2;
    for (int from = 0; from < sent.length; from++) {
      var rest = Arrays.copyOfRange(sent, from, sent.length);
      if (value.value() == (wire == ModbusLine.Wire.TCP ? tcp(rest, offset) : rtu(rest, offset))) {
        return;
      }
    }
    throw new AssertionError(wire + ": " + value + " came of " + HexFormat.of().formatHex(sent));
  }

  private int tcp(byte[] bytes, int offset) {
    boolean right =
        bytes.length >= 13
            && bytes[0] == asked[0]
            && bytes[1] == asked[1]
            && Arrays.equals(bytes, 2, 9, new byte[] {0, 0, 0, 7, 1, 4, 4}, 0, 7);
    return right ? word(bytes, 9 + offset) : -1;
  }

  private static int rtu(byte[] bytes, int offset) {
    boolean right =
        bytes.length >= 9
            && Arrays.equals(bytes, 0, 3, new byte[] {1, 4, 4}, 0, 3)
            && crc(bytes, 7) == ((bytes[7] & 0xFF) | ((bytes[8] & 0xFF) << 8));
    return right ? word(bytes, 3 + offset) : -1;
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  /** CRC-16 bit by bit, Modbus over Serial Line V1.02, 2.5.1.2. */
  private static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xA001 : crc >>> 1;
      }
    }
    return crc;
  }

  /**
   * @param arguments how many frames for each wire, a million unless given
   */
  @SuppressWarnings("SystemOut") // a program of its own
  public static void main(String[] arguments) {
    int frames = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    for (var wire : ModbusLine.Wire.values()) {
      var warm = run(wire, 1, frames / 10);
      long before = used();
      var result = run(wire, 2, frames);
      System.out.printf(
          Locale.ROOT, "%s: %s, heap %+.1f MB%n", wire, result, (used() - before) / 1e6);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
