package org.stillwatch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.control.CommandDesk.Carried;
import org.stillwatch.core.instrument.Controls.Outcome;

/** Settings and commands as JSON. */
final class ShownSettings {

  private ShownSettings() {}

  /**
   * @param states the words of a choice; empty for a number
   * @param least null when the range is not known
   * @param confirm whether {@code confirmed} must be true
   */
  record Setting(
      String id,
      String unit,
      List<String> states,
      @Nullable Double least,
      @Nullable Double most,
      boolean confirm,
      String what) {

    static Setting of(org.stillwatch.core.instrument.Setting setting) {
      return new Setting(
          setting.id().text(),
          setting.unit().symbol(),
          setting.states(),
          setting.range().map(range -> range.least()).orElse(null),
          setting.range().map(range -> range.most()).orElse(null),
          setting.confirm(),
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
}
