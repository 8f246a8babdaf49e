package org.stillwatch.core.control;

import java.util.Optional;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Quantity;

/**
 * What the station file allows of settings, tighter than what the device does.
 *
 * @param settings whose ids match
 * @param step a change beyond this must be confirmed
 */
public record Limit(
    ChannelPattern settings,
    Optional<Quantity> least,
    Optional<Quantity> most,
    Optional<Quantity> step) {

  /** Whether it says something about a setting. */
  public boolean isAbout(Setting setting) {
    return settings.matches(setting.id());
  }

  /**
   * The setting within this limit as well.
   *
   * @throws IllegalArgumentException with one sentence when the unit is another, or nothing is left
   */
  public Setting of(Setting setting) {
    if (least.isEmpty() && most.isEmpty()) {
      return setting;
    }
    var range = setting.range();
    double from =
        Math.max(
            least.map(quantity -> in(setting, quantity)).orElse(Double.NEGATIVE_INFINITY),
            range.map(Setting.Range::least).orElse(Double.NEGATIVE_INFINITY));
    double to =
        Math.min(
            most.map(quantity -> in(setting, quantity)).orElse(Double.POSITIVE_INFINITY),
            range.map(Setting.Range::most).orElse(Double.POSITIVE_INFINITY));
    if (!(from <= to)) {
      throw new IllegalArgumentException(
          "the limit of " + setting.id() + " leaves nothing of what the device allows");
    }
    return setting.within(new Setting.Range(from, to));
  }

  /** Why it says nothing that makes sense about a setting; empty when it does. */
  Optional<String> unfit(Setting setting) {
    try {
      var left = of(setting);
      var most = step(left);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Beyond which a change must be confirmed, in the unit of the setting. */
  Optional<Double> step(Setting setting) {
    return step.map(quantity -> in(setting, quantity));
  }

  private static double in(Setting setting, Quantity quantity) {
    if (!quantity.fits(setting.unit())) {
      throw new IllegalArgumentException(
          "the limit of "
              + setting.id()
              + " is in "
              + setting.unit()
              + "; '"
              + quantity
              + "' is none");
    }
    return quantity.in(setting.unit());
  }
}
