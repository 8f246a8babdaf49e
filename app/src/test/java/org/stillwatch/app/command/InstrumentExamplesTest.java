package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.simulators.cryomech.SimulatedCpa;
import org.stillwatch.simulators.edwards.SimulatedTic;
import org.stillwatch.simulators.iseg.SimulatedIseg;
import org.stillwatch.simulators.kinds.SimulatedKind.Choice;
import org.stillwatch.simulators.kinds.Simulators;
import org.stillwatch.simulators.lakeshore.Simulated218;
import org.stillwatch.simulators.lakeshore.Simulated372;
import org.stillwatch.simulators.pfeiffer.SimulatedTpg;
import org.stillwatch.simulators.scpi.SimulatedSupply;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.simulators.wire.WireDevice;

/** Each definition in examples/instruments, through the station file, against its simulator. */
class InstrumentExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples", "instruments");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<ChannelId, Channel> channels = new HashMap<>();
  private final Map<String, Reading> latest = new HashMap<>();
  private final Map<String, List<Reading>> all = new LinkedHashMap<>();
  private Health health = new Health(Health.State.STARTING, "");
  private Optional<Instrument> instrument = Optional.empty();

  @AfterEach
  void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  /** The instrument {@code x} of a definition, asked often, on a simulated device. */
  private MisbehavingDevice watch(String definition, WireDevice device, String... more)
      throws IOException {
    var misbehaving = new MisbehavingDevice(device, 1);
    var host = TcpHost.onLoopback(misbehaving);
    open.add(host);
    var station =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: Europe/Zurich}
            instruments:
              x: {definition: "%s", tcp: "%s", every: 200ms, timeout: 300ms%s}
            """
                .formatted(
                    EXAMPLES.resolve(definition).toAbsolutePath().normalize(),
                    host.where(),
                    String.join("", more)));
    var read = new StationReader(Map.of()).read(station);
    assertEquals(List.of(), read.problems());
    var opened = Assembly.open(read.usable().instruments().getFirst());
    opened.resume(Optional.empty());
    instrument = Optional.of(opened);
    open.add(opened);
    return misbehaving;
  }

  private void turn() {
    var turn = instrument.orElseThrow().turn(Instant.now());
    turn.channels().forEach(channel -> channels.put(channel.id(), channel));
    for (var scan : turn.scans()) {
      for (var reading : scan.readings()) {
        assertTrue(channels.containsKey(reading.channel()), reading + " was not declared");
        if (reading instanceof Reading.Missing missing
            && missing.reason().contains("not asked: the poll before")) {
          continue; // this machine was busy
        }
        latest.put(reading.channel().name(), reading);
        all.computeIfAbsent(reading.channel().name(), name -> new ArrayList<>()).add(reading);
      }
    }
    health = turn.health();
  }

  private void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    do {
      turn();
      assertTrue(System.nanoTime() < deadline, () -> health + " " + latest);
    } while (!reached.getAsBoolean());
  }

  private double value(String name) {
    until(() -> latest.get(name) instanceof Reading.Measured);
    return assertInstanceOf(Reading.Measured.class, latest.get(name)).value();
  }

  private String text(String name) {
    double value = value(name);
    return Objects.requireNonNull(channels.get(new ChannelId("x/" + name))).text(value);
  }

  private String reason(String name) {
    until(() -> latest.get(name) instanceof Reading.Missing);
    return assertInstanceOf(Reading.Missing.class, latest.get(name)).reason();
  }

  private Controls.Outcome set(String name, String to) {
    var controls = instrument.orElseThrow().controls().orElseThrow();
    var setting =
        controls.settings().stream()
            .filter(each -> each.id().name().equals(name))
            .findFirst()
            .orElseThrow();
    return controls.set(setting, number(setting, to));
  }

  private static double number(Setting setting, String to) {
    return setting.states().isEmpty() ? Double.parseDouble(to) : setting.states().indexOf(to);
  }

  @Test
  void everyDefinitionHasItsSimulatorAndTheExampleStationNamesThemAll() throws IOException {
    var station = Files.readString(EXAMPLES.resolve("station.yaml"));
    try (var files = Files.list(EXAMPLES)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString().replace(".yaml", "");
        if (!name.equals("station")) {
          var kind = Simulators.named(name);
          assertTrue(kind.watching("tcp: \"a:1\"").contains(name + ".yaml"), name);
          assertTrue(kind.make(new Choice(List.of(), Optional.empty(), 1)).baud() > 0);
          assertTrue(station.contains("definition: " + name + ".yaml"), name);
        }
      }
    }
    var check = Run.of("check", EXAMPLES.resolve("station.yaml"));
    assertEquals(0, check.code(), check.err());
  }

  @Test
  void lakeShore218GivesEightTemperaturesAndZeroIsNone() throws IOException {
    var device = new Simulated218();
    watch("lakeshore-218.yaml", device);
    assertEquals(77.35, value("t4/temperature"), 0.2);
    device.set(2, 0);
    assertTrue(reason("t2/temperature").contains("stands for no value"));
    assertEquals(4.21, value("t1/temperature"), 0.1);
  }

  @Test
  void lakeShore372GivesTheChannelThatIsScannedAlone() throws IOException {
    var device = new Simulated372();
    device.stayOn(6);
    watch("lakeshore-372.yaml", device);
    assertEquals(0.00912, value("mxc/temperature"));
    assertTrue(value("mxc/resistance") > 1000);
    assertEquals(6, value("scanner/channel"));
    assertFalse(all.containsKey("still/temperature"), "an old value is not read");
    device.overload(6, 17);
    assertEquals("CS OVL, R.OVER", reason("mxc/temperature"));
  }

  @Test
  void lakeShore372TakesItsHeaterBackToOff() throws IOException {
    watch("lakeshore-372.yaml", new Simulated372());
    turn();
    assertEquals(new Controls.Outcome.Done(4), set("heater/range", "1mA"));
    assertEquals(new Controls.Outcome.Done(0), set("heater/range", "off"));
    assertInstanceOf(Controls.Outcome.Done.class, set("heater/setpoint", "0.02"));
    assertInstanceOf(Controls.Outcome.Refused.class, set("heater/setpoint", "301"));
  }

  @Test
  void maxiGaugeTakesNoPressureWithAnotherStatusThanOk() throws IOException {
    var device = new SimulatedTpg(false);
    device.set(3, 5, 0);
    var line = watch("pfeiffer-maxigauge.yaml", device);
    assertEquals(1.2e-2, value("p1"));
    assertEquals("no sensor", reason("p3"));
    device.set(1, 2, 1e3);
    assertEquals("over range", reason("p1"));
    line.always(new Misbehaviour.Garbage());
    until(() -> health.state() != Health.State.OK);
    line.behave();
    assertEquals(3.4e-6, value("p2"));
  }

  @Test
  void tpg366IsStoppedTalkingFirst() throws IOException {
    watch("pfeiffer-tpg366.yaml", new SimulatedTpg(true));
    assertEquals(1.2e-2, value("p1"));
    assertEquals(1.0e3, value("p6"));
    assertFalse(health.state() == Health.State.UNREACHABLE);
  }

  @Test
  void edwardsTicIsReadInPascalAndSwitched() throws IOException {
    var device = new SimulatedTic();
    watch("edwards-tic.yaml", device);
    assertEquals(0.50691, value("p1"), 1e-9);
    assertEquals("the gauge is off", reason("p3"));
    assertEquals("running", text("turbo/state"));
    device.set(914, 6, 1);
    assertEquals("striking", reason("p2"));
    assertEquals(new Controls.Outcome.Done(0), set("turbo", "off"));
    until(() -> text("turbo/state").equals("stopped"));
    assertEquals(new Controls.Outcome.Done(1), set("turbo", "on"));
  }

  @Test
  void scpiSupplyIsReadAndSet() throws IOException {
    var device = new SimulatedSupply();
    watch("scpi-supply.yaml", device);
    assertEquals(0, value("voltage"));
    assertEquals("off", text("output"));
    assertInstanceOf(Controls.Outcome.Done.class, set("voltage/set", "12.5"));
    assertInstanceOf(Controls.Outcome.Done.class, set("current/limit", "2"));
    assertEquals(new Controls.Outcome.Done(1), set("output", "on"));
    until(() -> value("voltage") == 12.5);
    device.overRange(true);
    assertEquals("over range", reason("current"));
    assertInstanceOf(Controls.Outcome.Refused.class, set("voltage/set", "31"));
  }

  @Test
  void isegEchoesItsCommands() throws IOException {
    var device = new SimulatedIseg();
    watch("iseg-nhr.yaml", device);
    assertEquals(1.2, value("ch0/vmon"), 1e-9);
    assertEquals(3.4e-9, value("ch0/imon"), 1e-12);
    assertEquals(31.2, value("module/temperature"));
    assertEquals("on", text("status/on"));
  }

  @Test
  void cryomechIsReadInOneRequestAndSwitched() throws IOException {
    var device = new SimulatedCpa(SimulatedCpa.Wire.TCP, 1);
    var line = watch("cryomech-cpa.yaml", device);
    assertEquals(25.9, value("compressor/water-out"));
    assertEquals(17.2, value("compressor/water-in"));
    assertEquals("running", text("state"));
    assertEquals(List.of("state", "running"), List.copyOf(all.keySet()).subList(0, 2));
    device.alarm(16 + 524288);
    until(() -> text("alarm/oil-high").equals("on"));
    assertEquals("on", text("alarm/cold-head-stall"));
    assertEquals("off", text("alarm/oil-low"));
    assertEquals(new Controls.Outcome.Done(0), set("compressor", "off"));
    until(() -> text("state").equals("idle"));
    line.always(new Misbehaviour.WrongAddress());
    assertTrue(reason("compressor/oil").contains("unit 2 spoke, not 1"));
    line.behave();
    until(() -> latest.get("compressor/oil") instanceof Reading.Measured);
  }

  @Test
  void cryomechOverASerialConverterHasChecksums() throws IOException {
    var device = new SimulatedCpa(SimulatedCpa.Wire.RTU, 1);
    var line = watch("cryomech-cpa.yaml", device, ", framing: rtu");
    assertEquals(95.1, value("pressure/low"));
    line.always(new Misbehaviour.Garbage());
    until(() -> latest.get("pressure/low") instanceof Reading.Missing);
    line.behave();
    assertEquals(285.4, value("pressure/high"));
    assertEquals(new Controls.Outcome.Done(0), set("compressor", "off"));
  }

  @Test
  void aWrongOrderOfWordsIsSeenByTheRanges() throws IOException {
    var device = new SimulatedCpa(SimulatedCpa.Wire.TCP, 1);
    int bits = Float.floatToRawIntBits(25.9f);
    device.number(9, Float.intBitsToFloat(Integer.rotateLeft(bits, 16)));
    watch("cryomech-cpa.yaml", device);
    assertTrue(reason("compressor/water-out").contains("cannot be; expected 0.1 to 120 degC"));
  }

  @Test
  void aDeviceThatIsGoneIsUnreachableAndComesBack() throws IOException {
    var line = watch("edwards-tic.yaml", new SimulatedTic());
    assertTrue(value("p1") > 0);
    line.always(new Misbehaviour.Silence());
    assertTrue(reason("p1").contains("did not answer '?V913' within 0.3 s"));
    assertTrue(reason("turbo/state").startsWith("not asked: did not answer"));
    until(() -> health.state() == Health.State.UNREACHABLE);
    line.behave();
    assertTrue(value("p1") > 0);
  }
}
