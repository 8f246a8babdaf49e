package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.link.port.PortKeys;

/**
 * Keys of {@code kind: modbus}.
 *
 * @param line the port; {@code tcp: host} means port 502
 * @param framing tcp with {@code tcp:}, rtu with {@code port:} unless given; rtu with {@code tcp:}
 *     for a converter to a serial line
 * @param unitId 1 unless given, 0 to 255
 * @param every from one poll to the next, 5 s unless given
 * @param timeout for an answer, 1 s unless given
 * @param gap between an answer and the next request; the pause that the standard asks for unless
 *     given
 * @param registers what is read
 * @param settings what may be commanded, by the name of its channel
 */
public record ModbusSettings(
    @SameLevel PortKeys line,
    Optional<ModbusLine.Wire> framing,
    Optional<Integer> unitId,
    Optional<Duration> every,
    Optional<Duration> timeout,
    Optional<Duration> gap,
    List<RegisterKeys> registers,
    Map<String, ModbusSettingKeys> settings) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public ModbusSettings {
    registers = List.copyOf(registers);
    if (registers.isEmpty()) {
      throw new IllegalArgumentException(
          "registers: is empty; expected such as registers: [{id: temperature, address: 7}]");
    }
    if (unitId.isPresent() && (unitId.get() < 0 || unitId.get() > 255)) {
      throw new IllegalArgumentException(
          "unit-id: " + unitId.get() + " is none; expected 0 to 255, mostly 1");
    }
    positive("every", every, Duration.ofDays(1));
    positive("timeout", timeout, LONGEST);
    if (gap.isPresent() && (gap.get().isNegative() || gap.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("gap: expected such as 20ms");
    }
    var ids = new HashSet<String>();
    for (var register : registers) {
      register
          .value()
          .ids()
          .filter(id -> !ids.add(id))
          .forEach(
              id -> {
                throw new IllegalArgumentException("registers: two of them have the id " + id);
              });
    }
    checkPlaces(registers);
  }

  /**
   * A part of a number may be a value as well, such as the low word of a mask. Two that each begin
   * where the other has not ended are a wrong address.
   */
  private static void checkPlaces(List<RegisterKeys> registers) {
    for (var first : registers) {
      for (var second : registers) {
        var a = first.place();
        var b = second.place();
        if (a.table() == b.table()
            && a.address() < b.address()
            && b.address() < a.end()
            && a.end() < b.end()) {
          throw new IllegalArgumentException(
              "registers: "
                  + first.value().id()
                  + " lies at "
                  + a.address()
                  + " to "
                  + (a.end() - 1)
                  + ", and "
                  + second.value().id()
                  + " at "
                  + b.address()
                  + " to "
                  + (b.end() - 1)
                  + "; expected numbers that do not overlap");
        }
      }
    }
  }

  private static void positive(String key, Optional<Duration> length, Duration most) {
    if (length.isPresent()
        && (length.get().compareTo(Duration.ofMillis(1)) < 0 || length.get().compareTo(most) > 0)) {
      throw new IllegalArgumentException(key + ": expected 1 ms to " + most.toSeconds() + " s");
    }
  }

  Duration period() {
    return every.orElse(Duration.ofSeconds(5));
  }

  Duration deadline() {
    return timeout.orElse(Duration.ofSeconds(1));
  }

  int unit() {
    return unitId.orElse(1);
  }

  ModbusLine.Wire wire() {
    return framing.orElse(line.tcp().isPresent() ? ModbusLine.Wire.TCP : ModbusLine.Wire.RTU);
  }
}
