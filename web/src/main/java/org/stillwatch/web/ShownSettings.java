package org.stillwatch.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.control.CommandDesk.Carried;
import org.stillwatch.core.instrument.Controls.Outcome;

/** Settings and commands as JSON. */
final class ShownSettings {

  private ShownSettings() {}

  /**
   * @param states the words of a choice; empty for a number
   * @param least null when the range is not known
   * @param safe the value that is never refused; null when there is none
   * @param present what it is known to be now, a number; null when that is not known
   * @param confirm whether {@code confirmed} must be true
   * @param touches {@code output}, {@code protection} (for experts) or {@code other}
   */
  record Setting(
      String id,
      String unit,
      List<String> states,
      @Nullable Double least,
      @Nullable Double most,
      @Nullable Double safe,
      @Nullable Double present,
      boolean confirm,
      String touches,
      String what) {

    static Setting of(org.stillwatch.core.instrument.Setting setting, Optional<Double> present) {
      return new Setting(
          setting.id().text(),
          setting.unit().symbol(),
          setting.states(),
          setting.range().map(range -> range.least()).filter(Double::isFinite).orElse(null),
          setting.range().map(range -> range.most()).filter(Double::isFinite).orElse(null),
          setting.safe().orElse(null),
          present.orElse(null),
          setting.confirm(),
          setting.touches().name().toLowerCase(Locale.ROOT),
          setting.what());
    }
  }

  /**
   * @param readBack what the instrument has now, in the unit of the setting
   * @param text one sentence
   */
  record Done(String setting, double readBack, String text) {

    static Done of(Carried carried, Outcome.Done done) {
      return new Done(carried.setting().id().text(), done.readBack(), carried.text());
    }
  }

  /**
   * What became of one change of a batch.
   *
   * @param outcome {@code done}, {@code refused}, {@code failed} or {@code unconfirmed}
   */
  record Change(String setting, String outcome, String text) {

    static Change of(Carried carried) {
      return new Change(
          carried.setting().id().text(),
          switch (carried.outcome()) {
            case Outcome.Done _ -> "done";
            case Outcome.Refused _ -> "refused";
            case Outcome.Failed _ -> "failed";
            case Outcome.Unconfirmed _ -> "unconfirmed";
          },
          carried.text());
    }
  }

  /** That all outputs of an instrument were made safe. */
  record MadeSafe(String instrument, String text) {}
}
