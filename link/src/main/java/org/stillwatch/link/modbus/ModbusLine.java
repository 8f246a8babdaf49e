package org.stillwatch.link.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.ModbusPduSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Conversation;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;

/** Questions to the units behind one port. */
public final class ModbusLine {

  /** How messages are framed. */
  public enum Wire {
    /** With a header, as devices with a network plug have it. */
    TCP,
    /** With a checksum, on serial lines and behind converters to them. */
    RTU
  }

  /** So many answers to earlier questions are passed over. */
  private static final int STRAYS = 10;

  private static final int LARGEST_MESSAGE = 256;

  private final Lane lane;
  private final Wire wire;
  private final AtomicInteger transactions = new AtomicInteger();

  public ModbusLine(Lane lane, Wire wire) {
    this.lane = lane;
    this.wire = wire;
  }

  /** The name of the port. */
  public String name() {
    return lane.name();
  }

  /**
   * One question and its answer.
   *
   * @param unit 0 to 255
   */
  public ModbusAnswer ask(Urgency urgency, int unit, ModbusQuestion question, Duration deadline) {
    return lane.converse(
        urgency,
        conversation ->
            wire == Wire.TCP
                ? overTcp(conversation, unit, question, deadline)
                : overRtu(conversation, unit, question, deadline));
  }

  private static byte[] encoded(ModbusQuestion question) {
    var buffer = ByteBuffer.allocate(LARGEST_MESSAGE);
    try {
      ModbusPduSerializer.DefaultRequestSerializer.INSTANCE.encode(question.message(), buffer);
    } catch (ModbusException e) {
      throw new IllegalStateException(question + " cannot be encoded", e);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ModbusAnswer overTcp(
      Conversation conversation, int unit, ModbusQuestion question, Duration deadline) {
    int transaction = transactions.incrementAndGet() & 0xFFFF;
    var answer =
        conversation.ask(
            ModbusFrames.tcp(transaction, unit, encoded(question)), ModbusFrames.tcp(), deadline);
    for (int i = 0; i < STRAYS && answer instanceof Answer.Complete(byte[] frame, _); i++) {
      var head = ByteBuffer.wrap(frame);
      if ((head.getShort(0) & 0xFFFF) == transaction) {
        return head.get(6) == (byte) unit
            ? message(question, Arrays.copyOfRange(frame, 7, frame.length))
            : new ModbusAnswer.Wrong("unit " + (head.get(6) & 0xFF) + " spoke, not " + unit);
      }
      answer = conversation.hear(ModbusFrames.tcp(), deadline);
    }
    return answer instanceof Answer.Complete
        ? new ModbusAnswer.Wrong("answers to other questions came only")
        : failed(unit, answer);
  }

  private static ModbusAnswer overRtu(
      Conversation conversation, int unit, ModbusQuestion question, Duration deadline) {
    var message = encoded(question);
    var answer =
        conversation.ask(
            ModbusFrames.rtu(unit, message),
            ModbusFrames.rtu(unit, message[0], question.dataBytes()),
            deadline);
    return answer instanceof Answer.Complete(byte[] frame, _)
        ? message(question, Arrays.copyOfRange(frame, 1, frame.length))
        : failed(unit, answer);
  }

  private static ModbusAnswer failed(int unit, Answer answer) {
    return switch (answer) {
      case Answer.Broken broken -> new ModbusAnswer.Wrong(broken.why());
      case Answer.Lost lost -> new ModbusAnswer.Nothing(lost.why());
      default -> new ModbusAnswer.Nothing("unit " + unit + " " + answer.why());
    };
  }

  /** What a message says; anything but the answer to the question is wrong. */
  private static ModbusAnswer message(ModbusQuestion question, byte[] message) {
    int function = question.message().getFunctionCode();
    if (message.length == 2 && (message[0] & 0xFF) == (function | ModbusFrames.EXCEPTION)) {
      return new ModbusAnswer.Refused(refusal(message[1] & 0xFF));
    }
    boolean reads = question instanceof ModbusQuestion.Read;
    int data = reads ? 2 : 1;
    if (message.length != data + question.dataBytes()
        || (message[0] & 0xFF) != function
        || (reads && (message[1] & 0xFF) != question.dataBytes())) {
      return new ModbusAnswer.Wrong(
          "answered " + Answer.shown(message) + ", which is no answer to function " + function);
    }
    return switch (question) {
      case ModbusQuestion.Read read -> new ModbusAnswer.Values(values(read, message));
      case ModbusQuestion.WriteWords _, ModbusQuestion.WriteCoil _ ->
          Arrays.equals(message, Arrays.copyOf(encoded(question), message.length))
              ? new ModbusAnswer.Written()
              : new ModbusAnswer.Wrong("it answers for another register or value");
    };
  }

  private static List<Integer> values(ModbusQuestion.Read read, byte[] message) {
    var values = new ArrayList<Integer>(read.count());
    for (int i = 0; i < read.count(); i++) {
      values.add(
          read.table().hasBits()
              ? (message[2 + i / 8] >> (i % 8)) & 1
              : ((message[2 + 2 * i] & 0xFF) << 8) | (message[3 + 2 * i] & 0xFF));
    }
    return values;
  }

  private static String refusal(int code) {
    return "refused: "
        + ExceptionCode.from(code)
            .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .map(words -> words.replace("slave ", ""))
            .orElse("unknown reason")
        + " (exception "
        + code
        + ")";
  }
}
