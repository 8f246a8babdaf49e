package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.instruments.value.DecimalNumber;
import org.stillwatch.instruments.value.DeclaredSettings;
import org.stillwatch.instruments.value.ReadBack;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.modbus.ModbusAnswer;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.link.modbus.ModbusQuestion;

/** Writes holding registers and coils, and reads them back. */
final class ModbusControls implements Controls {

  private final DeclaredSettings<ModbusSettingKeys> settings;
  private final ModbusLine line;
  private final int unit;
  private final Duration deadline;
  private final SteadyClock clock;

  ModbusControls(
      String instrument,
      Map<String, ModbusSettingKeys> settings,
      ModbusLine line,
      int unit,
      Duration deadline,
      SteadyClock clock) {
    this.settings = new DeclaredSettings<>(instrument, settings, ModbusSettingKeys::shape);
    this.line = line;
    this.unit = unit;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public List<Setting> settings() {
    return settings.settings();
  }

  @Override
  public Outcome set(Setting setting, double value) {
    return settings.set(setting, value, keys -> set(setting, keys, value));
  }

  private Outcome set(Setting setting, ModbusSettingKeys keys, double value) {
    var shape = keys.shape();
    var place = keys.place();
    double number =
        shape.isChoice()
            ? DecimalNumber.parse(shape.sentState(value)).orElseThrow()
            : shape.number(value);
    var words = place.type().words(nearest(number, place.type()), place.order());
    if (words.isEmpty()) {
      return new Outcome.Refused(
          shape.shown(value)
              + " does not fit into "
              + place.type().name().toLowerCase(Locale.ROOT));
    }
    var sent = DecimalNumber.parse(place.type().text(words.get(), place.order())).orElseThrow();
    if (!shape.isChoice() && !shape.agree(value, shape.value(sent))) {
      return new Outcome.Refused(
          shape.shown(value)
              + " would be written as "
              + shape.shown(shape.value(sent))
              + ", which is another value");
    }
    var urgency = setting.isSafe(value) ? Urgency.SAFETY : Urgency.COMMAND;
    var question =
        place.table().hasBits()
            ? new ModbusQuestion.WriteCoil(place.address(), words.get().getFirst() != 0)
            : new ModbusQuestion.WriteWords(place.address(), words.get());
    return switch (line.ask(urgency, unit, question, deadline)) {
      case ModbusAnswer.Written() ->
          new ReadBack(shape, clock).until(value, () -> read(keys.readPlace(), urgency));
      case ModbusAnswer.Refused(String why) -> new Outcome.Failed("the device " + why);
      case ModbusAnswer.Wrong(String why) -> new Outcome.Unconfirmed(why);
      case ModbusAnswer.Nothing(String why) -> new Outcome.Unconfirmed(why);
      case ModbusAnswer.Values _ -> throw new IllegalStateException("nothing was read");
    };
  }

  /** The number that this type can hold; how far it may be off is judged by what it then is. */
  private static double nearest(double number, RegisterType type) {
    boolean whole = type != RegisterType.FLOAT32 && type != RegisterType.FLOAT64;
    return whole ? Math.rint(number) : number;
  }

  private ReadBack.Said read(Place place, Urgency urgency) {
    return switch (line.ask(urgency, unit, place.question(), deadline)) {
      case ModbusAnswer.Values(List<Integer> values) ->
          new ReadBack.Said.Text(place.text(values, place.address()));
      case ModbusAnswer.Refused(String why) -> new ReadBack.Said.Nothing("the device " + why);
      case ModbusAnswer.Wrong(String why) -> new ReadBack.Said.Nothing(why);
      case ModbusAnswer.Nothing(String why) -> new ReadBack.Said.Nothing(why);
      case ModbusAnswer.Written() -> throw new IllegalStateException("nothing was written");
    };
  }
}
