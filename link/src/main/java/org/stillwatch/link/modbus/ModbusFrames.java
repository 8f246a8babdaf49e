package org.stillwatch.link.modbus;

import com.digitalpetri.modbus.Crc16;
import com.digitalpetri.modbus.MbapHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.stillwatch.link.lane.FrameState;
import org.stillwatch.link.lane.Framing;

/** Messages in frames. The frames that come are checked as far as a frame can be. */
final class ModbusFrames {

  /** Of a whole message, Modbus Application Protocol V1.1b3, 4.1. */
  private static final int LONGEST_MESSAGE = 253;

  /** From its beginning to the end of the length. */
  private static final int HEAD = 6;

  static final int EXCEPTION = 0x80;

  private ModbusFrames() {}

  static byte[] tcp(int transaction, int unit, byte[] message) {
    var buffer = ByteBuffer.allocate(HEAD + 1 + message.length);
    MbapHeader.Serializer.encode(new MbapHeader(transaction, 0, 1 + message.length, unit), buffer);
    return buffer.put(message).array();
  }

  static byte[] rtu(int unit, byte[] message) {
    var frame = new byte[message.length + 3];
    frame[0] = (byte) unit;
    System.arraycopy(message, 0, frame, 1, message.length);
    int sum = crc(frame, message.length + 1);
    frame[message.length + 1] = (byte) sum;
    frame[message.length + 2] = (byte) (sum >>> 8);
    return frame;
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new Crc16();
    crc.update(ByteBuffer.wrap(bytes, 0, length));
    return crc.getValue();
  }

  /** Whole frames of Modbus TCP, with their header. */
  static Framing tcp() {
    return TcpFrame::new;
  }

  /**
   * Whole frames of a serial line, without their checksum, which is right.
   *
   * @param dataBytes of a good answer
   */
  static Framing rtu(int unit, int function, int dataBytes) {
    return () -> new RtuFrame(unit, function, dataBytes);
  }

  private static final class TcpFrame implements FrameState.Wanting {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int length = HEAD;

    @Override
    public FrameState take(byte next) {
      bytes.write(next);
      if (bytes.size() == HEAD) {
        var head = ByteBuffer.wrap(bytes.toByteArray());
        int protocol = head.getShort(2) & 0xFFFF;
        int rest = head.getShort(4) & 0xFFFF;
        if (protocol != 0 || rest < 3 || rest > 1 + LONGEST_MESSAGE) {
          return new FrameState.Broken(soFar(), "this is no header of Modbus TCP");
        }
        length = HEAD + rest;
      }
      return bytes.size() < length ? this : new FrameState.Complete(soFar());
    }

    @Override
    public byte[] soFar() {
      return bytes.toByteArray();
    }
  }

  private static final class RtuFrame implements FrameState.Wanting {
    private final int unit;
    private final int function;
    private final int dataBytes;
    private final boolean reads;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int length;
    private boolean exception;

    RtuFrame(int unit, int function, int dataBytes) {
      this.unit = unit;
      this.function = function;
      this.dataBytes = dataBytes;
      this.reads = function <= 4;
      this.length = reads ? 3 + dataBytes + 2 : 2 + dataBytes + 2;
    }

    @Override
    public FrameState take(byte next) {
      bytes.write(next);
      int value = next & 0xFF;
      switch (bytes.size()) {
        case 1 -> {
          if (value != unit) {
            return new FrameState.Broken(soFar(), "unit " + value + " spoke, not " + unit);
          }
        }
        case 2 -> {
          if (value == (function | EXCEPTION)) {
            exception = true;
            length = 5;
          } else if (value != function) {
            return new FrameState.Broken(
                soFar(), "it is of function " + value + ", not " + function);
          }
        }
        case 3 -> {
          if (reads && !exception && value != dataBytes) {
            return new FrameState.Broken(
                soFar(), "it announces " + value + " bytes, expected " + dataBytes);
          }
        }
        default -> {}
      }
      return bytes.size() < length ? this : summed();
    }

    private FrameState summed() {
      var frame = soFar();
      int end = frame.length - 2;
      int sum = (frame[end] & 0xFF) | ((frame[end + 1] & 0xFF) << 8);
      return crc(frame, end) == sum
          ? new FrameState.Complete(Arrays.copyOf(frame, end))
          : new FrameState.Broken(frame, "its checksum is wrong");
    }

    @Override
    public byte[] soFar() {
      return bytes.toByteArray();
    }
  }
}
