package org.stillwatch.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.SupplyOutput;
import org.stillwatch.core.reading.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A high-voltage supply of a running station: an instrument with outputs whose voltage can be set.
 *
 * @param outputs in the order of their numbers
 * @param settings as the station lists them, by id
 */
record Supply(String instrument, List<SupplyOutput> outputs, Map<String, JsonNode> settings) {

  static final String VSET = "vset";
  static final String ISET = "iset";
  static final String POWER = "power";

  /**
   * The supply of this name, or the only one there is.
   *
   * @param listed what the station says may be set
   */
  static Supply find(JsonNode listed, Optional<String> name) {
    var outputs = new TreeSet<SupplyOutput>();
    var settings = new LinkedHashMap<String, JsonNode>();
    for (var each : listed) {
      var id = new ChannelId(each.path("id").asString(""));
      settings.put(id.text(), each);
      SupplyOutput.of(id).filter(output -> output.id(VSET).equals(id)).ifPresent(outputs::add);
    }
    var supplies = outputs.stream().map(SupplyOutput::instrument).distinct().toList();
    if (supplies.isEmpty()) {
      throw new Failure(
          Failure.USAGE,
          "the station has no high-voltage supply, or its outputs are not known yet;"
              + " 'stillwatch status' tells how its instruments are");
    }
    if (name.isEmpty() && supplies.size() > 1) {
      throw new Failure(
          Failure.USAGE,
          "the station has the supplies "
              + String.join(", ", supplies)
              + "; say which one with --instrument");
    }
    var chosen = name.orElse(supplies.getFirst());
    if (!supplies.contains(chosen)) {
      throw new Failure(
          Failure.USAGE,
          "'" + chosen + "' is no supply; the station has " + String.join(", ", supplies));
    }
    return new Supply(
        chosen,
        outputs.stream().filter(output -> output.instrument().equals(chosen)).toList(),
        settings);
  }

  /** The output of these numbers, which must exist. */
  SupplyOutput output(int board, int channel) {
    var wanted = new SupplyOutput(instrument, board, channel);
    if (outputs.contains(wanted)) {
      return wanted;
    }
    var boards = outputs.stream().map(SupplyOutput::board).distinct().toList();
    if (!boards.contains(board)) {
      throw new Failure(
          Failure.USAGE,
          "there is no board %d of %s; expected %s"
              .formatted(
                  board,
                  instrument,
                  boards.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    throw new Failure(
        Failure.USAGE,
        "there is no channel %d on board %d of %s; expected %s"
            .formatted(channel, board, instrument, channels(board)));
  }

  /** {@code 0 to 3}. */
  String channels(int board) {
    var numbers = new ArrayList<Integer>();
    outputs.stream()
        .filter(output -> output.board() == board)
        .forEach(output -> numbers.add(output.channel()));
    return numbers.isEmpty() ? "none" : numbers.getFirst() + " to " + numbers.getLast();
  }

  /** What a setting is known to be now, in its unit. */
  OptionalDouble present(ChannelId id) {
    var known = settings.getOrDefault(id.text(), NONE).path("present");
    return known.isNumber() ? OptionalDouble.of(known.asDouble()) : OptionalDouble.empty();
  }

  private static final JsonNode NONE = MissingNode.getInstance();

  /**
   * A value as it is asked for: in a unit of the setting.
   *
   * @param text a number with its unit, or without
   * @param usual the unit of a plain number
   */
  Quantity wanted(ChannelId id, String text, Unit usual) {
    var unit = unit(id);
    var given = Quantity.parse(text);
    var quantity = given.unit().equals(Unit.NONE) ? new Quantity(given.value(), usual) : given;
    if (!quantity.fits(unit)) {
      throw new Failure(
          Failure.USAGE, id + " is set in " + unit + "; '" + text.strip() + "' is none");
    }
    return new Quantity(quantity.in(unit), unit);
  }

  private Unit unit(ChannelId id) {
    return Unit.of(settings.getOrDefault(id.text(), NONE).path("unit").asString(""));
  }

  /** What a setting is now, for a person. */
  String shown(ChannelId id) {
    var now = present(id);
    if (now.isEmpty()) {
      return "unknown";
    }
    var states = settings.getOrDefault(id.text(), NONE).path("states");
    int state = (int) now.getAsDouble();
    return states.has(state)
        ? states.path(state).asString("")
        : (Numbers.plain(now.getAsDouble()) + " " + unit(id)).strip();
  }

  /** Whether an output is known to be off. */
  boolean isOff(SupplyOutput output) {
    return shown(output.id(POWER)).equals("off");
  }
}
