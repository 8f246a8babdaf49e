package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

class LineProtocolTest {

  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");

  /** What is escaped, what servers differ in, and what looks like something else. */
  static final String NASTY = "ab,= \\\"'#_{}µ\n\r\t\0°/🧊0";

  private static String line(Series series, double value, long nanos) {
    return LineProtocol.prefix(series) + LineProtocol.number(value) + " " + nanos;
  }

  private static Series series(String measurement, Map<String, String> tags, String field) {
    return new Series(measurement, tags, field);
  }

  @Test
  void aPointOfTheOriginalGasLoggerIsWrittenAsItDidToTheLetter() {
    assertEquals(
        "Temperature\\ [K],location=Picosec\\ gas val=294.53 1732118400000000000",
        line(
            series("Temperature [K]", Map.of("location", "Picosec gas"), "val"),
            294.53,
            1732118400000000000L));
  }

  @Test
  void whatHasAMeaningIsEscapedWhereItHasIt() {
    assertEquals(
        "a\\,b=c,t\\==v\\ 2\\,3 f\\,k=1 1",
        line(series("a,b=c", Map.of("t=", "v 2,3"), "f,k"), 1, 1));
  }

  @Test
  void tagsAreSortedAndOneWithoutValueIsLeftOut() {
    var tags = Map.of("unit", "", "thing", "mxc", "instrument", "fridge", "blank", " \n ");
    assertEquals("m,instrument=fridge,thing=mxc v=1 1", line(series("m", tags, "v"), 1, 1));
  }

  @Test
  void aBackslashStaysWhereEveryServerReadsItAlike() {
    assertEquals("C:\\data v=1 1", line(series("C:\\data", Map.of(), "v"), 1, 1));
    assertEquals("a/ v=1 1", line(series("a\\", Map.of(), "v"), 1, 1));
    assertEquals(
        "a/\\ b,t=c//\\ d v=1 1", line(series("a\\ b", Map.of("t", "c\\\\ d"), "v"), 1, 1));
  }

  @Test
  void noNameBreaksTheLineOrBeginsAComment() {
    assertEquals("a\\ b v=1 1", line(series("#_a\nb", Map.of(), "v"), 1, 1));
    assertEquals("m,t=a\\ b v=1 1", line(series("m", Map.of("t", "\ra\0b\n"), "v"), 1, 1));
  }

  @Test
  void aNameOfWhichNothingIsLeftAndOneThatServersKeepAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> series("#", Map.of(), "v"));
    assertThrows(IllegalArgumentException.class, () -> series(" \n", Map.of(), "v"));
    assertThrows(IllegalArgumentException.class, () -> series("m", Map.of(), "time"));
    assertThrows(IllegalArgumentException.class, () -> series("m", Map.of("time", "x"), "v"));
    assertThrows(IllegalArgumentException.class, () -> series("m", Map.of("_time", "x"), "v"));
    assertThrows(IllegalArgumentException.class, () -> series("m", Map.of(), "_field"));
  }

  @Test
  void numbersAreFloatsAndAsShortAsTheyReadBack() {
    assertEquals("4", LineProtocol.number(4));
    assertEquals("0", LineProtocol.number(0));
    assertEquals("-0.0093", LineProtocol.number(-0.0093));
    assertEquals("2.94E-6", LineProtocol.number(2.94e-6));
    assertEquals("1E23", LineProtocol.number(1e23));
    assertEquals("100.05", LineProtocol.number(100.05));
    assertEquals("4.9E-324", LineProtocol.number(Double.MIN_VALUE));
    var random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(LineProtocol.number(value)));
      }
    }
  }

  @Test
  void everySeriesReadsBackAsItIs() {
    var random = new Random(3);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      Series series;
      try {
        series = random(random);
      } catch (IllegalArgumentException nothingLeft) {
        continue;
      }
      double value = random.nextGaussian();
      var back = StrictLine.read(line(series, value, i));
      assertEquals(series.measurement(), back.measurement());
      assertEquals(series.tags(), back.tags());
      assertEquals(series.field(), back.field());
      assertEquals(value, back.value());
      assertEquals(i, back.nanos());
      read++;
    }
    assertEquals(true, read > 25_000, () -> "too few were writable");
  }

  static Series random(Random random) {
    var tags = new HashMap<String, String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put("k" + text(random), text(random));
    }
    return new Series(text(random), tags, "f" + text(random));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    var letters = NASTY.codePoints().toArray();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  @Test
  void aReasonReadsBackWithoutItsLineBreaksAndIsCut() {
    var series = series("temperature", Map.of("instrument", "fridge"), "value");
    var back = StrictLine.read(LineProtocol.reason(series, "over \"range\"\n\\ (> 1000 mbar)", 7));
    assertEquals("over \"range\" \\ (> 1000 mbar)", back.value());
    assertEquals("reason", back.field());
    assertEquals(
        1000,
        StrictLine.read(LineProtocol.reason(series, "🧊".repeat(5000), 7))
            .value()
            .toString()
            .codePoints()
            .count());
  }

  private static long nanos(String time, int ordinal) {
    return LineProtocol.nanos(Reading.measured(MXC, Instant.parse(time), ordinal, 1));
  }

  @Test
  void timesAreExactNanosecondsAndAnOrdinalIsOneMore() {
    assertEquals(1782475200123456789L, nanos("2026-06-26T12:00:00.123456789Z", 0));
    assertEquals(1782475200000000002L, nanos("2026-06-26T12:00:00Z", 2));
    assertEquals(-1, nanos("1969-12-31T23:59:59.999999999Z", 0));
    assertEquals(-1_500_000_000, nanos("1969-12-31T23:59:58.5Z", 0));
    assertEquals(Long.MIN_VALUE + 2, nanos("1677-09-21T00:12:43.145224194Z", 0));
    assertEquals(Long.MAX_VALUE - 1, nanos("2262-04-11T23:47:16.854775806Z", 0));
    assertThrows(DateTimeException.class, () -> nanos("1677-09-21T00:12:43.145224193Z", 0));
    assertThrows(DateTimeException.class, () -> nanos("2262-04-11T23:47:16.854775806Z", 1));
    assertThrows(DateTimeException.class, () -> nanos("+9999999-01-01T00:00:00Z", 0));
  }
}
