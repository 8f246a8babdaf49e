package org.stillwatch.instruments.bluefors.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Past;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Result;
import org.stillwatch.simulators.bluefors.controller.SimulatedController.Measured;

class ControllerJsonTest {

  private static final String GOOD =
      new Measured(
              6,
              Instant.parse("2026-06-26T10:00:00.343614Z"),
              OptionalDouble.of(0.0123),
              10003.5,
              List.of())
          .json();

  private static final Channel MXC =
      Channel.number(
          new ChannelId("live/mxc/temperature"),
          Unit.KELVIN,
          "CH6 T",
          java.time.Duration.ofSeconds(60));

  private static Measurement read(String text) {
    var result = ControllerJson.measurement(text);
    if (result instanceof Result.Read<Measurement>(Measurement measurement)) {
      return measurement;
    }
    throw new AssertionError(result.toString());
  }

  private static String bad(String text) {
    var result = ControllerJson.measurement(text);
    return assertInstanceOf(Result.Bad.class, result, result.toString()).why().why();
  }

  @Test
  void aMeasurementHasItsSensorItsTimeToTheMicrosecondAndItsNumbers() {
    assertEquals(
        new Measurement(
            6,
            Instant.parse("2026-06-26T10:00:00.343614Z"),
            OptionalDouble.of(0.0123),
            OptionalDouble.of(10003.5),
            List.of()),
        read(GOOD));
  }

  @Test
  void microsecondsSurviveForAnyTime() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      var time =
          Instant.ofEpochSecond(
              random.nextLong(1_000_000_000L, 4_000_000_000L), random.nextInt(1_000_000) * 1000L);
      var text = new Measured(1, time, OptionalDouble.of(4), 100, List.of()).json();
      assertEquals(time, read(text).time());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "null, [511], below the range of temperatures (flag 511)",
    "null, '[514,247]', 'below the calibration (flag 514), unreliable resistance (flag 247)'",
    "null, [], the controller gives no temperature",
    "null, [999], flag 999 of the controller",
    "NaN, [], the controller gives no temperature",
    "0, [], 'sensor off, over range or not scanned (0 K)'",
    "4.2, [515], above the calibration (flag 515)",
  })
  void withoutATemperatureTheFlagsSayWhy(String kelvin, String flags, String reason) {
    var text =
        "{\"channel_nr\":6,\"temperature\":%s,\"resistance\":100,\"timestamp\":1782468000.5,\"status_flags\":%s}"
            .formatted(kelvin, flags);
    var missing = assertInstanceOf(Reading.Missing.class, read(text).temperature(MXC));
    assertEquals(reason, missing.reason());
  }

  @Test
  void aNoisyMeasurementIsSuspect() {
    var text = GOOD.replace("\"status_flags\":[]", "\"status_flags\":[241]");
    var measured = assertInstanceOf(Reading.Measured.class, read(text).temperature(MXC));
    assertEquals(Quality.SUSPECT, measured.quality());
    assertEquals(0.0123, measured.value());
  }

  @Test
  void anExcitationThatChangedByItselfIsNoFault() {
    var text = GOOD.replace("\"status_flags\":[]", "\"status_flags\":[901]");
    var measured = assertInstanceOf(Reading.Measured.class, read(text).temperature(MXC));
    assertEquals(Quality.GOOD, measured.quality());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | 'hello' is no JSON object",
        "[1] | '[1]' is no JSON object",
        "{} | channel_nr is '', expected a number from 1 to 12",
        "{\"channel_nr\":6} | a message has no 'timestamp'",
        "{\"channel_nr\":6,\"timestamp\":1782468000} | a message has no 'temperature'",
        "{\"channel_nr\":13,\"timestamp\":1782468000,\"temperature\":4} | channel_nr is 13,"
            + " expected 1 to 12",
        "{\"channel_nr\":\"6\",\"timestamp\":1782468000,\"temperature\":4} | expected a number from"
            + " 1 to 12",
        "{\"channel_nr\":6,\"timestamp\":5,\"temperature\":4} | timestamp is '5', expected seconds"
            + " since 1970",
        "{\"channel_nr\":6,\"timestamp\":1e300,\"temperature\":4} | expected seconds since 1970",
        "{\"channel_nr\":6,\"timestamp\":NaN,\"temperature\":4} | expected seconds since 1970",
        "{\"channel_nr\":6,\"timestamp\":1782468000,\"temperature\":\"cold\"} | expected a number"
            + " or null",
        "{\"status\":\"ERROR\",\"error\":{\"message\":\"busy\"}} | the controller reports 'ERROR':"
            + " 'busy'",
      })
  void whatCannotBeReadIsSaidInOneSentence(String text, String words) {
    assertTrue(bad(text).contains(words), bad(text));
  }

  @Test
  void anEmptyMessageIsNoMeasurement() {
    assertEquals("'' is no JSON object; it is left out", bad(""));
  }

  @Test
  void aMessageOfManyBytesIsNotLookedAt() {
    var result = ControllerJson.measurement(new byte[1 << 20]);
    var bad = assertInstanceOf(Result.Bad.class, result);
    assertTrue(bad.why().why().contains("1048576 bytes"), bad.why().why());
  }

  @Test
  void aHistoryWithColumnsOfDifferentLengthsIsNotGuessedAt() {
    var result =
        ControllerJson.past(
            6, "{\"measurements\":{\"timestamp\":[1,2],\"temperature\":[4],\"resistance\":[1,2]}}");
    var bad = assertInstanceOf(Result.Bad.class, result);
    assertTrue(bad.why().why().contains("2 times, 1 temperatures"), bad.why().why());
  }

  @Test
  void noTextMakesItFail() {
    var random = new SplittableRandom(7);
    var past =
        "{\"channel_nr\":6,\"measurements\":{\"timestamp\":[1782468000.5],\"temperature\":[4.2],"
            + "\"resistance\":[100]},\"over_limit\":false,\"status\":\"OK\"}";
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      var bytes = (i % 2 == 0 ? GOOD : past).getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length;
      var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
      var measurement = ControllerJson.measurement(text);
      if (measurement instanceof Result.Read<Measurement>(Measurement value)) {
        read++;
        assertTrue(value.sensor() >= 1 && value.sensor() <= 12, text);
        value.temperature(MXC);
        value.resistance(MXC);
      } else {
        var why = ((Result.Bad<Measurement>) measurement).why();
        assertTrue(why.why().length() < 250, why.why());
      }
      var rows = ControllerJson.past(6, text);
      assertTrue(rows instanceof Result.Read<Past> || rows instanceof Result.Bad<Past>);
      ControllerJson.sensors(text);
    }
    assertTrue(read > 1000, "most damage is in values that nobody reads: " + read);
  }
}
