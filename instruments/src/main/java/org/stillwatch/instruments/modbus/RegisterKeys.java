package org.stillwatch.instruments.modbus;

import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.link.modbus.ModbusQuestion;
import org.stillwatch.link.modbus.Table;

/**
 * One register, or a number in several.
 *
 * @param value its channel, unit, states ...
 * @param table holding unless given
 * @param address of its first word, as in the frame, 0 to 65535
 * @param type uint16 unless given; bool in a table of bits
 * @param words high-first unless given
 */
public record RegisterKeys(
    @SameLevel ValueKeys value,
    Optional<Table> table,
    Integer address,
    Optional<RegisterType> type,
    Optional<WordOrder> words) {

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public RegisterKeys {
    checkType(table, type);
    var checked =
        new ModbusQuestion.Read(
            table.orElse(Table.HOLDING), address, type.orElse(RegisterType.UINT16).words());
  }

  static void checkType(Optional<Table> table, Optional<RegisterType> type) {
    if (table.filter(Table::hasBits).isPresent()
        && type.filter(given -> given != RegisterType.BOOL).isPresent()) {
      throw new IllegalArgumentException(
          "type: "
              + type.get().name().toLowerCase(Locale.ROOT)
              + " does not lie in a table of bits; expected bool");
    }
  }

  /** Where it lies. */
  Place place() {
    return new Place(
        table.orElse(Table.HOLDING),
        address,
        type.orElse(
            table.filter(Table::hasBits).isPresent() ? RegisterType.BOOL : RegisterType.UINT16),
        words.orElse(WordOrder.HIGH_FIRST));
  }
}
