package org.stillwatch.instruments.bluefors.valvecontrol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stillwatch.core.instrument.Unreadable;

/** What ValveControl answered in one line. */
sealed interface ValveReply {

  /** {@code S11: p1=1.0e-3, p2=5.2}: values by name, in order. */
  record Values(Map<String, String> values) implements ValveReply {}

  /** {@code S09: 0.24}. */
  record One(String value) implements ValveReply {}

  /** {@code E10: permission denied}. */
  record Refused(String text) implements ValveReply {}

  record Bad(Unreadable why) implements ValveReply {}

  int MOST = 100;

  /**
   * @param code of a good answer: {@code S11}
   */
  static ValveReply parse(String code, String line) {
    if (line.matches("E\\d\\d\\b.*")) {
      return new Refused(line.length() <= 100 ? line : line.substring(0, 100));
    }
    if (!line.startsWith(code + ":")) {
      return new Bad(
          new Unreadable(
              "code " + code,
              Unreadable.shown(line)
                  + " is no answer, expected "
                  + code
                  + ": ...; it is left out"));
    }
    var text = line.substring(code.length() + 1).strip();
    if (text.indexOf('=') < 0) {
      return new One(text);
    }
    var values = new LinkedHashMap<String, String>();
    for (var part : text.split(",", MOST)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        return new Bad(
            new Unreadable(
                "part " + code,
                Unreadable.shown(part) + " in an answer is no name=value; the answer is left out"));
      }
      values.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return new Values(values);
  }
}
