package org.stillwatch.instruments.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.instruments.bluefors.Fridge.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.link.file.FileRecord;

class BlueforsRowsTest {

  private static final String T = "24-12-03/CH1 T 24-12-03.log";
  private static final String GAUGES = "26-06-30/maxigauge 26-06-30.log";

  @ParameterizedTest
  @ValueSource(strings = {"03-12-24,00:22:10,6.526690e+02", " 03-12-24,00:22:10,6.526690E+2"})
  void bothBuildsWriteTheSameTemperature(String line) {
    var row = assertInstanceOf(Row.Values.class, Fridge.rows(T, line).getFirst());
    assertEquals(Fridge.local("2024-12-03T00:22:10"), row.time());
    assertEquals(Map.of("50k/temperature", "652.669"), read(T, line));
  }

  @Test
  void zeroKelvinIsNoTemperature() {
    assertEquals(
        Map.of("50k/temperature", "missing: 0 K: sensor off or not scanned"),
        read(T, "03-12-24,00:22:10,0.000000e+00"));
    assertEquals(
        Map.of("50k/temperature", "missing: 0 K: sensor off or not scanned"),
        read(T, "03-12-24,00:22:10,-0"));
  }

  @Test
  void notANumberIsMissing() {
    assertEquals(
        Map.of("50k/temperature", "missing: not a number in the log"),
        read(T, "03-12-24,00:22:10,NaN"));
    assertEquals(
        Map.of("50k/temperature", "missing: not a number in the log"),
        read(T, "03-12-24,00:22:10,1e999"));
  }

  @Test
  void impossibleResistanceIsMissing() {
    assertEquals(
        Map.of("mxc/resistance", "missing: impossible resistance 0 Ohm"),
        read("CH6 R 24-12-03.log", "03-12-24,00:22:10,0.000000e+00"));
  }

  @Test
  void excitationAndFlowAreRead() {
    assertEquals(
        Map.of("ch9/excitation", "1.0E-12"),
        read("CH9 P 24-12-03.log", "03-12-24,00:22:10,1.000000e-12"));
    assertEquals(
        Map.of("flow", "0.242708"), read("Flowmeter 24-12-03.log", "03-12-24,00:18:10,0.242708"));
    assertEquals(Map.of("flow", "0.0"), read("Flowmeter 24-12-03.log", " 03-12-24,00:18:10,-0.0"));
  }

  @Test
  void gaugesAreReadInBothForms() {
    assertEquals(
        Map.of("p1", "missing: gauge off", "p2", "0.0583"),
        read(GAUGES, "30-06-26,00:00:02,CH1,        ,0,2.00e-02,4,1,CH2,        ,1,5.83e-02,0,1,"));
    assertEquals(
        Map.of("p1", "0.00102"), read(GAUGES, "30-06-26,00:00:02,CH1,P1      ,1, 1.02e-3,0,1,"));
    assertEquals(
        Map.of("p1", "missing: gauge off"), read(GAUGES, "30-06-26,00:00:02,CH1,,0, 0.00E+0,0,0"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, under range (< 2.00e-02 mbar)",
    "2, over range (> 2.00e-02 mbar)",
    "3, gauge error",
    "4, gauge off",
    "5, no gauge",
    "6, gauge not identified",
    "7, gauge status 7"
  })
  void gaugeStatusTellsWhyThereIsNoPressure(int status, String why) {
    assertEquals(
        Map.of("p3", "missing: " + why),
        read(GAUGES, "30-06-26,00:00:02,CH3,        ,1,2.00e-02," + status + ",1,"));
  }

  @Test
  void statesAreReadWithAndWithoutTheLeadingNumber() {
    var with = "30-06-26,00:00:02,0,v1,1,turbo1,0,pulsetube,1,hs-still,0,ext,1";
    var without = " 30-06-26,00:00:02,v1,1,turbo1,0,pulsetube,1,hs-still,0,ext,1";
    var expected =
        Map.of(
            "valve/v1", "1.0",
            "pump/turbo1", "0.0",
            "pump/pulsetube", "1.0",
            "switch/hs-still", "0.0",
            "switch/ext", "1.0");
    assertEquals(expected, read("Channels 26-06-30.log", with));
    assertEquals(expected, read("Channels 26-06-30.log", without));
  }

  @Test
  void statesHaveWords() {
    var names = Fridge.names(Map.of());
    assertEquals(List.of("closed", "open"), names.state("v11").states());
    assertEquals(List.of("off", "on"), names.state("scroll2").states());
    assertEquals("fridge/pump/compressor", names.state("compressor").id().text());
    assertEquals("fridge/switch/hs-mc", names.state("hs-mc").id().text());
  }

  @Test
  void heatersThatAreOffGiveZeroWatts() {
    assertEquals(
        Map.of("heater/mxc", "2.0E-4", "heater/still", "0.0"),
        read("Heaters 26-06-30.log", "30-06-26,00:00:02,1,2.00e-04,0,6.00e-03"));
    assertEquals(
        Map.of("heater/mxc", "0.0", "heater/still", "0.006"),
        read("heaters_26-06-30.log", " 30-06-26,00:00:02,0,0.00E+0,1,6.00E-3"));
  }

  @Test
  void statusKeysBecomeChannels() {
    assertEquals(
        Map.of(
            "compressor/water-in", "10.5",
            "compressor/water-out-2", "0.0",
            "compressor/warn", "0.0",
            "scroll/pt", "309.15",
            "turbo/actualspd-3", "820.0",
            "status/ctrl-pres-ok", "1.0",
            "compressor/avgl", "95.0"),
        read(
            "Status_26-06-30.log",
            "30-06-26,00:00:02,cpatempwi,1.05e+01,cpatempwo_2,0.000000e+00,cpawarn,-0.000000e+00,"
                + "nxdspt,3.091500e+02,tc400actualspd_3,820,ctrl_pres_ok,1.0,cpavgl,95"));
  }

  @Test
  void olderCompressorTemperaturesInKelvinBecomeDegrees() {
    assertEquals(
        Map.of("compressor/water-in", "16.85"),
        read("Status_26-06-30.log", "30-06-26,00:00:02,cptempwi,2.900000E+2"));
  }

  @ParameterizedTest
  @CsvSource({
    "nxdspt, scroll/pt, K",
    "nxdst, scroll/t, s",
    "cpahours, compressor/hours, s",
    "cpalp, compressor/lp, psi",
    "nxdsf_2, scroll/f-2, Hz",
    "cpatemph, compressor/helium, degC",
    "cpasn, compressor/sn, ''",
    "Strange_Key, status/strange-key, ''"
  })
  void statusChannelsHaveUnits(String key, String name, String unit) {
    var channel = Fridge.names(Map.of()).status(key);
    assertEquals(name, channel.id().name());
    assertEquals(unit, channel.unit().symbol());
    assertEquals("Status " + key, channel.label());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          2024-12-03,00:22:10,1 | '2024-12-03' is no date; expected a date DD-MM-YY
          31-02-24,00:22:10,1   | '31-02-24' is no day of the calendar; expected a date DD-MM-YY
          03-12-24,00:60:10,1   | '00:60:10' is no time; expected a time HH:MM:SS
          03-12-24,00:22:10,abc | 'abc' is no number; expected a temperature in K
          03-12-24,00:22:10,1e  | '1e' is no number; expected a temperature in K
          03-12-24,00:22:10     | 2 fields; expected three: date, time and a temperature in K
          03-12-24,00:22:10,1,2 | 4 fields; expected three: date, time and a temperature in K
          <html>                | '<html>' is no row; expected date, time and values
          """)
  void aBadRowIsToldWithItsValueAndWhatWasExpected(String line, String why) {
    assertEquals(Map.of("unreadable", why), read(T, line));
  }

  @Test
  void badFieldsOfTheOtherFilesAreTold() {
    assertEquals(
        Map.of("unreadable", "'2' is no state; expected 0 or 1"),
        read("Channels 26-06-30.log", "30-06-26,00:00:02,0,v1,2"));
    assertEquals(
        Map.of("unreadable", "'v1' comes twice"),
        read("Channels 26-06-30.log", "30-06-26,00:00:02,0,v1,1,v1,0"));
    assertEquals(
        Map.of("unreadable", "'XX1' is no gauge; expected CH1 to CH6"),
        read(GAUGES, "30-06-26,00:00:02,XX1,,1,1e3,0,1,"));
    assertEquals(
        Map.of("unreadable", "'1.5' is no status; expected a gauge status from 0 to 6"),
        read(GAUGES, "30-06-26,00:00:02,CH1,,1,1e3,1.5,1,"));
    assertEquals(
        Map.of("unreadable", "'7' is no heater state; expected 0 for off or 1 for on"),
        read("Heaters 26-06-30.log", "30-06-26,00:00:02,7,1.0,0,1.0"));
  }

  @Test
  void aRowWithAnotherDateThanItsFileIsRead() {
    var row = Fridge.rows(T, "04-12-24,00:00:02,4.2").getFirst();
    assertEquals(
        Fridge.local("2024-12-04T00:00:02"), assertInstanceOf(Row.Values.class, row).time());
  }

  @Test
  void anEmptyLineIsNoProblem() {
    assertEquals(Map.of("nothing", ""), read(T, "  "));
  }

  @Test
  void aRowThatCannotBeReadShowsNoChannels() {
    var reader = Fridge.reader("Channels 26-06-30.log");
    var bad = "30-06-26,00:00:02,0,w7,1,v1,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertInstanceOf(
        Row.Unreadable.class, reader.read(Fridge.record("Channels 26-06-30.log", bad, 1)));
    assertEquals(List.of(), reader.channels());
  }

  @Test
  void aLastLineWithoutLineFeedCountsOnlyWhenItIsWhole() {
    var reader = Fridge.reader(T);
    reader.read(record("03-12-24,00:22:10,2.938663e+02\r\n", 1));
    var cut =
        assertInstanceOf(
            Row.Unreadable.class, reader.read(record("03-12-24,00:22:20,2.938663e+0", 2)));
    assertEquals("the last line is cut off after '2.938663e+0'; expected a line feed", cut.why());
    assertInstanceOf(Row.Values.class, reader.read(record("03-12-24,00:22:20,2.938663e+02", 2)));
  }

  private static FileRecord record(String text, long number) {
    return Fridge.record(T, text.getBytes(StandardCharsets.ISO_8859_1), number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.082760e+02",
        "0.002971",
        "-1.024536e+00",
        "9007199254740993",
        "1.7976931348623157e308",
        "4.9e-324",
        "123456789012345678901234567890",
        "0.1",
        "1e22",
        "1e23",
        "5E-5",
        "+3",
        ".5",
        "7."
      })
  void numbersAreReadExactly(String text) throws BadField {
    var fields = new Fields();
    fields.split((text + ",").getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(Double.parseDouble(text), fields.number(0, "a number"));
  }

  @Test
  void randomNumbersAreReadExactly() throws BadField {
    var random = new Random(7);
    var fields = new Fields();
    for (int i = 0; i < 20_000; i++) {
      var text =
          switch (i % 3) {
            case 0 -> String.format(Locale.ROOT, "%.6e", random.nextGaussian() * 1e3);
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            default -> Float.toString(random.nextFloat());
          };
      if (text.contains("N") || text.contains("I")) {
        continue;
      }
      fields.split(text.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(Double.parseDouble(text), fields.number(0, "a number"), text);
    }
  }

  private static final Map<String, String> GOOD =
      Map.of(
          "CH6 T 26-06-30.log", "30-06-26,00:00:02,2.793549e+01",
          "CH6 R 26-06-30.log", " 30-06-26,00:00:02,1.200081E+3",
          "maxigauge 26-06-30.log",
              "30-06-26,00:00:02,CH1,        ,0,2.00e-02,4,1,CH2,        ,1,5.83e-02,0,1,",
          "Channels 26-06-30.log", "30-06-26,00:00:02,0,v1,0,v2,1,turbo1,0,ext,1",
          "Status_26-06-30.log", "30-06-26,00:00:02,nxdsf,0.000000e+00,cpatempwi,1.05e+01",
          "Heaters 26-06-30.log", "30-06-26,00:00:02,0,0.00e+00,1,1.00e+00",
          "Flowmeter 26-06-30.log", "30-06-26,00:00:02,0.002971",
          "Errors 26-06-30.log", "30-06-26,00:00:02,Ch6,T. UNDER,Ch5,T. OVER");

  @Test
  void noGarbageBreaksAReaderAndEveryRowIsAccountedFor() {
    var random = new Random(20260626);
    var files = new ArrayList<>(GOOD.keySet());
    files.sort(null);
    int values = 0;
    int nothing = 0;
    int unreadable = 0;
    int rows = 0;
    for (int round = 0; round < 400; round++) {
      var file = files.get(random.nextInt(files.size()));
      var reader = Fridge.reader(file);
      for (int line = 1; line <= 50; line++) {
        var other = GOOD.get(files.get(random.nextInt(files.size())));
        var bytes = garbage(random, assertNotNullText(GOOD.get(file)), assertNotNullText(other));
        rows++;
        switch (reader.read(Fridge.record(file, bytes, line))) {
          case Row.Values row -> values++;
          case Row.Nothing row -> nothing++;
          case Row.Unreadable row -> {
            unreadable++;
            assertTrue(row.why().length() < 200, row.why());
          }
        }
        for (Channel channel : reader.channels()) {
          assertEquals("fridge", channel.id().instrument());
        }
      }
    }
    assertEquals(rows, values + nothing + unreadable);
    assertTrue(values > 1000 && unreadable > 1000, values + " " + unreadable);
  }

  private static String assertNotNullText(@Nullable String text) {
    assertNotNull(text);
    return text;
  }

  private static byte[] garbage(Random random, String line, String other) {
    var bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    switch (random.nextInt(6)) {
      case 0 -> {}
      case 1 -> {
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
      case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
      case 3 ->
          bytes =
              (line.substring(random.nextInt(line.length())) + other + "\n")
                  .getBytes(StandardCharsets.ISO_8859_1);
      case 4 -> bytes = (other + "\n").getBytes(StandardCharsets.ISO_8859_1);
      default -> {
        bytes = new byte[1 + random.nextInt(3000)];
        random.nextBytes(bytes);
      }
    }
    return bytes;
  }
}
