package org.stillwatch.instruments.bluefors;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of {@code kind: bluefors-logs}.
 *
 * @param folder the base folder, which holds the day folders
 * @param channels names of thermometers and gauges: {@code mxc: {sensor: CH6}}; renames, never
 *     limits. Without: {@code 50k 4k magnet still mxc} for CH1, 2, 3, 5, 6, else {@code ch<n>}
 * @param heaters names of the heaters, in the order of their pairs of columns; {@code [mxc, still]}
 * @param every how often a row is expected at least, 60 s unless given
 * @param zone of the computer that writes the logs; the station's unless given
 */
public record BlueforsSettings(
    Path folder,
    Optional<Map<String, Sensor>> channels,
    Optional<List<String>> heaters,
    Optional<Duration> every,
    Optional<ZoneId> zone) {

  /**
   * A sensor as the vendor calls it.
   *
   * @param sensor {@code CH6} for a thermometer, {@code P1} for a gauge of the maxigauge log
   */
  public record Sensor(String sensor) {}
}
