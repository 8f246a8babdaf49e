package org.stillwatch.instruments.kjlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.link.lane.Answer;

/** Frames of the IGM402 manual (pp. 59-71), and what cables make of them. */
class GaugeReplyTest {

  private static final byte[] NOTHING = {};

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static GaugeReply read(Question question, String frame) {
    return GaugeReply.read(
        "01", question, new Answer.Complete(bytes(frame), Duration.ofMillis(10)), NOTHING);
  }

  private static String whyBad(GaugeReply reply) {
    return assertInstanceOf(GaugeReply.Bad.class, reply).why().why();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          RD,*01 1.53E-06,1.53E-06
          RD,*01 9.90E+09,9.90E+09
          RS,*01 00 ST OK,00 ST OK
          RS,*01 02 EMISS,02 EMISS
          RS,*01 20 ION C,20 ION C
          IGS,"*01 1 IG ON ","1 IG ON "
          IGS,*01 0 IG OFF,0 IG OFF
          SES,*01 0.1MA EM,0.1MA EM
          VER,*01 1769-103,1769-103
          VER,*0105041-00,05041-00
          RU,"*01 TORR    ","TORR    "
          IG1,*01 PROGM OK,PROGM OK
          """)
  void aFrameAsInTheManualIsRead(Question question, String frame, String field) {
    assertEquals(new GaugeReply.Field(field), read(question, frame));
  }

  @Test
  void errorsSayWhatTheyAre() {
    assertEquals(new GaugeReply.Unknown(), read(Question.RD, "?01 SYNTX ER"));
    assertEquals(new GaugeReply.Refused("INVALID"), read(Question.IG1, "?01 INVALID "));
    assertEquals(new GaugeReply.Refused("COMM ERR"), read(Question.IG1, "?01 COMM ERR"));
    assertEquals(new GaugeReply.Refused("LOCKED"), read(Question.IG1, "?01 LOCKED  "));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          RD,*01 1.53E-0
          RD,*01 1.53E-066
          RD,*01  1.53E-06
          RD,*011.53E-06
          RD,01 1.53E-06
          RD,#01RD
          RD,*02 1.53E-06
          RD,*0 1.53E-06
          RD,*01 1.53E 06
          RD,*01 1,53E-06
          RD,*01 1.53e-06
          RD,*01 -1.5E-06
          RD,*01 1 IG ON
          RD,*01 00 ST OK
          RD,*01 PROGM OK
          RD,*01+1.53E-06
          RD,?01
          RD,?02 SYNTX ER
          RD,?01 1.53E-06
          RD,*
          RD,""
          IGS,*01 1.53E-06
          IGS,*01 1 IG ON
          IGS,*01 0 IG ON
          RS,*01 0 IG OFF
          RU,*01 TORR
          VER,*01 1.53E-06
          """)
  void whatIsNoFrameOrAnswersAnotherQuestionIsRefused(Question question, String frame) {
    assertTrue(whyBad(read(question, frame)).endsWith("; it is left out"));
  }

  @Test
  void theAnswerOfAnotherGaugeIsCalledSo() {
    assertEquals(
        "RD was answered '*0A 1.53E-06' by another address, expected 01; it is left out",
        whyBad(read(Question.RD, "*0A 1.53E-06")));
  }

  @Test
  void onlyAFrameThatIsNotAsciiIsCalledBinary() {
    var silent =
        GaugeReply.read("01", Question.RD, new Answer.Silent(Duration.ofMillis(500)), NOTHING);
    assertEquals("RD was not answered", assertInstanceOf(GaugeReply.Silent.class, silent).why());
    var binary = new Answer.Cut(bytes("*\u0001\u0081\u0003"), Duration.ofMillis(500));
    assertTrue(whyBad(GaugeReply.read("01", Question.RD, binary, NOTHING)).contains("BINARY mode"));
    assertFalse(whyBad(read(Question.RD, "*01 1.5\u0003E-06")).contains("BINARY"));
    var cut = new Answer.Cut(bytes("*01 1.5"), Duration.ofMillis(500));
    assertEquals(
        "RD was answered only '*01 1.5' within 0.5 s, no end; it is left out",
        whyBad(GaugeReply.read("01", Question.RD, cut, NOTHING)));
  }

  @Test
  void aLineFeedAfterAFrameIsHarmlessAndASecondFrameIsNot() {
    var answer = new Answer.Complete(bytes("*01 1.53E-06"), Duration.ofMillis(10));
    assertInstanceOf(
        GaugeReply.Field.class, GaugeReply.read("01", Question.RD, answer, bytes("\n")));
    assertTrue(
        whyBad(GaugeReply.read("01", Question.RD, answer, bytes("*01 2.00E-02\r")))
            .contains("one of them answers an earlier question"));
  }

  private static PressureText pressure(Sensor sensor, String field, PressureUnit shown) {
    return PressureText.read(sensor, field, shown, PressureUnit.TORR);
  }

  @Test
  void offAndOverRangeAreNoPressures() {
    assertEquals(new PressureText.Off(), pressure(Sensor.ION, "9.90E+09", PressureUnit.PASCAL));
    assertInstanceOf(
        PressureText.None.class, pressure(Sensor.CONVECTION_1, "1.01E+03", PressureUnit.TORR));
    assertInstanceOf(
        PressureText.None.class, pressure(Sensor.CONVECTION_1, "9.99E+09", PressureUnit.TORR));
    assertInstanceOf(
        PressureText.None.class, pressure(Sensor.CONVECTION_1, "0.00E-00", PressureUnit.TORR));
  }

  @Test
  void whatMayBeOverRangeInAnotherUnitIsKeptAndSuspect() {
    var air = (PressureText.Value) pressure(Sensor.CONVECTION_1, "1.01E+03", PressureUnit.MBAR);
    assertEquals(757.6, air.value(), 0.1);
    assertEquals(Quality.SUSPECT, air.quality());
    var low = (PressureText.Value) pressure(Sensor.CONVECTION_1, "1.33E-02", PressureUnit.MBAR);
    assertEquals(9.976e-3, low.value(), 1e-6);
    assertEquals(Quality.GOOD, low.quality());
    var over = (PressureText.Value) pressure(Sensor.CONVECTION_1, "1.35E+05", PressureUnit.PASCAL);
    assertEquals(Quality.SUSPECT, over.quality());
  }

  @ParameterizedTest
  @CsvSource({
    "ION, 1.53E+06",
    "ION, 7.60E+02",
    "ION, 1.00E-20",
    "ION, 0.00E-00",
    "ION, 0.53E-06",
    "CONVECTION_1, 2.00E+03",
    "CONVECTION_1, 1.00E-09"
  })
  void whatASensorCannotMeasureIsRefused(Sensor sensor, String field) {
    assertInstanceOf(PressureText.Impossible.class, pressure(sensor, field, PressureUnit.TORR));
  }
}
