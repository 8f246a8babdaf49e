package org.stillwatch.link.lane;

import java.util.HashMap;
import java.util.Map;
import org.stillwatch.core.instrument.SteadyClock;

/**
 * The lanes of a station, one for each port. A lane is closed when the last that uses it is done.
 */
public final class Lanes {

  private static final class Shared {
    private final Lane lane;
    private int users;

    Shared(Lane lane) {
      this.lane = lane;
    }
  }

  private final Map<String, Shared> byWire = new HashMap<>();

  /**
   * The lane of a port, the same for all who ask for it.
   *
   * @throws IllegalArgumentException with one sentence when someone else uses the port with other
   *     parameters of the line
   */
  public synchronized Lane join(Port port, Manners manners) {
    var shared =
        byWire.computeIfAbsent(
            port.wire(), wire -> new Shared(new Lane(port, manners, SteadyClock.SYSTEM)));
    if (!shared.lane.port().toString().equals(port.toString())) {
      throw new IllegalArgumentException(
          "two instruments use "
              + port.name()
              + ", one as "
              + shared.lane.port()
              + " and one as "
              + port
              + "; expected the same");
    }
    shared.lane.joinedBy(manners);
    shared.users++;
    return shared.lane;
  }

  /** One that uses the lane is done with it. */
  public synchronized void leave(Lane lane) {
    byWire
        .values()
        .removeIf(
            shared -> {
              boolean last = shared.lane == lane && --shared.users == 0;
              if (last) {
                lane.close();
              }
              return last;
            });
  }
}
