package org.stillwatch.core.reading;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One output of a supply that has several, as the ids of its channels and settings name it: {@code
 * hv1/ch3/vset} is of channel 3 of board 0, {@code hv1/b2-ch0/vset} of channel 0 of board 2.
 *
 * @param instrument the supply
 * @param board from 0, of the boards that share a connection
 * @param channel from 0
 */
public record SupplyOutput(String instrument, int board, int channel)
    implements Comparable<SupplyOutput> {

  /** Nine digits fit into an int. */
  private static final Pattern THING = Pattern.compile("(?:b([1-9]\\d{0,8})-)?ch(0|[1-9]\\d{0,8})");

  /** The output that a channel or setting belongs to; empty when it is of none. */
  public static Optional<SupplyOutput> of(ChannelId id) {
    int slash = id.name().indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    var match = THING.matcher(id.name().substring(0, slash));
    return match.matches()
        ? Optional.of(
            new SupplyOutput(
                id.instrument(),
                match.group(1) == null ? 0 : Integer.parseInt(match.group(1)),
                Integer.parseInt(match.group(2))))
        : Optional.empty();
  }

  /** The channel or setting of this output that is a quantity such as {@code vset}. */
  public ChannelId id(String quantity) {
    return ChannelId.of(
        instrument, (board == 0 ? "" : "b" + board + "-") + "ch" + channel + "/" + quantity);
  }

  @Override
  public int compareTo(SupplyOutput other) {
    int order = instrument.compareTo(other.instrument);
    order = order != 0 ? order : Integer.compare(board, other.board);
    return order != 0 ? order : Integer.compare(channel, other.channel);
  }
}
