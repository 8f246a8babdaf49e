package org.stillwatch.instruments.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.link.modbus.Table;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;
import org.stillwatch.testkit.ScriptedPort.Said;

class ModbusControlsTest {

  private static final int READ_COILS = 1;
  private static final int WRITE_COIL = 5;
  private static final int WRITE_WORD = 6;
  private static final int WRITE_WORDS = 16;

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final Map<Integer, Integer> holding = new HashMap<>();
  private boolean coil;
  private boolean stuck;
  private boolean silent;
  private boolean confused;
  private int refusal;
  private int writes;

  /** A device with holding registers and one coil, after Modbus Application Protocol V1.1b3, 6. */
  private List<Said> hears(byte[] frame) {
    if (silent) {
      return List.of();
    }
    var asked = ByteBuffer.wrap(frame);
    int function = asked.get(7);
    int address = asked.getShort(8) & 0xFFFF;
    int third = asked.getShort(10) & 0xFFFF;
    boolean write = function >= WRITE_COIL;
    writes += write ? 1 : 0;
    var answer = ByteBuffer.allocate(300).put(frame, 0, 7);
    if (write && refusal != 0) {
      answer.put((byte) (function | 0x80)).put((byte) refusal);
    } else if (write) {
      if (!stuck) {
        write(asked, function, address, third);
      }
      answer.put(frame, 7, 5);
      if (confused) {
        answer.put(9, (byte) 99);
      }
    } else if (function == READ_COILS) {
      answer.put((byte) function).put((byte) 1).put((byte) (coil ? 1 : 0));
    } else {
      answer.put((byte) function).put((byte) (2 * third));
      for (int i = 0; i < third; i++) {
        answer.putShort((short) (int) holding.getOrDefault(address + i, 0));
      }
    }
    answer.putShort(4, (short) (answer.position() - 6));
    var bytes = new byte[answer.position()];
    answer.get(0, bytes);
    return List.of(new Said(Duration.ofMillis(1), bytes));
  }

  private void write(ByteBuffer asked, int function, int address, int third) {
    switch (function) {
      case WRITE_COIL -> coil = third == 0xFF00;
      case WRITE_WORD -> holding.put(address, third);
      case WRITE_WORDS -> {
        for (int i = 0; i < third; i++) {
          holding.put(address + i, asked.getShort(13 + 2 * i) & 0xFFFF);
        }
      }
      default -> throw new IllegalArgumentException("function " + function);
    }
  }

  private Outcome set(ModbusSettingKeys keys, double value) {
    var polled =
        ModbusDeviceTest.settings(
            ModbusLine.Wire.TCP,
            ModbusDeviceTest.register("a", 1, RegisterType.INT16, WordOrder.HIGH_FIRST));
    var settings =
        new ModbusSettings(
            polled.line(),
            polled.framing(),
            polled.unitId(),
            polled.every(),
            polled.timeout(),
            polled.gap(),
            polled.registers(),
            Map.of("sp", keys));
    var port = new ScriptedPort("10.0.0.9:502", time, this::hears);
    var controls =
        ModbusKind.device("x", settings, new Lane(port, Manners.PLAIN, time), time, () -> {})
            .controls()
            .orElseThrow();
    // a limit of the station leaves it with another range
    var limited = controls.settings().getFirst().within(new Setting.Range(-1, 1e9));
    return controls.set(limited, value);
  }

  private static ModbusSettingKeys number(
      RegisterType type, WordOrder order, double scale, Optional<Double> tolerance) {
    return new ModbusSettingKeys(
        Optional.empty(),
        10,
        Optional.of(type),
        Optional.of(order),
        Optional.empty(),
        Optional.of(Unit.CELSIUS),
        List.of(-50.0, 100_000.0),
        Map.of(),
        Optional.of(scale),
        tolerance,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ModbusSettingKeys tenths(Optional<Double> tolerance) {
    return number(RegisterType.INT16, WordOrder.HIGH_FIRST, 0.1, tolerance);
  }

  private static ModbusSettingKeys choice(Table table, Map<String, String> states) {
    return new ModbusSettingKeys(
        Optional.of(table),
        10,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        states,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aValueIsWrittenScaledAndReadBack() {
    assertEquals(new Outcome.Done(-12.5), set(tenths(Optional.empty()), -12.5));
    assertEquals(Map.of(10, 0xFF83), holding);
    // 25.9 as a float is 41CF3333
    var keys = number(RegisterType.FLOAT32, WordOrder.LOW_FIRST, 1, Optional.empty());
    assertInstanceOf(Outcome.Done.class, set(keys, 25.9));
    assertEquals(Map.of(10, 0x3333, 11, 0x41CF), holding);
  }

  @Test
  void aValueIsRoundedToWhatTheRegisterHoldsWithinItsTolerance() {
    assertEquals(new Outcome.Done(12.3), set(tenths(Optional.of(0.05)), 12.34));
    assertEquals(
        new Outcome.Refused("12.34 degC would be written as 12.3 degC, which is another value"),
        set(tenths(Optional.empty()), 12.34));
    assertEquals(
        new Outcome.Refused("5000 degC does not fit into int16"),
        set(tenths(Optional.empty()), 5000));
    assertEquals(1, writes);
  }

  @Test
  void whatIsOutsideTheRangeIsNotWritten() {
    for (double value : new double[] {-50.1, 100_001, Double.NaN}) {
      assertInstanceOf(Outcome.Refused.class, set(tenths(Optional.empty()), value));
    }
    assertEquals(0, writes);
  }

  @Test
  void statesAreWrittenAsTheNumbersOfTheirWords() {
    var panel = choice(Table.HOLDING, Map.of("255", "off"));
    assertEquals(new Outcome.Done(0), set(panel, 0));
    assertEquals(Map.of(10, 255), holding);
    assertEquals(new Outcome.Done(0), set(choice(Table.COIL, Map.of("1", "on")), 0));
    assertTrue(coil);
  }

  @Test
  void whatDoesNotHappenIsNotDone() {
    stuck = true;
    assertEquals(
        new Outcome.Failed("it was sent, and the device still has 0 degC, expected 20 degC"),
        set(tenths(Optional.empty()), 20));
    refusal = 4;
    var refused = assertInstanceOf(Outcome.Failed.class, set(tenths(Optional.empty()), 20));
    assertTrue(refused.why().startsWith("the device refused: "), refused.why());
    refusal = 0;
    confused = true;
    assertEquals(
        new Outcome.Unconfirmed("it answers for another register or value"),
        set(tenths(Optional.empty()), 20));
    silent = true;
    assertInstanceOf(Outcome.Unconfirmed.class, set(tenths(Optional.empty()), 20));
  }

  @Test
  void numbersThatOverlapInPartAreAWrongAddress() {
    var a = ModbusDeviceTest.register("a", 1, RegisterType.FLOAT32, WordOrder.HIGH_FIRST);
    var b = ModbusDeviceTest.register("b", 2, RegisterType.FLOAT32, WordOrder.HIGH_FIRST);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ModbusDeviceTest.settings(ModbusLine.Wire.TCP, b, a));
    assertEquals(
        "registers: a lies at 1 to 2, and b at 2 to 3; expected numbers that do not overlap",
        e.getMessage());
    var low = ModbusDeviceTest.register("low", 2, RegisterType.UINT16, WordOrder.HIGH_FIRST);
    assertEquals(2, ModbusDeviceTest.settings(ModbusLine.Wire.TCP, a, low).registers().size());
    assertThrows(
        IllegalArgumentException.class,
        () -> ModbusDeviceTest.register("end", 65535, RegisterType.FLOAT32, WordOrder.HIGH_FIRST));
  }
}
