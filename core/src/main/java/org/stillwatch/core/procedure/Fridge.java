package org.stillwatch.core.procedure;

import java.util.Map;
import org.stillwatch.core.reading.ChannelId;

/**
 * What procedures run on: a fridge, a cryostat, a chamber. One run at a time, unless procedures are
 * declared to go beside each other.
 *
 * @param name usually that of its instrument
 * @param set the snapshot set that its snapshots keep
 * @param channels by role, where they are not the instrument's own
 * @param usual values of parameters, in place of those of the procedures
 */
public record Fridge(
    String name, String set, Map<String, ChannelId> channels, Map<String, String> usual) {
  public Fridge {
    channels = Map.copyOf(channels);
    usual = Map.copyOf(usual);
  }

  /** The channel that a role stands for. */
  ChannelId channel(String role, String usually) {
    var own = channels.get(role);
    if (own != null) {
      return own;
    }
    // still/temperature is the fridge's own; lab/still/temperature is as it stands
    long parts = usually.chars().filter(c -> c == '/').count();
    return parts > 1 ? new ChannelId(usually) : ChannelId.of(name, usually);
  }
}
