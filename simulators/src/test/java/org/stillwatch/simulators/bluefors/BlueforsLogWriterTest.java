package org.stillwatch.simulators.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillwatch.simulators.bluefors.FridgeModel.Compressor;
import org.stillwatch.simulators.bluefors.FridgeModel.Gauge;
import org.stillwatch.simulators.bluefors.FridgeModel.Heater;
import org.stillwatch.simulators.bluefors.FridgeModel.Scroll;
import org.stillwatch.simulators.bluefors.FridgeModel.Sensor;
import org.stillwatch.simulators.bluefors.FridgeModel.State;
import org.stillwatch.simulators.bluefors.FridgeModel.Turbo;

class BlueforsLogWriterTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  /** 26-06-26 00:00:02 in Zurich. */
  private static final Instant WALL = Instant.parse("2026-06-25T22:00:02Z");

  private static final String DAY = "26-06-26";

  @TempDir private Path folder;

  private BlueforsLogWriter writer(Build build) {
    return new BlueforsLogWriter(folder, ZURICH, build);
  }

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve(DAY).resolve(name + DAY + ".log"));
  }

  private static SequencedMap<String, Boolean> switches(boolean v1) {
    var positions = new LinkedHashMap<String, Boolean>();
    positions.put("v1", v1);
    positions.put("v10", false);
    positions.put("v11", false);
    positions.put("v12", true);
    positions.put("pulsetube", true);
    return positions;
  }

  private static State state(
      OptionalDouble mxcKelvin, boolean offCurve, List<SequencedMap<String, Boolean>> changes) {
    return new State(
        Duration.ZERO,
        List.of(
            new Sensor(1, OptionalDouble.of(652.669), 293.456, 2.5e-14, false),
            new Sensor(6, mxcKelvin, 14982.16, 1.5e-13, offCurve)),
        List.of(
            new Gauge(true, 1.02e-3),
            new Gauge(false, 2e-2),
            new Gauge(true, 369),
            new Gauge(true, 394),
            new Gauge(true, 7.34),
            new Gauge(true, 7.56)),
        0.242708,
        switches(true),
        changes,
        new Heater(false, 0),
        new Heater(true, 6e-3),
        Optional.of(new Compressor(true, 0, 17.5, 25.5, 38, 62, 88, 296, 22.25)),
        new Turbo(false, 0, 0),
        new Scroll(false, 0, Duration.ZERO));
  }

  private static State plain() {
    return state(OptionalDouble.of(0.007732), false, List.of());
  }

  @Test
  void writesTheRowsOfTheCurrentBuild() throws IOException {
    writer(Build.CURRENT).write(WALL, plain());
    assertEquals("26-06-26,00:00:02,6.526690e+02\r\n", file("CH1 T "));
    assertEquals("26-06-26,00:00:02,1.498216e+04\r\n", file("CH6 R "));
    assertEquals("26-06-26,00:00:02,7.732000e-03\r\n", file("CH6 T "));
    assertEquals("26-06-26,00:00:02,1.500000e-13\r\n", file("CH6 P "));
    assertEquals("26-06-26,00:00:02,0.242708\r\n", file("Flowmeter "));
    assertEquals("26-06-26,00:00:02,0,0.00e+00,1,6.00e-03\r\n", file("Heaters "));
    assertEquals(
        "26-06-26,00:00:02,CH1,        ,1,1.02e-03,0,1,CH2,        ,0,2.00e-02,4,1,"
            + "CH3,        ,1,3.69e+02,0,1,CH4,        ,1,3.94e+02,0,1,"
            + "CH5,        ,1,7.34e+00,0,1,CH6,        ,1,7.56e+00,0,1,\r\n",
        file("maxigauge "));
    assertEquals("26-06-26,00:00:02,0,v1,1,v10,0,v11,0,v12,1,pulsetube,1\r\n", file("Channels "));
    assertEquals(
        "26-06-26,00:00:02,nxdsf,0.000000e+00,nxdspt,2.971500e+02,nxdsct,2.971500e+02,"
            + "nxdst,4.320000e+07,nxdsbs,1.142000e+08,nxdstrs,3.520000e+07,"
            + "ctrl_pres_ok,1.000000e+00,ctrl_pres,1.000000e+00,cpastate,3.000000e+00,"
            + "cparun,1.000000e+00,cpawarn,-0.000000e+00,cpaerr,-0.000000e+00,"
            + "cpatempwi,1.750000e+01,cpatempwo,2.550000e+01,cpatempo,3.800000e+01,"
            + "cpatemph,6.200000e+01,cpalp,8.800000e+01,cpalpa,8.800000e+01,"
            + "cpahp,2.960000e+02,cpahpa,2.960000e+02,cpadp,2.080000e+02,"
            + "cpacurrent,2.225000e+01,cpahours,5.300000e+07,cpascale,0.000000e+00,"
            + "cpasn,1.000100e+04,ctr_pressure_ok,1.000000e+00\r\n",
        file("Status_"));
  }

  @Test
  void writesTheRowsOfTheClassicBuild() throws IOException {
    writer(Build.CLASSIC).write(WALL, plain());
    assertEquals(" 26-06-26,00:00:02,6.526690E+2\r\n", file("CH1 T "));
    assertEquals(" 26-06-26,00:00:02,2.934560E+2\r\n", file("CH1 R "));
    assertEquals(" 26-06-26,00:00:02,7.732000E-3\r\n", file("CH6 T "));
    assertEquals(" 26-06-26,00:00:02,1.500000E-13\r\n", file("CH6 P "));
    assertEquals(" 26-06-26,00:00:02,0.242708\r\n", file("Flowmeter "));
    assertEquals(" 26-06-26,00:00:02,0,0.00e+0,1,6.00e-3\r\n", file("heaters_"));
    assertTrue(
        file("maxigauge ")
            .startsWith(
                "26-06-26,00:00:02,CH1,P1      ,1, 1.02e-3,0,1,CH2,P2      ,0, 2.00e-2,4,1,"));
    assertEquals("26-06-26,00:00:02,v11,0,v12,1,pulsetube,1,v1,1,v10,0\r\n", file("Channels "));
    assertTrue(file("Status_").contains(",cptempwo,2.986500E+2,"));
  }

  @ParameterizedTest
  @EnumSource
  void writesWhatEveryTolerantReaderTakes(Build build) throws IOException {
    var model = new FridgeModel(3);
    var fridge =
        new SimulatedFridge(model, model.start(), writer(build), 1600, Duration.ofSeconds(1));
    for (int second = 0; second < 200; second++) {
      fridge.tick(WALL.plusSeconds(second));
    }
    var stamp = " ?\\d\\d-\\d\\d-\\d\\d,\\d\\d:\\d\\d:\\d\\d";
    var number = "-?\\d\\.\\d+[eE][-+]\\d+";
    var shapes =
        new LinkedHashMap<String, Pattern>(
            java.util.Map.of(
                "CH\\d [TRP] .*", Pattern.compile(stamp + "," + number),
                "Flowmeter .*", Pattern.compile(stamp + ",\\d\\.\\d{6}"),
                "[Hh]eaters.*", Pattern.compile(stamp + ",[01]," + number + ",[01]," + number),
                "maxigauge .*",
                    Pattern.compile(stamp + ",(CH[1-6],.{8},[01], ?" + number + ",[04],1,){6}"),
                "Channels .*", Pattern.compile(stamp + "(,0)?(,[a-z0-9-]+,[01]){32}"),
                "Status_.*", Pattern.compile(stamp + "(,[a-z0-9_]+," + number + ")+"),
                "Errors .*", Pattern.compile(stamp + "(,Ch\\d,T\\. UNDER)+")));
    var seen = new TreeSet<String>();
    try (var files = Files.list(folder.resolve(DAY))) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        var shape = shapes.entrySet().stream().filter(s -> name.matches(s.getKey())).findFirst();
        assertTrue(shape.isPresent(), name);
        seen.add(shape.orElseThrow().getKey());
        var text = Files.readString(file);
        assertTrue(text.endsWith("\r\n"), name);
        for (var row : text.split("\r\n")) {
          assertTrue(shape.orElseThrow().getValue().matcher(row).matches(), name + ": " + row);
        }
      }
    }
    assertEquals(shapes.size(), seen.size());
  }

  @Test
  void writesTheSameInEveryLocale() throws IOException {
    var usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      writer(Build.CURRENT).write(WALL, plain());
    } finally {
      Locale.setDefault(usual);
    }
    assertEquals("26-06-26,00:00:02,6.526690e+02\r\n", file("CH1 T "));
    assertEquals("26-06-26,00:00:02,0.242708\r\n", file("Flowmeter "));
  }

  @Test
  void beginsANewFolderAtLocalMidnight() throws IOException {
    var writer = writer(Build.CURRENT);
    writer.write(Instant.parse("2026-06-25T21:59:59Z"), plain());
    assertFalse(Files.exists(folder.resolve(DAY)));
    writer.write(Instant.parse("2026-06-25T22:00:00Z"), plain());
    assertEquals(
        "25-06-26,23:59:59,6.526690e+02\r\n",
        Files.readString(folder.resolve("26-06-25").resolve("CH1 T 26-06-25.log")));
    assertEquals("26-06-26,00:00:00,6.526690e+02\r\n", file("CH1 T "));
  }

  @Test
  void writesBothHoursWhenTheClockGoesBack() throws IOException {
    var writer = writer(Build.CURRENT);
    writer.write(Instant.parse("2026-10-25T00:30:00Z"), plain());
    writer.write(Instant.parse("2026-10-25T01:30:00Z"), plain());
    var text = Files.readString(folder.resolve("26-10-25").resolve("Flowmeter 26-10-25.log"));
    assertEquals("25-10-26,02:30:00,0.242708\r\n".repeat(2), text);
  }

  @Test
  void writesARowForEachChangeOfASecondAndItsOwn() throws IOException {
    writer(Build.CURRENT)
        .write(
            WALL, state(OptionalDouble.empty(), false, List.of(switches(false), switches(true))));
    assertEquals(
        "26-06-26,00:00:02,0,v1,0,v10,0,v11,0,v12,1,pulsetube,1\r\n"
            + "26-06-26,00:00:02,0,v1,1,v10,0,v11,0,v12,1,pulsetube,1\r\n".repeat(2),
        file("Channels "));
  }

  @Test
  void writesNoTemperatureWhenThereIsNoneButItsResistance() throws IOException {
    writer(Build.CURRENT).write(WALL, state(OptionalDouble.empty(), true, List.of()));
    assertFalse(Files.exists(folder.resolve(DAY).resolve("CH6 T " + DAY + ".log")));
    assertEquals("26-06-26,00:00:02,1.498216e+04\r\n", file("CH6 R "));
    assertEquals("26-06-26,00:00:02,Ch6,T. UNDER\r\n", file("Errors "));
  }

  @Test
  void makesNoErrorsFileWithoutAnError() throws IOException {
    writer(Build.CURRENT).write(WALL, plain());
    assertFalse(Files.exists(folder.resolve(DAY).resolve("Errors " + DAY + ".log")));
  }

  @Test
  void leavesRowsHalfWrittenAndEndsThemLater() throws IOException {
    var writer = writer(Build.CURRENT);
    writer.write(WALL, plain());
    writer.cutNextRows();
    writer.write(WALL.plusSeconds(1), plain());
    var first = "26-06-26,00:00:02,0.242708\r\n";
    var second = "26-06-26,00:00:03,0.242708\r\n";
    var half = file("Flowmeter ");
    assertTrue(half.startsWith(first) && half.length() > first.length(), half);
    assertTrue((first + second).startsWith(half) && !half.endsWith("\n"), half);
    writer.write(WALL.plusSeconds(2), plain());
    assertEquals(first + second + "26-06-26,00:00:04,0.242708\r\n", file("Flowmeter "));
  }

  @Test
  void endsAHalfRowOfYesterdayInYesterdaysFile() throws IOException {
    var writer = writer(Build.CURRENT);
    writer.cutNextRows();
    writer.write(Instant.parse("2026-06-25T21:59:59Z"), plain());
    writer.write(Instant.parse("2026-06-25T22:00:02Z"), plain());
    assertEquals(
        "25-06-26,23:59:59,0.242708\r\n",
        Files.readString(folder.resolve("26-06-25").resolve("Flowmeter 26-06-25.log")));
    assertEquals("26-06-26,00:00:02,0.242708\r\n", file("Flowmeter "));
  }

  @Test
  void holdsRowsBackAndWritesThemInABurst() throws IOException {
    var writer = writer(Build.CURRENT);
    writer.holdRows(2);
    writer.write(WALL, plain());
    writer.write(WALL.plusSeconds(1), plain());
    assertFalse(Files.exists(folder.resolve(DAY)));
    writer.write(WALL.plusSeconds(2), plain());
    assertEquals(3, file("Flowmeter ").lines().count());
    writer.holdRows(5);
    writer.write(WALL.plusSeconds(3), plain());
    assertEquals(3, file("Flowmeter ").lines().count());
    writer.flush();
    assertEquals(4, file("Flowmeter ").lines().count());
  }

  @Test
  void makesFilesWithoutRowsForASensorThatIsSwitchedOff() throws IOException {
    var writer = writer(Build.CURRENT);
    writer.switchOff(6);
    writer.write(WALL, plain());
    assertEquals("", file("CH6 T "));
    assertEquals("", file("CH6 R "));
    assertEquals(1, file("CH1 T ").lines().count());
    writer.switchOn(6);
    writer.write(WALL.plusSeconds(1), plain());
    assertEquals("26-06-26,00:00:03,7.732000e-03\r\n", file("CH6 T "));
  }

  @Test
  void holdsALockOnAFileUntilItIsGivenBack() throws Exception {
    var writer = writer(Build.CURRENT);
    var path = folder.resolve(DAY).resolve("CH6 T " + DAY + ".log");
    try (var _ = writer.lock(WALL, "CH6 T")) {
      try (var other = FileChannel.open(path, StandardOpenOption.WRITE)) {
        assertThrows(OverlappingFileLockException.class, other::tryLock);
      }
    }
    try (var other = FileChannel.open(path, StandardOpenOption.WRITE);
        var lock = other.tryLock()) {
      assertTrue(lock.isValid());
    }
  }

  @Test
  void writesLaterWhatItCouldNotWriteNow() throws IOException {
    var blocked = folder.resolve("blocked");
    Files.writeString(blocked, "a file where a folder should be");
    var writer = new BlueforsLogWriter(blocked, ZURICH, Build.CURRENT);
    assertThrows(IOException.class, () -> writer.write(WALL, plain()));
    Files.delete(blocked);
    writer.write(WALL.plusSeconds(1), plain());
    assertEquals(
        "26-06-26,00:00:02,0.242708\r\n26-06-26,00:00:03,0.242708\r\n",
        Files.readString(blocked.resolve(DAY).resolve("Flowmeter " + DAY + ".log")));
  }
}
