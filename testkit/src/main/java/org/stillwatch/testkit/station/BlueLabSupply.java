package org.stillwatch.testkit.station;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.instrument.Setting.Touches;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;

/**
 * The high-voltage supply of the blue lab: {@code hv1} with four channels. One is on its way up,
 * one is on and has been silent for four minutes, one has tripped, one is on. The gas is good, so
 * outputs may rise.
 */
public final class BlueLabSupply {

  /** The moisture of the gas that the interlocks ask about. */
  public static final Channel HUMIDITY =
      Channel.number(
          new ChannelId("gas/chamber/humidity"),
          Unit.of("%"),
          "Chamber humidity",
          Duration.ofSeconds(10));

  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration SILENT = Duration.ofMinutes(4);
  private static final String[] STATES = {
    "off", "on", "ramping-up", "ramping-down", "current-limit", "over-voltage", "tripped"
  };

  private final ScriptedStation station;
  private final List<Setting> settings = new ArrayList<>();

  private BlueLabSupply(ScriptedStation station) {
    this.station = station;
  }

  static void show(ScriptedStation station) {
    var supply = new BlueLabSupply(station);
    supply.output(0, 840, 1500, 1.08, 1, 2, Duration.ofSeconds(3));
    supply.output(1, 1200, 1200, 0.41, 1, 1, SILENT);
    supply.output(2, 3, 1500, 0, 0, 6, Duration.ofSeconds(3));
    supply.output(3, 1500, 1500, 1.92, 1, 1, Duration.ofSeconds(3));
    station.remember(
        Reading.missing(
            new ChannelId("hv1/ch2/imon"), BlueLab.NOW.minusSeconds(2), 0, "over range"));
    station.control().offer(supply.settings.toArray(Setting[]::new));
    supply.interlocks();
  }

  private void output(
      int number, double vmon, double vset, double imon, int power, int state, Duration age) {
    var output = "hv1/ch" + number + "/";
    measured(output + "vmon", "V", "CH" + number + " VMON", vmon, age);
    measured(output + "imon", "uA", "CH" + number + " IMON", imon, age);
    state(output + "power", "CH" + number + " power", power, age, "off", "on");
    state(output + "state", "CH" + number + " state", state, age, STATES);
    offer(
        number(output + "vset", "V", 3000, "sets the voltage").touching(Touches.OUTPUT).safeAt(0),
        vset);
    offer(number(output + "iset", "uA", 1000, "sets the highest current"), 20);
    offer(number(output + "rup", "V/s", 500, "sets how fast the voltage rises"), 50);
    offer(number(output + "rdw", "V/s", 500, "sets how fast the voltage falls"), 100);
    offer(
        number(output + "maxv", "V", 3100, "sets the voltage that is never exceeded")
            .touching(Touches.PROTECTION),
        1800);
    offer(
        Setting.choice(new ChannelId(output + "power"), true, "switches the output", "off", "on")
            .touching(Touches.OUTPUT),
        power);
  }

  private static Setting number(String id, String unit, double most, String what) {
    return Setting.number(
        new ChannelId(id), Unit.of(unit), Optional.of(new Setting.Range(0, most)), what);
  }

  private void offer(Setting setting, double present) {
    settings.add(setting);
    station.control().is(setting.id(), present);
  }

  private void measured(String id, String unit, String label, double value, Duration age) {
    var channel = Channel.number(new ChannelId(id), Unit.of(unit), label, PERIOD);
    station.declare(channel);
    station.remember(Reading.measured(channel.id(), BlueLab.NOW.minus(age), 0, value));
  }

  private void state(String id, String label, int value, Duration age, String... words) {
    var channel = Channel.states(new ChannelId(id), label, PERIOD, words);
    station.declare(channel);
    station.remember(Reading.measured(channel.id(), BlueLab.NOW.minus(age), 0, value));
  }

  private void interlocks() {
    station
        .control()
        .interlocks(
            interlock("gas-good", Interlock.Kind.PERMIT, "gas/chamber/humidity below 35 %"),
            interlock("gas-lost", Interlock.Kind.FORCE, "gas/chamber/humidity below 45 %"));
    station.declare(HUMIDITY);
    station.report(HUMIDITY.id().text(), 28.4);
    seen(station, 28.4);
  }

  private static Interlock interlock(String name, Interlock.Kind kind, String good) {
    return new Interlock(
        name,
        kind,
        "hv1",
        Condition.parse(good),
        Duration.ZERO,
        Interlock.STALE,
        Optional.of(Duration.ofDays(90)),
        Optional.empty());
  }

  /** A second later the gas has this moisture, %. */
  public static void gas(ScriptedStation station, double percent) {
    station.advance(Duration.ofSeconds(1));
    station.report(HUMIDITY.id().text(), percent);
    seen(station, percent);
  }

  private static void seen(ScriptedStation station, double percent) {
    station.control().see(HUMIDITY, Reading.measured(HUMIDITY.id(), station.now(), 0, percent));
  }
}
