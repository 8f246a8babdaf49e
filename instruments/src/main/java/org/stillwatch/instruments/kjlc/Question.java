package org.stillwatch.instruments.kjlc;

import java.util.regex.Pattern;

/** What a gauge is asked, and the eight characters that may answer it. */
enum Question {
  RD("\\d\\.\\d\\dE[+-]\\d\\d", "a pressure such as 1.53E-06"),
  RDCG1("\\d\\.\\d\\dE[+-]\\d\\d", "a pressure such as 1.53E-02"),
  RDCG2("\\d\\.\\d\\dE[+-]\\d\\d", "a pressure such as 1.53E-02"),
  VER("(?=.{8})[0-9A-Z]{2,5}-[0-9A-Z]{2,3} *", "a version such as 1769-103"),
  RU("TORR    |MBAR    |PASCAL  ", "TORR, MBAR or PASCAL"),
  RS("[0-9A-F]{2} [A-Z ]{5}", "a status such as 00 ST OK"),
  IGS("1 IG ON |0 IG OFF", "1 IG ON or 0 IG OFF"),
  DGS("1 DG ON |0 DG OFF", "1 DG ON or 0 DG OFF"),
  SES("4\\.0MA EM|0\\.1MA EM", "4.0MA EM or 0.1MA EM"),
  IG1("PROGM OK", "PROGM OK"),
  IG0("PROGM OK", "PROGM OK"),
  DG1("PROGM OK", "PROGM OK"),
  DG0("PROGM OK", "PROGM OK"),
  SE1("PROGM OK", "PROGM OK"),
  SE0("PROGM OK", "PROGM OK");

  private final Pattern answer;
  private final String expected;

  Question(String answer, String expected) {
    this.answer = Pattern.compile(answer);
    this.expected = expected;
  }

  boolean isAnsweredBy(String field) {
    return answer.matcher(field).matches();
  }

  /** For a person: {@code a pressure such as 1.53E-06}. */
  String expected() {
    return expected;
  }
}
