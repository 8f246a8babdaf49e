package org.stillwatch.instruments.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.reading.Unit;

class BlueforsNamesTest {

  private static BlueforsSettings.Sensor sensor(String name) {
    return new BlueforsSettings.Sensor(name);
  }

  @Test
  void theUsualWiringHasNamesAndOtherSensorsNumbers() {
    var names = Fridge.names(Map.of());
    assertEquals("fridge/50k/temperature", names.temperature(1).id().text());
    assertEquals("fridge/4k/resistance", names.resistance(2).id().text());
    assertEquals("fridge/magnet/excitation", names.excitation(3).id().text());
    assertEquals("fridge/ch4/temperature", names.temperature(4).id().text());
    assertEquals("fridge/mxc/temperature", names.temperature(6).id().text());
    assertEquals("fridge/p3", names.pressure(3).id().text());
  }

  @Test
  void sensorsAreRenamedAndNoneIsLost() {
    var names = Fridge.names(Map.of("mxc", sensor("CH9"), "ovc", sensor("P1")));
    assertEquals("fridge/mxc/temperature", names.temperature(9).id().text());
    assertEquals("fridge/ch6/temperature", names.temperature(6).id().text());
    assertEquals("fridge/still/temperature", names.temperature(5).id().text());
    assertEquals("fridge/ovc", names.pressure(1).id().text());
  }

  @Test
  void sensorsThatMakeNoSenseAreRefusedWithOneSentence() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Fridge.names(Map.of("mxc", sensor("CHX"))));
    assertEquals(
        "channels: mxc: 'CHX' is no sensor; expected CH1 to CH16 for a thermometer or P1 to P6 for"
            + " a gauge",
        error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Fridge.names(Map.of("mxc", sensor("CH17"))));
    assertThrows(IllegalArgumentException.class, () -> Fridge.names(Map.of("MXC", sensor("CH6"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Fridge.names(Map.of("mxc", sensor("CH6"), "mix", sensor("CH6"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "26-06-26/CH6 T 26-06-26.log",
        "CH16 P 26-06-26.log",
        "26-06-26/maxigauge 26-06-26.log",
        "26-06-26/heaters_26-06-26.log",
        "26-06-26/Heaters 26-06-26.log",
        "26-06-26/Status_26-06-26.log",
        "26-06-26/Errors 26-06-26.log"
      })
  void logFilesAreKnownByName(String file) {
    assertTrue(Fridge.format().accepts(file));
    assertEquals(LocalDate.of(2026, 6, 26), Fridge.format().day(file).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backup/CH6 T 26-06-26.log",
        "26-06-26/CH6 T 26-06-26.log.bak",
        "26-06-26/CH6 X 26-06-26.log",
        "26-06-26/CH6 T 26-13-26.log",
        "26-06-26/notes.txt"
      })
  void otherFilesAreNotRead(String file) {
    assertFalse(Fridge.format().accepts(file));
  }

  @Test
  void theKindIsFoundByItsName() {
    assertInstanceOf(
        BlueforsLogs.class,
        ServiceLoader.load(InstrumentKind.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(kind -> kind.name().equals("bluefors-logs"))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void unitsAreKnownWithoutTheFridgeSoThatLimitsInWrongUnitsAreFound() {
    var kind = new BlueforsLogs();
    var settings =
        new BlueforsSettings(
            Path.of("logs"),
            Optional.of(Map.of("plate", new BlueforsSettings.Sensor("CH6"))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertEquals(Optional.of(Unit.KELVIN), kind.unit(settings, "plate/temperature"));
    assertEquals(Optional.of(Unit.KELVIN), kind.unit(settings, "still/temperature"));
    assertEquals(Optional.of(Unit.MBAR), kind.unit(settings, "p3"));
    assertEquals(Optional.of(Unit.CELSIUS), kind.unit(settings, "compressor/water-out"));
    assertEquals(Optional.of(Unit.WATT), kind.unit(settings, "heater/still"));
    assertEquals(Optional.empty(), kind.unit(settings, "mxc/temperature"));
    assertEquals(Optional.empty(), kind.unit(settings, "status/odd"));
  }
}
