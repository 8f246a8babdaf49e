package org.stillwatch.simulators.kjlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.kjlc.SimulatedGauge.Fault;
import org.stillwatch.simulators.kjlc.SimulatedGauge.Model;
import org.stillwatch.simulators.kjlc.SimulatedGauge.PressureUnit;
import org.stillwatch.simulators.wire.WireDevice.Act;

/** Frames are those of the IGM402 manual (pp. 59-71). */
class GaugeLineTest {

  private final SimulatedGauge gauge =
      new SimulatedGauge("01", Model.KJLC_392, Vacuum.still(1.53e-6, 2e-2, 760));
  private GaugeLine line = new GaugeLine(List.of(gauge));
  private Duration now = Duration.ZERO;

  private String ask(String frame) {
    var said = new StringBuilder();
    for (var b : (frame + "\r").getBytes(StandardCharsets.US_ASCII)) {
      for (var act : line.receive(b, now)) {
        if (act instanceof Act.Send(byte[] bytes, Duration _)) {
          said.append(new String(bytes, StandardCharsets.US_ASCII));
        }
      }
    }
    return said.toString();
  }

  private void after(int seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void thePressureIsOffUntilTheFilamentHasStarted() {
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
    assertEquals("*01 PROGM OK\r", ask("#01IG1"));
    assertEquals("*01 1 IG ON \r", ask("#01IGS"));
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
    after(2);
    assertEquals("*01 1.53E-06\r", ask("#01RD"));
    assertEquals("*01 PROGM OK\r", ask("#01IG0"));
    assertEquals("*01 0 IG OFF\r", ask("#01IGS"));
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
  }

  @Test
  void aConvectionGaugeOverItsRangeOrWithoutItsCableSaysSo() {
    assertEquals("*01 7.60E+02\r", ask("#01RDCG2"));
    gauge.connect(Vacuum.Sensor.CONVECTION_2, false);
    assertEquals("*01 1.01E+03\r", ask("#01RDCG2"));
    assertEquals("*01 2.00E-02\r", ask("#01RDCG1"));
  }

  @Test
  void tooMuchPressureSwitchesTheIonGaugeOffAndIsRememberedUntilItIsCleared() {
    line =
        new GaugeLine(
            List.of(new SimulatedGauge("01", Model.KJLC_392, Vacuum.still(2e-2, 2e-2, 2e-2))));
    assertEquals("*01 PROGM OK\r", ask("#01IG1"));
    after(4);
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
    assertEquals("*01 01 OVPRS\r", ask("#01RS"));
    assertEquals("?01 INVALID \r", ask("#01IG1"));
    assertEquals("*01 PROGM OK\r", ask("#01IG0"));
    assertEquals("*01 00 ST OK\r", ask("#01RS"));
  }

  @Test
  void anEmissionFailureIsLatched() {
    gauge.alreadyOn();
    assertEquals("*01 1.53E-06\r", ask("#01RD"));
    gauge.fail(Fault.EMISSION);
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
    assertEquals("*01 02 EMISS\r", ask("#01RS"));
  }

  @Test
  void degasNeedsAFilamentThatIsOnAndEndsByItself() {
    assertEquals("?01 INVALID \r", ask("#01DG1"));
    gauge.alreadyOn();
    assertEquals("*01 PROGM OK\r", ask("#01DG1"));
    assertEquals("*01 1 DG ON \r", ask("#01DGS"));
    after(120);
    assertEquals("*01 0 DG OFF\r", ask("#01DGS"));
  }

  @Test
  void unknownCommandsAndStrangersAreTreatedAsTheManualSays() {
    assertEquals("?01 SYNTX ER\r", ask("#01XYZ"));
    assertEquals("", ask("#02RD"));
    assertEquals("", ask("01RD"));
    assertEquals("", ask("\n#01RD"));
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
  }

  @Test
  void gaugesOnOnePairAnswerEachToItsAddress() {
    line =
        new GaugeLine(
            List.of(
                gauge,
                new SimulatedGauge("0A", Model.KJLC_392, Vacuum.still(1, 3e-3, 1)).alreadyOn()));
    assertEquals("*01 2.00E-02\r", ask("#01RDCG1"));
    assertEquals("*0A 3.00E-03\r", ask("#0ARDCG1"));
  }

  @Test
  void otherUnitsAreSaidAndUsed() {
    gauge.alreadyOn();
    assertEquals("*01 TORR    \r", ask("#01RU"));
    gauge.show(PressureUnit.MBAR);
    assertEquals("*01 MBAR    \r", ask("#01RU"));
    assertEquals("*01 2.04E-06\r", ask("#01RD"));
  }

  @Test
  void olderFirmwareKnowsNoUnits() {
    line =
        new GaugeLine(
            List.of(
                new SimulatedGauge("01", Model.KJLC_392, Vacuum.still(1, 1, 1)).olderFirmware()));
    assertEquals("?01 SYNTX ER\r", ask("#01RU"));
    assertEquals("?01 SYNTX ER\r", ask("#01SUM"));
  }

  @Test
  void emissionIsSetAndRead() {
    assertEquals("*01 0.1MA EM\r", ask("#01SES"));
    assertEquals("*01 PROGM OK\r", ask("#01SE1"));
    assertEquals("*01 4.0MA EM\r", ask("#01SES"));
  }

  @Test
  void communicationIsLockedWhenTheLockIsOn() {
    assertEquals("?01 SYNTX ER\r", ask("#01UNL"));
    assertEquals("*01 1 UL ON \r", ask("#01TLU"));
    assertEquals("?01 COMM ERR\r", ask("#01SB9600"));
    assertEquals("*01 PROGM OK\r", ask("#01UNL"));
    assertEquals("*01 PROGM OK\r", ask("#01SB9600"));
    assertEquals("?01 COMM ERR\r", ask("#01SB9600"));
  }

  @Test
  void aResetIsNotAnsweredAndTakesTwoSeconds() {
    gauge.alreadyOn();
    assertEquals("", ask("#01RST"));
    after(1);
    assertEquals("", ask("#01RD"));
    after(1);
    assertEquals("*01 9.90E+09\r", ask("#01RD"));
    assertFalse(gauge.isOn());
  }

  @Test
  void theConvectionGaugeOfThe300SeriesHasItsOwnVersionFrame() {
    line =
        new GaugeLine(List.of(new SimulatedGauge("01", Model.KJLC_300, Vacuum.still(1, 5e-1, 1))));
    assertEquals("*0105041-00\r", ask("#01VER"));
    assertEquals("*01 5.00E-01\r", ask("#01RD"));
    assertEquals("?01 SYNTX ER\r", ask("#01IG1"));
  }

  @Test
  void everyOtherReplyIsThirteenBytes() {
    gauge.alreadyOn();
    for (var command :
        List.of(
            "RD",
            "RDS",
            "RDCG1",
            "RDCG2",
            "IGS",
            "DGS",
            "SES",
            "RS",
            "VER",
            "RU",
            "RLA+",
            "XYZ",
            "TZA",
            "SO5.00E-04",
            "RDIGE",
            "SE0",
            "IG0",
            "FAC")) {
      assertEquals(13, ask("#01" + command).length(), command);
    }
  }

  @Test
  void theVacuumOfTheDemonstrationFallsAndTheSeedDecidesIt() {
    var one = Vacuum.pumping(1);
    assertEquals(
        one.torr(Vacuum.Sensor.ION, Duration.ofMinutes(3)),
        Vacuum.pumping(1).torr(Vacuum.Sensor.ION, Duration.ofMinutes(3)));
    assertTrue(one.torr(Vacuum.Sensor.ION, Duration.ZERO) > 4e-6);
    assertTrue(one.torr(Vacuum.Sensor.ION, Duration.ofHours(2)) < 1.1e-6);
  }
}
