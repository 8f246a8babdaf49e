package org.stillwatch.testkit.station;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.SupplyOutput;
import org.stillwatch.core.reading.Unit;

/**
 * A laboratory with one high-voltage supply, {@code hv1}: board 0 with the channels 0 to 3, and
 * board 1 with 0 and 1. All are off and at 0 V, but channel 3 of board 0, which is on at 1500 V.
 */
public final class ScriptedSupply {

  /** When all was read. */
  public static final Instant NOW = Instant.parse("2026-11-20T15:42:07Z");

  private static final Duration EVERY = Duration.ofSeconds(1);

  private ScriptedSupply() {}

  /** A station with this supply alone. */
  public static ScriptedStation station() {
    var station = new ScriptedStation("HV lab", ZoneOffset.UTC, NOW);
    addTo(station);
    return station;
  }

  /** All outputs, by number. */
  public static List<SupplyOutput> outputs() {
    return Stream.concat(
            IntStream.range(0, 4).mapToObj(channel -> new SupplyOutput("hv1", 0, channel)),
            IntStream.range(0, 2).mapToObj(channel -> new SupplyOutput("hv1", 1, channel)))
        .toList();
  }

  /** The supply in another laboratory. */
  public static void addTo(ScriptedStation station) {
    for (var output : outputs()) {
      boolean on = output.board() == 0 && output.channel() == 3;
      number(station, output.id("vset"), "V", on ? 1500 : 0);
      number(station, output.id("vmon"), "V", on ? 1499.6 : 0);
      number(station, output.id("iset"), "uA", 2);
      number(station, output.id("imon"), "uA", on ? 1.92 : 0);
      number(station, output.id("rup"), "V/s", 50);
      number(station, output.id("rdw"), "V/s", 100);
      number(station, output.id("trip"), "s", 10);
      number(station, output.id("maxv"), "V", 2000);
      number(station, output.id("status"), "", on ? 1 : 0);
      state(station, output.id("power"), on ? 1 : 0, "off", "on");
      state(station, output.id("imrange"), on ? 0 : 1, "low", "high");
      state(station, output.id("pdwn"), 0, "ramp", "kill");
      offer(station.control(), output, on);
    }
  }

  private static void offer(ScriptedControl control, SupplyOutput output, boolean on) {
    var vset = range(output.id("vset"), "V", 8000).safeAt(0).touching(Setting.Touches.OUTPUT);
    var power =
        Setting.choice(output.id("power"), true, "switches the output", "off", "on")
            .touching(Setting.Touches.OUTPUT);
    control.offer(
        vset,
        range(output.id("iset"), "uA", 3000),
        power,
        range(output.id("rup"), "V/s", 500),
        range(output.id("rdw"), "V/s", 500),
        range(output.id("trip"), "s", 1000).touching(Setting.Touches.PROTECTION),
        range(output.id("maxv"), "V", 8100).touching(Setting.Touches.PROTECTION),
        Setting.choice(output.id("imrange"), false, "chooses the range of IMON", "low", "high"),
        Setting.choice(output.id("pdwn"), false, "chooses how it goes off", "ramp", "kill")
            .touching(Setting.Touches.PROTECTION));
    control.is(vset.id(), on ? 1500 : 0);
    control.is(output.id("iset"), 2);
    control.is(power.id(), on ? 1 : 0);
  }

  private static Setting range(ChannelId id, String unit, double most) {
    return Setting.number(
        id, Unit.of(unit), Optional.of(new Setting.Range(0, most)), "sets " + id.name());
  }

  private static void number(ScriptedStation station, ChannelId id, String unit, double value) {
    station.declare(Channel.number(id, Unit.of(unit), id.name(), EVERY));
    station.remember(Reading.measured(id, NOW, 0, value));
  }

  private static void state(ScriptedStation station, ChannelId id, int value, String... words) {
    station.declare(Channel.states(id, id.name(), EVERY, words));
    station.remember(Reading.measured(id, NOW, 0, value));
  }
}
