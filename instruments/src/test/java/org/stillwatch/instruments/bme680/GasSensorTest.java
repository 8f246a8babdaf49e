package org.stillwatch.instruments.bme680;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.simulators.bme680.SimulatedGasSensor;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Trouble;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.FakeTime;

class GasSensorTest {

  private static final byte[] NOTHING = {};

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private SimulatedGasSensor arduino = new SimulatedGasSensor(Sketch.PICOSEC, 1);
  private MisbehavingDevice line = new MisbehavingDevice(arduino, 1);

  private GasSensor sensor(Terminator terminator) {
    return sensor(new DevicePort("/dev/ttyACM0", time, line), terminator);
  }

  private GasSensor sensor(DevicePort port, Terminator terminator) {
    var lane = new Lane(port, GasSensor.MANNERS, time);
    return new GasSensor(
        "gas", lane, terminator, Duration.ofMinutes(5), Duration.ofSeconds(10), time, lane::close);
  }

  private Poll poll(GasSensor sensor) {
    time.rest(Duration.ofSeconds(10));
    return sensor.poll(time.instant());
  }

  private static Reading of(Poll poll, String channel) {
    return poll.readings().stream()
        .filter(reading -> reading.channel().name().equals(channel))
        .findFirst()
        .orElseThrow();
  }

  private static String reason(Poll poll, String channel) {
    return assertInstanceOf(Reading.Missing.class, of(poll, channel)).reason();
  }

  @Test
  void fourQuantitiesComeAfterTheArduinoHasStarted() {
    var poll = sensor(Terminator.AUTO).poll(time.instant());
    for (var name : List.of("temperature", "pressure", "humidity", "resistance")) {
      assertInstanceOf(Reading.Measured.class, of(poll, "air/" + name), name);
    }
    assertEquals(1, poll.answers());
  }

  @Test
  void theResistanceIsSuspectWhileTheSensorWarmsUp() {
    var sensor = sensor(Terminator.AUTO);
    var first = poll(sensor);
    assertEquals(Quality.SUSPECT, ((Reading.Measured) of(first, "air/resistance")).quality());
    assertEquals(Quality.GOOD, ((Reading.Measured) of(first, "air/temperature")).quality());
    assertEquals(1, ((Reading.Measured) of(first, "air/warm-up")).value());
    assertEquals("the gas sensor is warming up", first.health().reason());
    time.rest(Duration.ofMinutes(5));
    var later = poll(sensor);
    assertEquals(Quality.GOOD, ((Reading.Measured) of(later, "air/resistance")).quality());
    assertEquals(0, ((Reading.Measured) of(later, "air/warm-up")).value());
  }

  @Test
  void itWarmsUpAgainAfterItWasPlugged() {
    var port = new DevicePort("/dev/ttyACM0", time, line);
    var sensor = sensor(port, Terminator.AUTO);
    var first = poll(sensor);
    time.rest(Duration.ofMinutes(5));
    assertEquals("", poll(sensor).health().reason());
    port.unplug(Duration.ofSeconds(30));
    assertEquals(Health.State.UNREACHABLE, poll(sensor).health().state());
    time.rest(Duration.ofMinutes(1));
    assertEquals("the gas sensor is warming up", poll(sensor).health().reason());
    assertEquals(5, first.readings().size());
  }

  @Test
  void aSpoiltLineIsAskedForOnceMore() {
    var sensor = sensor(Terminator.AUTO);
    line.next(1, new Misbehaviour.Truncate());
    line.next(1, new Misbehaviour.LineFeed());
    var poll = poll(sensor);
    assertInstanceOf(Reading.Measured.class, of(poll, "air/humidity"));
    assertEquals(2, poll.answers());
    assertEquals(1, poll.unreadable().size());
  }

  @Test
  void whatTheSensorCannotDoIsMissingWithThatReason() {
    var sensor = sensor(Terminator.AUTO);
    arduino.have(Trouble.DOES_NOT_BEGIN);
    var poll = poll(sensor);
    assertEquals("the sensor did not start a measurement", reason(poll, "air/temperature"));
    assertEquals(2, line.replies(), "asked once more");
    arduino.have(Trouble.NONE);
    assertInstanceOf(Reading.Measured.class, of(poll(sensor), "air/temperature"));
  }

  @Test
  void anArduinoWithoutASensorIsToldFromOneThatIsSilent() {
    arduino.have(Trouble.NOT_THERE);
    var poll = poll(sensor(Terminator.AUTO));
    assertEquals(
        "the Arduino at /dev/ttyACM0 says that it finds no BME680; check the wiring",
        poll.health().reason());
    assertEquals("the Arduino finds no BME680", reason(poll, "air/pressure"));
  }

  @Test
  void aSilentArduinoSaysWhatToLookFor() {
    line.always(new Misbehaviour.Silence());
    var poll = poll(sensor(Terminator.AUTO));
    assertEquals(Health.State.UNREACHABLE, poll.health().state());
    assertTrue(
        poll.health().reason().startsWith("the Arduino did not answer within 3 s"),
        poll.health().reason());
  }

  @Test
  void theSisterSketchIsReadWithItsTerminatorOrByItself() {
    arduino = new SimulatedGasSensor(Sketch.MANGOLINO, 1);
    line = new MisbehavingDevice(arduino, 1);
    assertInstanceOf(Reading.Measured.class, of(poll(sensor(Terminator.PANDA)), "air/pressure"));
    assertInstanceOf(Reading.Measured.class, of(poll(sensor(Terminator.AUTO)), "air/pressure"));
    assertTrue(reason(poll(sensor(Terminator.NONE)), "air/pressure").contains("expected nothing"));
  }

  @Test
  void aSketchWithoutTheTerminatorThatWasPromisedIsRefused() {
    assertTrue(
        reason(poll(sensor(Terminator.PANDA)), "air/pressure").contains("expected a line PANDA"));
  }

  private static GasLine read(String text) {
    return GasLine.read(
        new Answer.Complete(text.getBytes(StandardCharsets.ISO_8859_1), Duration.ofMillis(260)),
        NOTHING,
        Terminator.AUTO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "38.21;51234",
        "294.53;100712;38.21",
        "294.53;100712;38.21;",
        "294.53;100712;38.21;51234;",
        "294.53;100712;38.21;51234;7",
        "294.5;100712;38.21;51234",
        "294.53;100712;38.2;51234",
        "294.53;100712.5;38.21;51234",
        "294.53,100712,38.21,51234",
        "294,53;100712;38,21;51234",
        "294.53;100712;38.21;nan",
        "nan;100712;38.21;51234",
        "-94.53;100712;38.21;51234",
        " 294.53;100712;38.21;51234",
        "294.53;100712;38.21;51234 ",
        "94.53;100712;38.21;51234",
        "100712;38.21;51234;294.53",
        "394.53;100712;38.21;51234",
        "294.53;10071;38.21;51234",
        "294.53;200712;38.21;51234",
        "294.53;100712;138.21;51234",
        "294.53;100712;38.21;512345678",
        "294.53;100712;38.21;1",
        "294.53;100712;38.2294.53;100712;38.21;51234",
        "PANDA",
        "started",
        "R"
      })
  void whatIsNoLineOfFourPossibleNumbersIsRefused(String text) {
    assertInstanceOf(GasLine.Bad.class, read(text));
  }

  @Test
  void aGoodLineIsItsFourNumbers() {
    assertEquals(
        new GasLine.Measured(294.53, 100712, 38.21, 51234), read("294.53;100712;38.21;51234"));
  }

  @Test
  void aResistanceOfZeroIsNoResistance() {
    assertEquals(new GasLine.Measured(294.53, 100712, 38.21, 0), read("294.53;100712;38.21;0"));
  }

  @Test
  void anAnswerThatComesSoonerThanTheSensorCanMeasureIsAnEarlierOne() {
    var soon =
        GasLine.read(
            new Answer.Complete(
                "294.53;100712;38.21;51234".getBytes(StandardCharsets.ISO_8859_1),
                Duration.ofMillis(20)),
            NOTHING,
            Terminator.AUTO);
    assertTrue(
        assertInstanceOf(GasLine.Bad.class, soon).why().why().contains("an earlier request"));
  }
}
