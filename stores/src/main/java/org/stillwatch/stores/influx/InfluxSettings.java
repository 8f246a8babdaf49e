package org.stillwatch.stores.influx;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelPattern;

/**
 * What a sink carries where.
 *
 * @param name of the sink; its position in the store is kept under it
 * @param channels those that are carried; empty: all
 * @param from where a sink begins that was never there before
 * @param reasons whether a text tells why a value is missing; else missing readings are left out
 */
public record InfluxSettings(
    String name,
    InfluxServer server,
    Naming names,
    List<ChannelPattern> channels,
    From from,
    boolean reasons) {

  public InfluxSettings {
    channels = List.copyOf(channels);
  }

  /**
   * @param everything also what is stored already; else only what is stored from now on
   * @param notBefore readings taken before this are left out
   */
  public record From(boolean everything, Optional<Instant> notBefore) {
    public static final From NOW = new From(false, Optional.empty());
    public static final From BEGINNING = new From(true, Optional.empty());

    /** Readings taken at this time and after it, also those that are stored already. */
    public static From time(Instant time) {
      return new From(true, Optional.of(time));
    }
  }
}
