package org.stillwatch.app.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.reading.SupplyOutput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One output of a supply, as its readings say. What is missing or old is no number.
 *
 * @param readings by the last part of the channel's id
 */
record HvRow(SupplyOutput output, Map<String, JsonNode> readings) {

  private static final JsonNode NONE = MissingNode.getInstance();

  /** The bits of {@code status}, from the lowest, that a person wants to know of. */
  private static final List<String> BITS =
      List.of(
          "on",
          "ramping up",
          "ramping down",
          "over-current",
          "over-voltage",
          "under-voltage",
          "at maximum voltage",
          "TRIPPED",
          "over power",
          "over temperature",
          "disabled",
          "killed",
          "interlocked",
          "not calibrated");

  /**
   * @param channels of the station, by id
   */
  static HvRow of(SupplyOutput output, Map<String, JsonNode> channels) {
    return new HvRow(
        output,
        Stream.of("vset", "vmon", "iset", "imon", "power", "status")
            .filter(quantity -> channels.containsKey(output.id(quantity).text()))
            .collect(
                Collectors.toMap(
                    quantity -> quantity,
                    quantity -> channels.getOrDefault(output.id(quantity).text(), NONE))));
  }

  private JsonNode reading(String quantity) {
    return readings.getOrDefault(quantity, NONE);
  }

  private boolean isKnown(String quantity) {
    var reading = reading(quantity);
    return reading.path("value").isNumber() && !reading.path("stale").asBoolean(false);
  }

  private String text(String quantity) {
    var reading = reading(quantity);
    return isKnown(quantity) ? reading.path("text").asString("") : "-";
  }

  private String state() {
    var missing =
        Stream.of("vmon", "status")
            .filter(quantity -> readings.containsKey(quantity) && !isKnown(quantity))
            .findFirst();
    if (missing.isPresent()) {
      var reading = reading(missing.get());
      return "not known: "
          + (reading.path("stale").asBoolean(false)
              ? "last read at " + reading.path("time").asString("")
              : reading.path("reason").asString("never read"));
    }
    if (!isKnown("status")) {
      return "";
    }
    long bits = Math.round(reading("status").path("value").asDouble());
    var words =
        IntStream.range(1, BITS.size())
            .filter(bit -> (bits >> bit & 1) != 0)
            .mapToObj(BITS::get)
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "ok" : words;
  }

  String line(List<String> columns) {
    return "%5d %7d %12s %12s %12s %12s  %-5s %s"
        .formatted(
            output.board(),
            output.channel(),
            text(columns.get(0)),
            text(columns.get(1)),
            text(columns.get(2)),
            text(columns.get(3)),
            text(columns.get(4)),
            state())
        .stripTrailing();
  }

  String json(List<String> columns) {
    var values =
        columns.stream()
            .map(
                quantity ->
                    "\"%s\":%s"
                        .formatted(
                            quantity,
                            !isKnown(quantity)
                                ? "null"
                                : quantity.equals("power")
                                    ? NoticeJson.string(text(quantity))
                                    : reading(quantity).path("value").toString()))
            .collect(Collectors.joining(","));
    return "{\"instrument\":%s,\"board\":%d,\"channel\":%d,%s,\"state\":%s}"
        .formatted(
            NoticeJson.string(output.instrument()),
            output.board(),
            output.channel(),
            values,
            NoticeJson.string(state()));
  }
}
