package org.stillwatch.link.modbus;

import java.util.List;

/** What came of a question. */
public sealed interface ModbusAnswer {

  /** What was read, each word 0 to 65535, each bit 0 or 1. */
  record Values(List<Integer> values) implements ModbusAnswer {
    public Values {
      values = List.copyOf(values);
    }
  }

  /** It was written. */
  record Written() implements ModbusAnswer {}

  /**
   * The unit says no.
   *
   * @param why one clause
   */
  record Refused(String why) implements ModbusAnswer {}

  /**
   * What came is no answer to this.
   *
   * @param why one clause
   */
  record Wrong(String why) implements ModbusAnswer {}

  /**
   * Nothing came, or nothing whole.
   *
   * @param why one clause
   */
  record Nothing(String why) implements ModbusAnswer {}
}
