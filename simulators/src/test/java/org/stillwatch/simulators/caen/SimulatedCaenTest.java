package org.stillwatch.simulators.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.simulators.caen.SimulatedBoard.Model;
import org.stillwatch.simulators.wire.WireDevice.Act;

/** The simulated supply, line by line as the manuals have it. */
class SimulatedCaenTest {

  private final SimulatedBoard board = new SimulatedBoard(0, Model.N1470, 1);
  private final SimulatedCaen supply = new SimulatedCaen(Duration.ofMillis(70), List.of(board));
  private Duration now = Duration.ZERO;

  private String say(SimulatedCaen to, String line) {
    var text = new StringBuilder();
    for (byte b : (line + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
      for (var act : to.receive(b, now)) {
        var send = (Act.Send) act;
        assertEquals(Duration.ofMillis(70), send.after());
        text.append(new String(send.bytes(), StandardCharsets.US_ASCII));
      }
    }
    return text.toString().replace("\r\n", "");
  }

  private String say(String line) {
    return say(supply, line);
  }

  private String value(int channel, String parameter) {
    return say("$BD:00,CMD:MON,CH:" + channel + ",PAR:" + parameter).replaceFirst("^.*VAL:", "");
  }

  private int status(int channel) {
    return Integer.parseInt(value(channel, "STAT"));
  }

  private void pass(double seconds) {
    now = now.plusNanos((long) (seconds * 1e9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          $BD:00,CMD:MON,PAR:BDNAME #BD:00,CMD:OK,VAL:N1470
          $BD:00,CMD:MON,CH:4,PAR:VMON #BD:00,CMD:OK,VAL:0000.0;0000.0;0000.0;0000.0
          $BD:00,CMD:MON,CH:0,PAR:STAT #BD:00,CMD:OK,VAL:00000
          $BD:00,CMD:SET,CH:1,PAR:VSET,VAL:400.0 #BD:00,CMD:OK
          $BD:00,CMD:SET,CH:1,PAR:VSET,VAL:99999 #BD:00,VAL:ERR
          $BD:00,CMD:SET,CH:1,PAR:VSET,VAL:NaN #BD:00,VAL:ERR
          $BD:00,CMD:MON,CH:5,PAR:VMON #BD:00,CH:ERR
          $BD:00,CMD:MON,CH:0,PAR:XYZ #BD:00,PAR:ERR
          $BD:00,CMD:DO,CH:0,PAR:VMON #BD:00,CMD:ERR
          $BD:00,rubbish #BD:00,CMD:ERR
          $BD:00,CMD:MON,PAR:BDALARM #BD:00,CMD:OK,VAL:00000
          $BD:00,CMD:MON,CH:1,PAR:POL #BD:00,CMD:OK,VAL:-
          """)
  void linesAreAnsweredAsInTheManual(String line, String reply) {
    assertEquals(reply, say(line));
  }

  @Test
  void anotherAddressIsNotAnswered() {
    assertEquals("", say("$BD:01,CMD:MON,PAR:BDNAME"));
    assertEquals("", say("what is not for any board"));
  }

  @Test
  void desktopBoardsHaveNoAddressAndTheSmallestNoChannel() {
    var desktop =
        new SimulatedCaen(Duration.ofMillis(70), List.of(new SimulatedBoard(0, Model.DT55XX, 1)));
    assertEquals("#CMD:OK,VAL:0000.0", say(desktop, "$CMD:MON,CH:0,PAR:VMON"));
    assertEquals("#CMD:ERR", say(desktop, "$BD:00,CMD:MON,CH:0,PAR:VMON"));
    var single =
        new SimulatedCaen(Duration.ofMillis(70), List.of(new SimulatedBoard(0, Model.DT54XX, 1)));
    assertEquals("#CMD:OK,VAL:0000.0", say(single, "$CMD:MON,PAR:VMON"));
    assertEquals("#CH:ERR", say(single, "$CMD:MON,CH:0,PAR:VMON"));
  }

  @Test
  void anOutputRampsUpAndDownAtItsRates() {
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:0,PAR:VSET,VAL:250"));
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:0,PAR:ON"));
    pass(2);
    assertEquals("0100.0", value(0, "VMON"));
    assertEquals(SimulatedOutput.ON | SimulatedOutput.RAMP_UP, status(0));
    pass(5);
    assertEquals("0250.0", value(0, "VMON"));
    assertEquals(SimulatedOutput.ON, status(0));
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:4,PAR:OFF"));
    pass(1);
    assertEquals("0150.0", value(0, "VMON"));
    assertEquals(SimulatedOutput.RAMP_DOWN, status(0));
  }

  @Test
  void aHeavyLoadLimitsTheCurrentAndTripsInTheEnd() {
    board.standing(2, 500).load(2, 1);
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:2,PAR:TRIP,VAL:3"));
    pass(1);
    assertEquals("0300.0", value(2, "VMON"));
    assertEquals("0300.00", value(2, "IMON"));
    assertTrue((status(2) & SimulatedOutput.OVER_CURRENT) != 0);
    pass(2.5);
    assertEquals(SimulatedOutput.TRIP | SimulatedOutput.RAMP_DOWN, status(2));
    assertTrue(say("$BD:00,CMD:MON,PAR:BDALARM").endsWith("00004"));
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:2,PAR:ON"));
    assertEquals(0, status(2) & SimulatedOutput.TRIP, "switching on clears it");
    assertTrue(say("$BD:00,CMD:MON,PAR:BDALARM").endsWith("00004"), "and not the latch");
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,PAR:BDCLR"));
    assertTrue(say("$BD:00,CMD:MON,PAR:BDALARM").endsWith("00000"));
  }

  @Test
  void aTripTimeOfAThousandSecondsNeverTrips() {
    board.standing(2, 500).load(2, 1);
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:2,PAR:TRIP,VAL:1000"));
    pass(7200);
    assertTrue(board.isOn(2));
  }

  @Test
  void theHighestVoltageHoldsTheOutput() {
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:0,PAR:MAXV,VAL:100"));
    board.standing(0, 300);
    assertEquals("0100.0", value(0, "VMON"));
    assertTrue((status(0) & SimulatedOutput.MAX_VOLTAGE) != 0);
  }

  @Test
  void interlockKillAndDisableTakeSettingsAndDoNothing() {
    board.standing(0, 300).interlock(true);
    assertEquals(0, board.volt(0));
    assertEquals(1 << 12, status(0));
    assertEquals("#BD:00,CMD:OK,VAL:YES", say("$BD:00,CMD:MON,PAR:BDILK"));
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:0,PAR:ON"));
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:0,PAR:VSET,VAL:100"));
    assertFalse(board.isOn(0));
    assertEquals("0300.0", value(0, "VSET"));
    board.interlock(false);
    board.kill(true);
    assertEquals(1 << 11, status(0));
    board.kill(false);
    board.disable(true);
    assertEquals(1 << 10, status(0));
  }

  @Test
  void localRefusesSettingsAndStillTells() {
    board.local(true);
    assertEquals("#BD:00,LOC:ERR", say("$BD:00,CMD:SET,CH:0,PAR:OFF"));
    assertEquals("#BD:00,CMD:OK,VAL:LOCAL", say("$BD:00,CMD:MON,PAR:BDCTR"));
  }

  @Test
  void theRangeOfTheCurrentChangesItsDecimals() {
    board.standing(0, 300).load(0, 100);
    assertEquals("0003.00", value(0, "IMON"));
    assertEquals("#BD:00,CMD:OK", say("$BD:00,CMD:SET,CH:0,PAR:IMRANGE,VAL:LOW"));
    assertEquals("0003.000", value(0, "IMON"));
  }

  @Test
  void twoBoardsNeedTwoAddresses() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SimulatedCaen(
                Duration.ZERO, List.of(board, new SimulatedBoard(0, Model.N1470, 1))));
  }
}
