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
 * @param data the folder where the station keeps its own files; may not be there yet
 */
public record Site(String id, ZoneId zone, Path base, Shared shared, Path data) {

  /** Where the data folder is, when nobody says otherwise. */
  public static final String DATA = "data";

  /** Of a station that keeps its files beside its station file. */
  public Site(String id, ZoneId zone, Path base, Shared shared) {
    this(id, zone, base, shared, base.resolve(DATA));
  }

  /** Of an instrument that shares nothing. */
  public Site(String id, ZoneId zone, Path base) {
    this(id, zone, base, new Shared());
  }

  /** The same, of clocks in another zone. */
  public Site withZone(ZoneId other) {
    return new Site(id, other, base, shared, data);
  }

  /** The same, of a station that keeps its files there. */
  public Site withData(Path other) {
    return new Site(id, zone, base, shared, other);
  }
}
