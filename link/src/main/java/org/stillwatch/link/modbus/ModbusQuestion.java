package org.stillwatch.link.modbus;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import java.nio.ByteBuffer;
import java.util.List;

/** What is asked of a unit. Addresses are those in the frame, 0 to 65535. */
public sealed interface ModbusQuestion {

  /** Words in one answer, Modbus Application Protocol V1.1b3, 6.3. */
  int MOST_WORDS = 125;

  /** Bits in one answer, the same, 6.1. */
  int MOST_BITS = 2000;

  /**
   * Words, or bits of a table of bits, from an address on.
   *
   * @param count 1 to {@link #MOST_WORDS}, or {@link #MOST_BITS}
   */
  record Read(Table table, int address, int count) implements ModbusQuestion {
    public Read {
      int most = table.hasBits() ? MOST_BITS : MOST_WORDS;
      if (count < 1 || count > most) {
        throw new IllegalArgumentException(
            count + " cannot be read at once; expected 1 to " + most);
      }
      int last = (1 << 16) - count;
      if (address < 0 || address > last) {
        throw new IllegalArgumentException(
            "address: " + address + " is none; expected 0 to " + last);
      }
    }
  }

  /**
   * Puts words into holding registers.
   *
   * @param words each 0 to 65535
   */
  record WriteWords(int address, List<Integer> words) implements ModbusQuestion {
    public WriteWords {
      words = List.copyOf(words);
    }
  }

  record WriteCoil(int address, boolean on) implements ModbusQuestion {}

  /** The message. */
  default ModbusRequestPdu message() {
    return switch (this) {
      case Read(Table table, int address, int count) ->
          switch (table) {
            case INPUT -> new ReadInputRegistersRequest(address, count);
            case HOLDING -> new ReadHoldingRegistersRequest(address, count);
            case COIL -> new ReadCoilsRequest(address, count);
            case DISCRETE -> new ReadDiscreteInputsRequest(address, count);
          };
      case WriteWords(int address, List<Integer> words) when words.size() == 1 ->
          new WriteSingleRegisterRequest(address, words.getFirst());
      case WriteWords(int address, List<Integer> words) -> {
        var bytes = ByteBuffer.allocate(2 * words.size());
        words.forEach(word -> bytes.putShort(word.shortValue()));
        yield new WriteMultipleRegistersRequest(address, words.size(), bytes.array());
      }
      case WriteCoil(int address, boolean on) -> new WriteSingleCoilRequest(address, on);
    };
  }

  /** Bytes of data in a good answer to a read; what comes back of a write is four bytes. */
  default int dataBytes() {
    return switch (this) {
      case Read(Table table, int _, int count) -> table.hasBits() ? (count + 7) / 8 : 2 * count;
      case WriteWords _, WriteCoil _ -> 4;
    };
  }
}
