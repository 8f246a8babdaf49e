package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.link.lane.Answer;

/** Lines of the N1470 and DT55xxE manuals, and what cables make of them. */
class SupplyReplyTest {

  private static final Board BOARD = Board.unknown(0, Dialect.CHAIN).with(4);
  private static final Question ALL = BOARD.askAll(Parameter.VMON, false);
  private static final Question STATUS = BOARD.ask(Parameter.STAT, 0, false);
  private static final Question SET = BOARD.set(Parameter.VSET, 1, "400.0");

  private static SupplyReply read(Question question, String line, String surplus) {
    return SupplyReply.read(
        question,
        new Answer.Complete(line.getBytes(StandardCharsets.ISO_8859_1), Duration.ofMillis(10)),
        surplus.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static SupplyReply read(Question question, String line) {
    return read(question, line, "");
  }

  private static String whyBad(SupplyReply reply) {
    return assertInstanceOf(SupplyReply.Bad.class, reply).why().why();
  }

  @Test
  void linesAreThoseOfTheManual() {
    assertEquals("$BD:00,CMD:MON,CH:4,PAR:VMON", ALL.line());
    assertEquals("$BD:00,CMD:MON,CH:0,PAR:STAT", STATUS.line());
    assertEquals("$BD:00,CMD:SET,CH:1,PAR:VSET,VAL:400.0", SET.line());
    assertEquals("$BD:00,CMD:SET,CH:4,PAR:OFF", BOARD.off(4).line());
    assertEquals("$BD:00,CMD:SET,PAR:BDCLR", BOARD.clear().line());
    assertEquals(
        "$CMD:MON,CH:0,PAR:VMON",
        Board.unknown(0, Dialect.DESKTOP).ask(Parameter.VMON, 0, false).line());
    assertEquals(
        "$CMD:MON,PAR:VMON", Board.unknown(0, Dialect.SINGLE).ask(Parameter.VMON, 0, false).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0;",
        "#BD:0,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0",
        "#CMD:OK,VAL:250.1;400.0;0.0;0.0"
      })
  void valuesAreReadWithOrWithoutBoardPaddingAndLastSemicolon(String line) {
    var values = assertInstanceOf(SupplyReply.Values.class, read(ALL, line));
    assertEquals(
        List.of(250.1, 400.0, 0.0, 0.0),
        List.of(values.number(0), values.number(1), values.number(2), values.number(3)));
  }

  @Test
  void leadingZerosAreNotOctal() {
    var status =
        assertInstanceOf(SupplyReply.Values.class, read(STATUS, "#BD:00,CMD:OK,VAL:00128"));
    assertEquals(128, status.number(0));
    assertEquals(128, Quantity.STATUS.value("00128"));
    assertEquals(1, Quantity.TRIPPED.value("00128"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          CMD #BD:00,CMD:ERR
          CH #BD:00,CH:ERR
          PAR #BD:00,PAR:ERR
          VAL #BD:00,VAL:ERR
          LOC #BD:00,LOC:ERR
          LOC #LOC:ERR
          VAL #BD:00,CMD:OK,VAL:ERR
          """)
  void anErrorIsFoundAnywhereInTheLine(SupplyReply.Fault fault, String line) {
    assertEquals(new SupplyReply.Denied(fault), read(ALL, line));
    assertEquals(new SupplyReply.Denied(fault), read(SET, line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "#BD:00",
        "#BD:00,CMD:OK",
        "#BD:00,CMD:OK,VAL:",
        "#BD:00,CMD:OK,VAL:0250.1",
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;",
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;NaN;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;1e300;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;0x10.0;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;Infinity;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:0250.1;0250,1;0000.0;0000.0",
        "#BD:00,CMD:OK,VAL:00001;00001;00000;00000",
        "#BD:01,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0",
        "BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0",
        "$BD:00,CMD:MON,CH:4,PAR:VMON",
        "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0#BD:00",
        "!what is this",
        "!"
      })
  void whatIsNoAnswerToTheQuestionIsRefusedInOneSentence(String line) {
    var why = whyBad(read(ALL, line));
    assertTrue(why.startsWith("VMON of board 0 was answered "), why);
    assertTrue(why.endsWith("; it is left out"), why);
  }

  @Test
  void noAnswerToANumberFitsBitsAWordOrASetting() {
    assertInstanceOf(SupplyReply.Bad.class, read(STATUS, "#BD:00,CMD:OK,VAL:0250.1"));
    assertInstanceOf(SupplyReply.Bad.class, read(SET, "#BD:00,CMD:OK,VAL:0250.1"));
    assertInstanceOf(
        SupplyReply.Bad.class, read(BOARD.ask(Parameter.BDCTR), "#BD:00,CMD:OK,VAL:YES"));
    assertInstanceOf(
        SupplyReply.Bad.class, read(BOARD.ask(Parameter.BDNAME), "#BD:00,CMD:OK,VAL:REMOTE"));
    assertEquals(new SupplyReply.Taken(), read(SET, "#BD:00,CMD:OK"));
  }

  @Test
  void anEndOfLineMoreIsHarmlessAndASecondLineIsNot() {
    var line = "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0";
    assertInstanceOf(SupplyReply.Values.class, read(ALL, line, "\n"));
    assertTrue(
        whyBad(read(ALL, line, "\n#BD:00,CMD:OK")).contains("one of them answers an earlier"));
  }

  @Test
  void theGuardSaysWhatHappenedOnItsOwnWay() {
    assertEquals(
        new SupplyReply.Lost("10.0.0.9:1470 refused the connection", Duration.ZERO, true),
        read(ALL, "!lost 10.0.0.9:1470 refused the connection"));
    assertInstanceOf(SupplyReply.Silent.class, read(ALL, "!silent"));
    assertEquals(
        new SupplyReply.Refused("the station is not heard"),
        read(SET, "!refused the station is not heard"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          $BD:00,CMD:MON,CH:4,PAR:VMON true
          $CMD:MON,PAR:BDNAME true
          $BD:00,CMD:SET,CH:4,PAR:OFF true
          $CMD:SET,PAR:OFF true
          $BD:00,CMD:SET,CH:4,PAR:ON false
          $BD:00,CMD:SET,CH:4,PAR:OFF,VAL:1 false
          $BD:00,CMD:SET,CH:4,PAR:VSET,VAL:0 false
          $BD:00,CMD:SET,PAR:BDCLR false
          $BD:00,CMD:MON,CH:4,PAR:VMON,VAL:3 false
          """)
  void readsAndOffPassAlwaysAndNothingElse(String line, boolean passes) {
    for (var end : List.of("\r\n", "\r", "\n")) {
      assertEquals(passes, PassingRequest.mayAlwaysPass(bytes(line + end)), line);
    }
    assertFalse(PassingRequest.mayAlwaysPass(bytes(line)), "half a line");
    assertFalse(
        PassingRequest.mayAlwaysPass(bytes(line + "\r\n$BD:00,CMD:SET,CH:0,PAR:ON\r\n")),
        "two lines");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
