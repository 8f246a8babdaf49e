package org.stillwatch.web.xmlrpc;

import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Unit;

/**
 * What the clients of a supply call its quantities: the names of CAEN's HV wrapper library for the
 * N1470 family, with the codes that it gives for words.
 *
 * @param word {@code VMon}
 * @param quantity the last part of the id of its channel and setting
 * @param unit in which numbers are given and taken; empty for codes
 * @param words of a choice, by the library's code; empty for numbers and bits
 */
record Parameter(String word, String quantity, Optional<Unit> unit, List<String> words) {

  static final Parameter IMON_HIGH = number("IMonH", "imon", "uA");
  static final Parameter IMON_LOW = number("IMonL", "imon", "uA");
  static final Parameter VSET = number("VSet", "vset", "V");
  static final Parameter MONITOR_RANGE = choice("ImonRange", "imrange", "high", "low");

  private static final List<Parameter> ALL =
      List.of(
          number("VMon", "vmon", "V"),
          IMON_HIGH,
          IMON_LOW,
          VSET,
          number("ISet", "iset", "uA"),
          choice("Pw", "power", "off", "on"),
          choice("Status", "status"),
          number("RUp", "rup", "V/s"),
          number("RDWn", "rdw", "V/s"),
          number("Trip", "trip", "s"),
          choice("PDwn", "pdwn", "kill", "ramp"),
          number("MaxV", "maxv", "V"),
          MONITOR_RANGE);

  private static Parameter number(String word, String quantity, String unit) {
    return new Parameter(word, quantity, Optional.of(Unit.of(unit)), List.of());
  }

  private static Parameter choice(String word, String quantity, String... words) {
    return new Parameter(word, quantity, Optional.empty(), List.of(words));
  }

  /**
   * The parameter of a name.
   *
   * @throws Fault with one sentence when there is none
   */
  static Parameter of(String word) {
    return ALL.stream()
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    Fault.WRONG_ARGUMENTS,
                    "there is no parameter '"
                        + CallReader.cut(word)
                        + "'; "
                        + NearMiss.of(
                            CallReader.cut(word), ALL.stream().map(Parameter::word).toList())));
  }
}
