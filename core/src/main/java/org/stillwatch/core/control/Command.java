package org.stillwatch.core.control;

import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;

/**
 * A change that someone asked for, or several of one instrument that belong together: then all of
 * them are made or, as far as the device allows, none.
 *
 * @param who asked
 * @param why they did
 * @param confirmed they were asked once more and meant it
 * @param lease the id of the lease that they hold; not needed while nobody has the instrument
 * @param expert whether they may change what protects
 */
public record Command(
    List<Wish> wishes,
    String who,
    String why,
    boolean confirmed,
    Optional<String> lease,
    boolean expert) {

  public Command {
    wishes = List.copyOf(wishes);
  }

  /**
   * One change.
   *
   * @param value as people write it: {@code 250 V}, {@code on}
   */
  public record Wish(ChannelId setting, String value) {}

  /** One change, without a lease, by somebody who may change what protects. */
  public Command(ChannelId setting, String value, String who, String why, boolean confirmed) {
    this(List.of(new Wish(setting, value)), who, why, confirmed, Optional.empty(), true);
  }
}
