package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.link.guard.OnLoss;
import org.stillwatch.link.port.PortKeys;

/**
 * Keys of {@code kind: caen-hv}.
 *
 * @param host address of the supply in the network; then {@code port} is a TCP port, 1470 unless
 *     given
 * @param line where it is otherwise; 9600 baud, 8N1 unless given
 * @param boards their addresses on the chain, 0 unless given
 * @param every how often they are asked, 1 s unless given
 * @param timeout how long an answer may take, 1 s unless given
 * @param guard whether a process of its own owns the connection and makes the outputs safe when the
 *     station is lost; it does unless said otherwise
 * @param onStationLoss what that process does then; unless given it ramps down when an interlock
 *     would force the outputs, and else leaves them as they are
 * @param lossAfter without a sign of life for so long the station is lost, 10 s unless given
 */
public record CaenSettings(
    Optional<String> host,
    @SameLevel PortKeys line,
    List<Integer> boards,
    Optional<Duration> every,
    Optional<Duration> timeout,
    Optional<Boolean> guard,
    Optional<OnLoss> onStationLoss,
    Optional<Duration> lossAfter) {
  public CaenSettings {
    boards = List.copyOf(boards);
  }
}
