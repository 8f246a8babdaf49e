package org.stillwatch.instruments.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.ValueChannel.Meaning;

class ValueChannelTest {

  private static final Instant TIME = Instant.parse("2026-11-21T10:00:00Z");

  private static ValueChannel channel(ValueKeys keys) {
    return new ValueChannel("x", keys, Duration.ofSeconds(5));
  }

  private static ValueKeys keys(Optional<Double> scale, List<String> missing, List<Double> range) {
    return new ValueKeys(
        "p1",
        Optional.of(Unit.MBAR),
        scale,
        Optional.empty(),
        missing,
        Map.of("9.9E37", "over range"),
        Map.of(),
        range,
        Map.of(),
        Optional.empty());
  }

  private static ValueKeys states(Map<String, String> states) {
    return new ValueKeys(
        "pump",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        states,
        List.of(),
        Map.of(),
        Optional.empty());
  }

  @Test
  void aNumberIsScaledAndLooksAtItsRange() {
    var channel = channel(keys(Optional.of(0.01), List.of(), List.of(0.0, 2000.0)));
    assertEquals(new Meaning.Measured(0.5), channel.meaning(" +5.0e+01 "));
    assertEquals(
        new Meaning.Unfit("20000 mbar cannot be; expected 0 to 2000 mbar"), channel.meaning("2E6"));
  }

  @Test
  void sentinelsAreMissingHoweverTheyAreWritten() {
    var channel = channel(keys(Optional.empty(), List.of("9.99E+09", "OFF", "0"), List.of()));
    assertEquals(new Meaning.Absent("over range"), channel.meaning("+9.90000E+37"));
    for (var text : List.of("9.99E9", "9990000000", "OFF", "-0.000", "0")) {
      assertTrue(channel.meaning(text) instanceof Meaning.Absent, text);
    }
    assertEquals(new Meaning.Measured(9.98e9), channel.meaning("9.98E+09"));
  }

  @Test
  void whatIsNoNumberAsAWholeIsNone() {
    var channel = channel(keys(Optional.empty(), List.of(), List.of()));
    for (var text :
        List.of("", "1.2.3", "1e", "NaN", "Infinity", "0x10", "1d", "1,2", "1e999", "--1", "1 2")) {
      assertTrue(channel.meaning(text) instanceof Meaning.Unfit, text);
    }
  }

  @Test
  void statesAreWordsByTextOrNumber() {
    var states = new LinkedHashMap<String, String>();
    states.put("0", "off");
    states.put("4", "running");
    states.put("5", "running");
    var channel = channel(states(states));
    assertEquals(List.of("off", "running"), channel.channel().states());
    assertEquals(new Meaning.Measured(1), channel.meaning("04"));
    assertEquals(new Meaning.Measured(1), channel.meaning("5.0"));
    assertEquals(
        new Meaning.Unfit("state '7' is not known; expected 0, 4, 5"), channel.meaning("7"));
  }

  @Test
  void eachBitOfAMaskIsAChannel() {
    var channel =
        channel(
            new ValueKeys(
                "alarm",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of("16", "oil-high"),
                Optional.empty()));
    var readings = channel.readings("17.0", TIME);
    assertEquals(
        List.of("x/alarm", "x/alarm/oil-high"),
        readings.stream().map(each -> each.channel().text()).toList());
    assertEquals(1, ((Reading.Measured) readings.get(1)).value());
    for (var none : List.of("-1", "1.5", "1e300")) {
      assertTrue(channel.meaning(none) instanceof Meaning.Unfit, none);
    }
    assertEquals(2, channel.missing(TIME, "silent").size());
  }

  @Test
  void aDecimalNumberIsReadAsBigDecimalReadsIt() {
    var random = new Random(7);
    var alphabet = "0123456789+-.eE ";
    int numbers = 0;
    for (int i = 0; i < 200_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var parsed = DecimalNumber.parse(text.toString());
      Optional<BigDecimal> other = Optional.empty();
      try {
        other = Optional.of(new BigDecimal(text.toString().strip()));
      } catch (NumberFormatException e) {
        // not a number for it either
      }
      if (parsed.isPresent()) {
        numbers++;
        assertEquals(
            other.orElseThrow().doubleValue() + 0.0, parsed.getAsDouble() + 0.0, text.toString());
      } else {
        assertTrue(
            other.isEmpty() || Double.isInfinite(other.get().doubleValue()), text.toString());
      }
    }
    assertTrue(numbers > 10_000, "numbers: " + numbers);
  }

  @Test
  void aSentinelIsWhatTheDeviceGivesAndARangeWhatComesOfIt() {
    var channel =
        new ValueChannel(
            "x",
            new ValueKeys(
                "t",
                Optional.of(Unit.CELSIUS),
                Optional.of(0.1),
                Optional.of(-273.0),
                List.of("3000"),
                Map.of(),
                Map.of(),
                List.of(-10.0, 50.0),
                Map.of(),
                Optional.empty()),
            Duration.ofSeconds(1));
    assertEquals(new Meaning.Measured(20), channel.meaning("2930"));
    assertTrue(channel.meaning("3000") instanceof Meaning.Absent, "30 degC would be in the range");
    assertEquals(new Meaning.Measured(-10), channel.meaning("2630"));
    assertEquals(new Meaning.Measured(50), channel.meaning("3230"));
    assertTrue(channel.meaning("3231") instanceof Meaning.Unfit);
    assertTrue(channel.meaning("2629") instanceof Meaning.Unfit);
  }

  @Test
  void scalesAreDecimal() {
    assertEquals(0.50691, DecimalNumber.scaled(50.691, 0.01, 0));
    assertEquals(0.3, DecimalNumber.scaled(3, 0.1, 0));
    assertEquals(0.1, DecimalNumber.scaled(273.25, 1, -273.15));
    assertEquals(3, DecimalNumber.unscaled(0.3, 0.1));
    assertEquals(Double.POSITIVE_INFINITY, DecimalNumber.scaled(1e308, 1000, 0));
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double number = random.nextInt(-100_000, 100_000) / 100.0;
      double scale = Math.pow(10, random.nextInt(-6, 7)) * random.nextInt(1, 10);
      double value = DecimalNumber.scaled(number, scale, 0);
      assertEquals(number * scale, value, Math.abs(value) * 1e-15);
      assertEquals(number, DecimalNumber.unscaled(value, scale), Math.abs(number) * 1e-15);
    }
  }

  @Test
  void eachStateThatIsCommandedCanBeReadBack() {
    var states = Map.of("0", "off", "1", "on");
    var shape = choice(states, Map.of("R0", "off", "R1", "on"));
    assertEquals(OptionalDouble.of(shape.readBack("R1").orElseThrow()), shape.readBack(" R1 "));
    assertEquals("on", shape.shown(shape.readBack("R1").orElseThrow()));
    assertEquals("off", shape.shown(shape.readBack("R0").orElseThrow()));
    assertTrue(shape.readBack("1").isEmpty());
    assertEquals("1", shape.sentState(shape.readBack("R1").orElseThrow()));
    assertEquals("0", shape.sentState(shape.readBack("R0").orElseThrow()));
    assertSays(
        "read-states: none of them is 'off', so it could never be read back; did you mean 'of'?",
        () -> choice(states, Map.of("R0", "of", "R1", "on")));
  }

  private static SettingShape choice(Map<String, String> states, Map<String, String> readStates) {
    return new SettingShape(
        Optional.empty(),
        List.of(),
        states,
        readStates,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aPlaceInJsonBeginsWithASlashUnlessItIsAName() {
    assertEquals("/temperature", JsonValues.pointer("temperature").toString());
    assertEquals("/a/0/b", JsonValues.pointer("/a/0/b").toString());
    assertSays(
        "'a/0/b' is no place in a JSON text; expected /a/0/b, or /a~10~1b for a field of that name",
        () -> JsonValues.pointer("a/0/b"));
  }

  @Test
  void keysThatMakeNoSenseAreSaidInOneSentence() {
    assertSays(
        "range: [5.0, 1.0] is none", () -> keys(Optional.empty(), List.of(), List.of(5.0, 1.0)));
    assertSays("scale: 0.0 is none", () -> keys(Optional.of(0.0), List.of(), List.of()));
    assertSays("'P 1' is no channel of an instrument", () -> ValueKeys.number("P 1", Unit.KELVIN));
    assertSays("'3' is no bit", () -> ValueKeys.bit("3"));
  }

  private static void assertSays(String part, Runnable doing) {
    var e = assertThrows(IllegalArgumentException.class, doing::run);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
