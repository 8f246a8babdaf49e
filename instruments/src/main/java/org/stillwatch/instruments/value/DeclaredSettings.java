package org.stillwatch.instruments.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;

/**
 * Settings as the station file declares them. They are known by their ids: a limit of the station
 * leaves a setting with another range.
 *
 * @param <K> the keys of one
 */
public final class DeclaredSettings<K> {

  private record Declared<K>(Setting setting, SettingShape shape, K keys) {}

  private final Map<ChannelId, Declared<K>> byId = new LinkedHashMap<>();

  /**
   * @param given by the name of the setting
   */
  public DeclaredSettings(
      String instrument, Map<String, K> given, Function<K, SettingShape> shapes) {
    given.forEach(
        (name, keys) -> {
          var shape = shapes.apply(keys);
          var setting = shape.setting(instrument, name);
          byId.put(setting.id(), new Declared<>(setting, shape, keys));
        });
  }

  public List<Setting> settings() {
    return byId.values().stream().map(Declared::setting).toList();
  }

  /** Does it with the keys of a setting, unless it is none, or the value is none of it. */
  public Outcome set(Setting setting, double value, Function<K, Outcome> step) {
    var declared = byId.get(setting.id());
    if (declared == null) {
      return new Outcome.Refused("there is no setting " + setting.id());
    }
    return declared
        .shape()
        .refused(value)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> step.apply(declared.keys()));
  }
}
