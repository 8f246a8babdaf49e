package org.stillwatch.instruments.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.link.modbus.Table;
import org.stillwatch.link.port.PortKeys;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;
import org.stillwatch.testkit.ScriptedPort.Said;

class ModbusDeviceTest {

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final List<byte[]> heard = new ArrayList<>();

  static RegisterKeys register(String id, int address, RegisterType type, WordOrder order) {
    return new RegisterKeys(
        ValueKeys.number(id, Unit.CELSIUS),
        Optional.of(Table.INPUT),
        address,
        Optional.of(type),
        Optional.of(order));
  }

  static ModbusSettings settings(ModbusLine.Wire wire, RegisterKeys... registers) {
    var none = Optional.<String>empty();
    return new ModbusSettings(
        new PortKeys(
            none,
            Optional.of("10.0.0.9:502"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.of(wire),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofMillis(100)),
        Optional.empty(),
        List.of(registers),
        Map.of());
  }

  private ModbusDevice device(ModbusSettings settings, ScriptedPort.Peer peer) {
    var port =
        new ScriptedPort(
            "10.0.0.9:502",
            time,
            bytes -> {
              heard.add(bytes);
              return peer.hears(bytes);
            });
    return ModbusKind.device("x", settings, new Lane(port, Manners.PLAIN, time), time, () -> {});
  }

  private Map<String, String> poll(ModbusDevice device) {
    var shown = new LinkedHashMap<String, String>();
    for (var reading : device.poll(time.instant()).readings()) {
      shown.put(
          reading.channel().name(),
          switch (reading) {
            case Reading.Measured measured -> Double.toString(measured.value());
            case Reading.Missing missing -> missing.reason();
          });
    }
    return shown;
  }

  private static List<Said> says(String hex) {
    return says(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static List<Said> says(byte[] bytes) {
    return List.of(new Said(Duration.ofMillis(1), bytes));
  }

  /** The request is the documented one of a Cryomech CPA, which asks for registers from 1. */
  @Test
  void registersSideBySideAreOneRequestWithTheAddressOfTheFrame() {
    var device =
        device(
            settings(
                ModbusLine.Wire.TCP,
                register("b", 3, RegisterType.FLOAT32, WordOrder.LOW_FIRST),
                register("a", 1, RegisterType.UINT16, WordOrder.HIGH_FIRST),
                register("c", 2, RegisterType.UINT16, WordOrder.HIGH_FIRST)),
            bytes ->
                // 25.9 as a float is 41CF3333
                says(
                    "%02X%02X 0000 000B 01 04 08 0003 0001 3333 41CF"
                        .formatted(bytes[0], bytes[1])));
    assertEquals(Map.of("a", "3.0", "c", "1.0", "b", "25.9"), poll(device));
    assertEquals(1, heard.size());
    assertEquals(
        "0000" + "0006" + "01" + "04" + "0001" + "0004",
        HexFormat.of().withUpperCase().formatHex(heard.getFirst(), 2, 12));
  }

  @Test
  void aRequestReadsNoRegisterThatIsNotNamedAndNoMoreThanOneAnswerHolds() {
    var registers =
        IntStream.range(0, 130)
            .map(address -> address < 127 ? address : address + 1)
            .mapToObj(at -> register("r" + at, at, RegisterType.UINT16, WordOrder.HIGH_FIRST))
            .toList();
    var blocks =
        Block.of("x", registers, Duration.ofSeconds(1)).stream()
            .map(block -> block.question().address() + "+" + block.question().count())
            .toList();
    assertEquals(List.of("0+125", "125+2", "128+3"), blocks);
  }

  @Test
  void anAnswerToAnEarlierQuestionIsPassedOver() {
    var device =
        device(
            settings(
                ModbusLine.Wire.TCP, register("a", 7, RegisterType.INT16, WordOrder.HIGH_FIRST)),
            bytes -> {
              var late = HexFormat.of().parseHex("7777000000050104020001");
              var good = HexFormat.of().parseHex("0000000000050104" + "02FFFE");
              good[0] = bytes[0];
              good[1] = bytes[1];
              var both = Arrays.copyOf(late, late.length + good.length);
              System.arraycopy(good, 0, both, late.length, good.length);
              return says(both);
            });
    assertEquals(Map.of("a", "-2.0"), poll(device));
  }

  @Test
  void exceptionsAreReasons() {
    var device =
        device(
            settings(
                ModbusLine.Wire.TCP, register("a", 7, RegisterType.INT16, WordOrder.HIGH_FIRST)),
            bytes -> says("%02X%02X 0000 0003 01 84 02".formatted(bytes[0], bytes[1])));
    assertEquals(
        Map.of("a", "the device refused: illegal data address (exception 2)"), poll(device));
  }

  @Test
  void aFrameOfASerialLineMustHaveItsChecksum() {
    // 01 04 02 FFFF: checksum by Modbus over Serial Line
    var device =
        device(
            settings(
                ModbusLine.Wire.RTU, register("a", 7, RegisterType.INT16, WordOrder.HIGH_FIRST)),
            bytes -> says(heard.size() == 1 ? "01 04 02 FF FF B8 80" : "01 04 02 FF FE B8 80"));
    assertEquals(Map.of("a", "-1.0"), poll(device));
    assertTrue(poll(device).getOrDefault("a", "").contains("its checksum is wrong"));
  }

  @Test
  void anotherUnitIsNotTakenForTheOneThatWasAsked() {
    var register = register("a", 7, RegisterType.INT16, WordOrder.HIGH_FIRST);
    var tcp =
        device(
            settings(ModbusLine.Wire.TCP, register),
            bytes -> says("%02X%02X 0000 0005 02 04 02 0001".formatted(bytes[0], bytes[1])));
    assertEquals("unit 2 spoke, not 1", poll(tcp).get("a"));
    // 02 04 02 FFFF with its own good checksum
    var rtu =
        device(settings(ModbusLine.Wire.RTU, register), bytes -> says("02 04 02 FF FF FC 80"));
    assertTrue(poll(rtu).getOrDefault("a", "").contains("unit 2 spoke, not 1"));
  }

  @Test
  void anAnswerToAnotherQuestionAloneIsNone() {
    var device =
        device(
            settings(
                ModbusLine.Wire.TCP, register("a", 7, RegisterType.INT16, WordOrder.HIGH_FIRST)),
            bytes -> says("7777 0000 0005 01 04 02 0001"));
    assertTrue(poll(device).getOrDefault("a", "").contains("did not answer"), poll(device) + "");
  }

  @Test
  void twoUnitsOnOneLineEachHaveTheirOwnValues() {
    // after Modbus over Serial Line V1.02: unit, function, bytes, value, checksum
    var port =
        new ScriptedPort(
            "ttyUSB0",
            time,
            bytes -> says(bytes[0] == 1 ? "01 04 02 00 0B F8 F7" : "02 04 02 00 16 7C FE"));
    var lane = new Lane(port, Manners.PLAIN, time);
    var register = register("a", 7, RegisterType.INT16, WordOrder.HIGH_FIRST);
    var first = settings(ModbusLine.Wire.RTU, register);
    var second =
        new ModbusSettings(
            first.line(),
            first.framing(),
            Optional.of(2),
            first.every(),
            first.timeout(),
            first.gap(),
            first.registers(),
            first.settings());
    var one = ModbusKind.device("one", first, lane, time, () -> {});
    var two = ModbusKind.device("two", second, lane, time, () -> {});
    for (int i = 0; i < 3; i++) {
      assertEquals(Map.of("a", "11.0"), poll(one));
      assertEquals(Map.of("a", "22.0"), poll(two));
    }
  }

  @Test
  void whatIsNotFiniteIsMissing() {
    var device =
        device(
            settings(
                ModbusLine.Wire.TCP, register("a", 7, RegisterType.FLOAT32, WordOrder.HIGH_FIRST)),
            bytes -> says("%02X%02X 0000 0007 01 04 04 7FC0 0000".formatted(bytes[0], bytes[1])));
    assertEquals("'NaN' is no number; expected one in degC", poll(device).get("a"));
  }

  @Test
  void wordsOfEachTypeReadBackAsTheNumber() {
    var random = new Random(3);
    for (var type : RegisterType.values()) {
      for (int i = 0; i < 2000; i++) {
        double number =
            switch (type) {
              case INT16 -> (short) random.nextInt();
              case UINT16 -> random.nextInt(1 << 16);
              case INT32 -> random.nextInt();
              case UINT32 -> random.nextLong(1L << 32);
              case FLOAT32 -> (float) (random.nextGaussian() * 1e3);
              case FLOAT64 -> random.nextGaussian() * 1e3;
              case BOOL -> random.nextInt(2);
            };
        for (var order : WordOrder.values()) {
          var text = type.text(type.words(number, order).orElseThrow(), order);
          if (type == RegisterType.FLOAT32) {
            assertEquals((float) number, Float.parseFloat(text));
          } else {
            assertEquals(number, Double.parseDouble(text));
          }
        }
      }
    }
    assertTrue(RegisterType.UINT16.words(65536, WordOrder.HIGH_FIRST).isEmpty());
    assertTrue(RegisterType.INT16.words(0.5, WordOrder.HIGH_FIRST).isEmpty());
  }

  @Test
  void spoiltFramesGiveNoValueAndNoException() {
    for (var wire : ModbusLine.Wire.values()) {
      var result = FrameFuzz.run(wire, 20261121, 20_000);
      assertTrue(result.measured() > 2000, wire + " " + result);
      assertTrue(result.missing() > 2000, wire + " " + result);
    }
  }
}
