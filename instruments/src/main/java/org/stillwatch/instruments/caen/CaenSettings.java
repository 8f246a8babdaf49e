package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.SameLevel;
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
 */
public record CaenSettings(
    Optional<String> host,
    @SameLevel PortKeys line,
    List<Integer> boards,
    Optional<Duration> every,
    Optional<Duration> timeout) {
  public CaenSettings {
    boards = List.copyOf(boards);
  }
}
