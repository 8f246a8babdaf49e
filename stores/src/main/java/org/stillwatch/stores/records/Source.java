package org.stillwatch.stores.records;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Unit;

/** What the table of readings is read from. */
public enum Source {
  P1("p1", "p1", "p1", "mbar"),
  P2("p2", "p2", "p2", "mbar"),
  P3("p3", "p3", "p3", "mbar"),
  P4("p4", "p4", "p4", "mbar"),
  P5("p5", "p5", "p5", "mbar"),
  P6("p6", "p6", "p6", "mbar"),
  PLATE_50K("50k", "50K", "50k/temperature", "K"),
  PLATE_4K("4k", "4K", "4k/temperature", "K"),
  STILL("still", "Still", "still/temperature", "K"),
  MXC("mxc", "MXC", "mxc/temperature", "K"),
  /** Has a column only when the station file names its channel. */
  MAGNET("magnet", "Magnet", "", "K"),
  /** Fast sample exchange; has a column only when the station file names its channel. */
  FSE("fse", "FSE", "", "K"),
  STILL_HEATER("still-heater", "Still Heater", "heater/still", "W"),
  FLOW("flow", "Flow", "flow", "mmol/s"),
  /** The switch without which there is no heating; it has no column of its own. */
  EXT("ext", "", "switch/ext", "");

  static final List<Source> GAUGES = List.of(P1, P2, P3, P4, P5, P6);
  static final List<Source> THERMOMETERS = List.of(PLATE_50K, PLATE_4K, STILL, MXC, MAGNET, FSE);

  private final String key;
  private final String heading;
  private final String usual;
  private final String unit;

  Source(String key, String heading, String usual, String unit) {
    this.key = key;
    this.heading = heading;
    this.usual = usual;
    this.unit = unit;
  }

  /** Its name in the station file: {@code still-heater}. */
  public String key() {
    return key;
  }

  /** The source of this name in the station file. */
  public static Optional<Source> of(String key) {
    return Arrays.stream(values()).filter(source -> source.key.equals(key)).findFirst();
  }

  /** The unit in which it is written. */
  public Unit unit() {
    return unit.isEmpty() ? Unit.STATE : Unit.of(unit);
  }

  /** The title of its column. */
  String heading() {
    return heading;
  }

  /** The name of its channel when the station file names none. */
  Optional<String> usualName() {
    return usual.isEmpty() ? Optional.empty() : Optional.of(usual);
  }
}
