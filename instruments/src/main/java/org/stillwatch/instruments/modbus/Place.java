package org.stillwatch.instruments.modbus;

import java.util.List;
import org.stillwatch.link.modbus.ModbusQuestion;
import org.stillwatch.link.modbus.Table;

/** Where a number lies. */
record Place(Table table, int address, RegisterType type, WordOrder order) {

  int end() {
    return address + type.words();
  }

  ModbusQuestion.Read question() {
    return new ModbusQuestion.Read(table, address, type.words());
  }

  /**
   * The number as text.
   *
   * @param values of a read that holds it
   * @param first the address of the first of them
   */
  String text(List<Integer> values, int first) {
    return type.text(values.subList(address - first, end() - first), order);
  }
}
