package org.stillwatch.simulators.cryomech;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * The compressor. One read of input registers from 1 gives all; floats have their low word first;
 * the holding register 1 starts it with 1 and stops it with 255.
 */
public final class SimulatedCpa implements WireDevice {

  /** How its messages are framed. */
  public enum Wire {
    TCP,
    RTU
  }

  private static final int REGISTERS = 64;
  private static final int RUNNING = 3;
  private static final int START = 1;
  private static final int STOP = 255;
  private static final Duration THINKS = Duration.ofMillis(5);

  private final Wire wire;
  private final int unit;
  private final int[] input = new int[REGISTERS];
  private int control = START;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  /**
   * @param unit its address, 1 to 247
   */
  public SimulatedCpa(Wire wire, int unit) {
    this.wire = wire;
    this.unit = unit;
    run(true);
    float[] values = {
      0, 0, 17.2f, 25.9f, 31.4f, 60.3f, 95.1f, 96.2f, 285.4f, 284.9f, 188.7f, 21.3f
    };
    for (int i = 0; i < values.length; i++) {
      number(3 + 2 * i, values[i]);
    }
    number(27, 12345.5f);
    input[29] = 0;
    input[30] = 1;
    input[31] = 4711;
    input[32] = 1110;
    input[33] = 208;
  }

  private void run(boolean on) {
    input[1] = on ? RUNNING : 0;
    input[2] = on ? 1 : 0;
  }

  /**
   * A number from now on.
   *
   * @param register as the manual numbers it, less 30000: 7 for the coolant in
   */
  public synchronized void number(int register, float value) {
    int bits = Float.floatToRawIntBits(value);
    input[register] = bits & 0xFFFF;
    input[register + 1] = bits >>> 16;
  }

  /** The mask of alarms, which the compressor gives as a float. */
  public synchronized void alarm(int mask) {
    number(5, mask);
  }

  @Override
  public synchronized List<Act> opened(Duration now) {
    heard.reset();
    return List.of();
  }

  @Override
  public synchronized List<Act> receive(byte b, Duration now) {
    heard.write(b);
    var bytes = heard.toByteArray();
    int length = length(bytes);
    if (length < 0 || bytes.length < length) {
      return List.of();
    }
    heard.reset();
    return (wire == Wire.TCP ? overTcp(bytes) : overRtu(bytes))
        .<List<Act>>map(answer -> List.of(new Act.Send(answer, THINKS)))
        .orElse(List.of());
  }

  /** How long the request is; negative while that is not known. */
  private int length(byte[] bytes) {
    if (wire == Wire.TCP) {
      return bytes.length < 6 ? -1 : 6 + (((bytes[4] & 0xFF) << 8) | (bytes[5] & 0xFF));
    }
    if (bytes.length < 7) {
      return -1;
    }
    return bytes[1] == 16 ? 9 + (bytes[6] & 0xFF) : 8;
  }

  private Optional<byte[]> overTcp(byte[] bytes) {
    if (bytes.length < 9 || (bytes[6] & 0xFF) != unit) {
      return Optional.empty();
    }
    var pdu = answer(Arrays.copyOfRange(bytes, 7, bytes.length));
    var out = ByteBuffer.allocate(7 + pdu.length);
    out.put(bytes, 0, 4).putShort((short) (1 + pdu.length)).put((byte) unit).put(pdu);
    return Optional.of(out.array());
  }

  private Optional<byte[]> overRtu(byte[] bytes) {
    int end = bytes.length - 2;
    int sum = (bytes[end] & 0xFF) | ((bytes[end + 1] & 0xFF) << 8);
    if (crc(bytes, end) != sum || (bytes[0] & 0xFF) != unit) {
      return Optional.empty();
    }
    return Optional.of(framed(unit, answer(Arrays.copyOfRange(bytes, 1, end))));
  }

  private static byte[] framed(int unit, byte[] pdu) {
    var out = new byte[pdu.length + 3];
    out[0] = (byte) unit;
    System.arraycopy(pdu, 0, out, 1, pdu.length);
    int sum = crc(out, pdu.length + 1);
    out[pdu.length + 1] = (byte) sum;
    out[pdu.length + 2] = (byte) (sum >>> 8);
    return out;
  }

  /** CRC-16 with the polynomial A001, Modbus over Serial Line V1.02, 2.5.1.2. */
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

  private byte[] answer(byte[] pdu) {
    int function = pdu[0] & 0xFF;
    if (pdu.length < 5) {
      return exception(function, 3);
    }
    int address = ((pdu[1] & 0xFF) << 8) | (pdu[2] & 0xFF);
    int value = ((pdu[3] & 0xFF) << 8) | (pdu[4] & 0xFF);
    return switch (function) {
      case 3 ->
          address == 1 && value == 1
              ? new byte[] {3, 2, (byte) (control >>> 8), (byte) control}
              : exception(function, 2);
      case 4 -> input(address, value);
      case 6 -> {
        if (address != 1) {
          yield exception(function, 2);
        }
        if (value != START && value != STOP) {
          yield exception(function, 3);
        }
        control = value;
        run(value == START);
        yield pdu.clone();
      }
      default -> exception(function, 1);
    };
  }

  private byte[] input(int address, int count) {
    if (count < 1 || count > 125) {
      return exception(4, 3);
    }
    if (address < 1 || address + count > REGISTERS) {
      return exception(4, 2);
    }
    var out = ByteBuffer.allocate(2 + 2 * count).put((byte) 4).put((byte) (2 * count));
    for (int i = 0; i < count; i++) {
      out.putShort((short) input[address + i]);
    }
    return out.array();
  }

  private static byte[] exception(int function, int code) {
    return new byte[] {(byte) (function | 0x80), (byte) code};
  }

  @Override
  public int baud() {
    return 9600;
  }

  @Override
  public Optional<byte[]> fromAnother(byte[] reply) {
    var other = reply.clone();
    if (wire == Wire.TCP) {
      other[6]++;
      return Optional.of(other);
    }
    return Optional.of(framed(unit + 1, Arrays.copyOfRange(reply, 1, reply.length - 2)));
  }
}
