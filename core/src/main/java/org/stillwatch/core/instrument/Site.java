package org.stillwatch.core.instrument;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What the station tells an instrument about itself.
 *
 * @param id the instrument's name in the station file, the first part of its channel ids
 * @param zone of the clocks that write local wall time
 * @param base the folder of the station file; relative paths start there
 * @param shared what it shares with the other instruments of the station
 */
public record Site(String id, ZoneId zone, Path base, Shared shared) {

  /** Of an instrument that shares nothing. */
  public Site(String id, ZoneId zone, Path base) {
    this(id, zone, base, new Shared());
  }
}
