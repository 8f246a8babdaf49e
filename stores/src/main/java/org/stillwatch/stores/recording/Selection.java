package org.stillwatch.stores.recording;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;

/**
 * The channels of a recording.
 *
 * @param refused ids of those whose place in the file belongs to something else
 */
record Selection(List<Channel> channels, List<String> refused) {

  static Selection of(List<ChannelPattern> patterns, List<Channel> all) {
    var matching =
        all.stream()
            .filter(channel -> patterns.stream().anyMatch(one -> one.matches(channel.id())))
            .toList();
    var names = new HashSet<ChannelId>();
    matching.forEach(channel -> names.add(channel.id()));
    return new Selection(
        matching.stream().filter(channel -> !isTaken(channel.id(), names)).toList(),
        matching.stream()
            .map(Channel::id)
            .filter(id -> isTaken(id, names))
            .map(ChannelId::text)
            .toList());
  }

  /** {@code /time} is the table's own, {@code /a/b/value} may be the column of {@code a/b}. */
  private static boolean isTaken(ChannelId id, Set<ChannelId> all) {
    var text = id.text();
    int last = text.lastIndexOf('/');
    return Set.of("time", "reasons").contains(id.instrument())
        || (id.name().contains("/")
            && Set.of("value", "quality", "reason").contains(text.substring(last + 1))
            && all.contains(new ChannelId(text.substring(0, last))));
  }

  List<ChannelId> ids() {
    return channels.stream().map(Channel::id).toList();
  }
}
