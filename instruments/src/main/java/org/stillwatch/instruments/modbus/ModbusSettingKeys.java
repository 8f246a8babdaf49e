package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.DecimalNumber;
import org.stillwatch.instruments.value.SettingShape;
import org.stillwatch.link.modbus.Table;

/**
 * One quantity that may be commanded.
 *
 * @param table holding unless given, or coil
 * @param address as in the frame
 * @param type uint16 unless given
 * @param words high-first unless given
 * @param read where it is read back, when that is elsewhere
 * @param unit of a number
 * @param range least and most that may be commanded; needed for a number
 * @param states what is written for each state, and its word
 * @param scale the value is {@code number * scale}
 * @param tolerance how far what is read back may be off, in the unit
 * @param within how long the device may take to show it
 * @param confirm a person is asked once more
 * @param safe the value that makes things safe
 * @param what it does, for a person
 */
public record ModbusSettingKeys(
    Optional<Table> table,
    Integer address,
    Optional<RegisterType> type,
    Optional<WordOrder> words,
    Optional<ReadKeys> read,
    Optional<Unit> unit,
    List<Double> range,
    Map<String, String> states,
    Optional<Double> scale,
    Optional<Double> tolerance,
    Optional<Duration> within,
    Optional<Boolean> confirm,
    Optional<String> safe,
    Optional<String> what) {

  /**
   * Where a value is read back.
   *
   * @param states what is read for each state
   */
  public record ReadKeys(
      Optional<Table> table,
      Integer address,
      Optional<RegisterType> type,
      Optional<WordOrder> words,
      Map<String, String> states) {}

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public ModbusSettingKeys {
    range = List.copyOf(range);
    if (table.isPresent() && !table.get().mayBeWritten()) {
      throw new IllegalArgumentException(
          "table: nothing can be written there; expected holding or coil");
    }
    RegisterKeys.checkType(table, type);
    var place = place(table, address, type, words);
    var checked = place.question();
    var shape = shape(unit, range, states, read, scale, tolerance, within, confirm, safe, what);
    for (var number : states.keySet()) {
      var parsed = DecimalNumber.parse(number);
      if (parsed.isEmpty() || place.type().words(parsed.getAsDouble(), place.order()).isEmpty()) {
        throw new IllegalArgumentException(
            "states: '" + number + "' is no number of this type; expected such as 0: off");
      }
    }
    var readBack =
        read.map(keys -> place(keys.table(), keys.address(), keys.type(), keys.words()).question());
  }

  private static Place place(
      Optional<Table> table, int address, Optional<RegisterType> type, Optional<WordOrder> words) {
    var in = table.orElse(Table.HOLDING);
    return new Place(
        in,
        address,
        in.hasBits() ? RegisterType.BOOL : type.orElse(RegisterType.UINT16),
        words.orElse(WordOrder.HIGH_FIRST));
  }

  private static SettingShape shape(
      Optional<Unit> unit,
      List<Double> range,
      Map<String, String> states,
      Optional<ReadKeys> read,
      Optional<Double> scale,
      Optional<Double> tolerance,
      Optional<Duration> within,
      Optional<Boolean> confirm,
      Optional<String> safe,
      Optional<String> what) {
    return new SettingShape(
        unit,
        range,
        states,
        read.map(ReadKeys::states).orElse(Map.of()),
        scale,
        tolerance,
        within,
        confirm,
        safe,
        what);
  }

  SettingShape shape() {
    return shape(unit, range, states, read, scale, tolerance, within, confirm, safe, what);
  }

  Place place() {
    return place(table, address, type, words);
  }

  Place readPlace() {
    return read.map(keys -> place(keys.table(), keys.address(), keys.type(), keys.words()))
        .orElseGet(this::place);
  }
}
