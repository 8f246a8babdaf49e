package org.stillwatch.app.convert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person must know about a conversion, gathered on the way. */
final class Findings {

  private final List<Conversion.Left> left = new ArrayList<>();
  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Something was not taken over, or not surely as it was meant. */
  void left(int line, String sentence) {
    left.add(new Conversion.Left(line, sentence));
  }

  /**
   * A secret, which does not go into the station file.
   *
   * @return what stands in its place
   */
  String secret(String variable, String what, int line) {
    variables.put(variable, what + " of line " + line);
    return Yaml.quoted("${" + variable + "}");
  }

  Conversion conversion(String station) {
    var sorted = new ArrayList<>(left);
    sorted.sort(Comparator.comparingInt(Conversion.Left::line));
    return new Conversion(station, sorted, variables);
  }
}
