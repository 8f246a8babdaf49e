package org.stillwatch.simulators.bme680;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Trouble;
import org.stillwatch.simulators.wire.WireDevice.Act;

class SimulatedGasSensorTest {

  private static final Duration BOOTED = Duration.ofSeconds(2);

  private final SimulatedGasSensor sensor = new SimulatedGasSensor(Sketch.PICOSEC, 1);

  private static String text(List<Act> acts) {
    var said = new StringBuilder();
    for (var act : acts) {
      if (act instanceof Act.Send(byte[] bytes, Duration _)) {
        said.append(new String(bytes, StandardCharsets.US_ASCII));
      }
    }
    return said.toString();
  }

  private static String ask(SimulatedGasSensor sensor, char request, Duration now) {
    return text(sensor.receive((byte) request, now));
  }

  @Test
  void fourNumbersAnswerARequest() {
    assertEquals(List.of(), sensor.opened(Duration.ZERO));
    var acts = sensor.receive((byte) 'R', BOOTED);
    assertTrue(
        text(acts).matches("\\d{3}\\.\\d{2};\\d{6};\\d{1,2}\\.\\d{2};\\d{4,6}\r\n"), text(acts));
    assertEquals(Duration.ofMillis(250), ((Act.Send) acts.getFirst()).after());
  }

  @Test
  void itIsDeafWhileItBootsAndIgnoresAllButR() {
    assertEquals(List.of(), sensor.opened(Duration.ZERO));
    assertEquals("", ask(sensor, 'R', Duration.ofMillis(1999)));
    for (char c : "rXW\r\n".toCharArray()) {
      assertEquals("", ask(sensor, c, BOOTED));
    }
  }

  @Test
  void theFirstResistancesAfterABootAreLow() {
    assertEquals(List.of(), sensor.opened(Duration.ZERO));
    var early = Long.parseLong(ask(sensor, 'R', BOOTED).strip().split(";")[3]);
    var later = Long.parseLong(ask(sensor, 'R', Duration.ofMinutes(30)).strip().split(";")[3]);
    assertTrue(early < later / 2 && later > 50_000, early + " then " + later);
  }

  @Test
  void whatTheSensorCannotDoIsALineOfText() {
    sensor.have(Trouble.DOES_NOT_BEGIN);
    assertEquals("Failed to begin reading :(\r\n", ask(sensor, 'R', BOOTED));
    sensor.have(Trouble.DOES_NOT_COMPLETE);
    assertEquals("Failed to complete reading :(\r\n", ask(sensor, 'R', BOOTED));
  }

  @Test
  void withoutASensorItSaysSoOnceAndNeverAnswers() {
    sensor.have(Trouble.NOT_THERE);
    assertEquals(
        "Could not find a valid BME680 sensor, check wiring!\r\n",
        text(sensor.opened(Duration.ZERO)));
    assertEquals("", ask(sensor, 'R', BOOTED.plusSeconds(5)));
  }

  @Test
  void theOtherSketchEndsGoodRepliesWithPandaAndKnowsItsName() {
    var other = new SimulatedGasSensor(Sketch.MANGOLINO, 1);
    assertTrue(ask(other, 'R', BOOTED).endsWith("\r\nPANDA\r\n"));
    assertEquals("MANGOlino\r\nPANDA\r\n", ask(other, 'W', BOOTED));
    other.have(Trouble.DOES_NOT_BEGIN);
    assertEquals("Failed to begin reading :(\r\n", ask(other, 'R', BOOTED));
  }

  @Test
  void theOtherSketchIsResetByK() {
    var other = new SimulatedGasSensor(Sketch.MANGOLINO, 1);
    assertEquals("Resetting Arduinio...\r\n", ask(other, 'K', BOOTED));
    assertEquals("", ask(other, 'R', BOOTED.plusSeconds(1)));
    assertTrue(ask(other, 'R', BOOTED.plusSeconds(2)).contains(";"));
  }
}
