package org.stillwatch.simulators.caen;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a line to a supply asks for.
 *
 * @param board of lines that name one
 */
record Request(
    Optional<Integer> board,
    String command,
    Optional<Integer> channel,
    String parameter,
    Optional<String> value) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "\\$(?:BD:(\\d{1,2}),)?CMD:([A-Z]+)(?:,CH:(\\d{1,2}))?,PAR:([A-Z0-9]+)(?:,VAL:([^,]*))?");

  static Optional<Request> read(String line) {
    var shape = SHAPE.matcher(line);
    return shape.matches()
        ? Optional.of(
            new Request(
                Optional.ofNullable(shape.group(1)).map(Integer::valueOf),
                shape.group(2),
                Optional.ofNullable(shape.group(3)).map(Integer::valueOf),
                shape.group(4),
                Optional.ofNullable(shape.group(5))))
        : Optional.empty();
  }
}
