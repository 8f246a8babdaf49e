package org.stillwatch.core.control;

import java.util.Optional;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quantity;

/** Values of settings as people write and read them. */
final class Wishes {

  private Wishes() {}

  /**
   * @throws IllegalArgumentException with one sentence when the text is no value of the setting
   */
  static double value(Setting setting, String text) {
    if (!setting.states().isEmpty()) {
      int state = setting.states().indexOf(text.strip());
      if (state < 0) {
        throw new IllegalArgumentException(
            "'%s' is no state of %s; %s"
                .formatted(
                    text.strip(), setting.id(), NearMiss.of(text.strip(), setting.states())));
      }
      return state;
    }
    var quantity = Quantity.parse(text);
    if (!quantity.fits(setting.unit())) {
      throw new IllegalArgumentException(
          "%s is set in %s; '%s' is none".formatted(setting.id(), setting.unit(), text.strip()));
    }
    return quantity.in(setting.unit());
  }

  /** {@code 250 V}, {@code on}. */
  static String shown(Setting setting, double value) {
    if (!setting.states().isEmpty()) {
      int state = (int) value;
      return state == value && state >= 0 && state < setting.states().size()
          ? setting.states().get(state)
          : "state " + Numbers.plain(value);
    }
    var symbol = setting.unit().symbol();
    return Numbers.plain(value) + (symbol.isEmpty() ? "" : " " + symbol);
  }

  /** Why a value is out of range; empty when it is not. */
  static Optional<String> outOfRange(Setting setting, double value) {
    return setting
        .range()
        .filter(range -> !range.holds(value))
        .map(
            range ->
                shown(setting, value)
                    + " is out of range; expected "
                    + Numbers.plain(range.least())
                    + " to "
                    + shown(setting, range.most()));
  }
}
