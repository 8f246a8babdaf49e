package org.stillwatch.core.alarm;

import java.util.List;
import java.util.stream.Stream;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;

/** A named set of channels, by patterns; their order is the order of the snapshot. */
public record SnapshotSet(String name, List<ChannelPattern> patterns) {
  public SnapshotSet {
    patterns = List.copyOf(patterns);
  }

  /** The channels of the set, in the order of the patterns, none twice. */
  public Stream<ChannelId> select(Iterable<ChannelId> channels) {
    return patterns.stream()
        .flatMap(
            pattern -> {
              var regex = pattern.regex();
              var matching = Stream.<ChannelId>builder();
              for (var id : channels) {
                if (regex.matcher(id.text()).matches()) {
                  matching.add(id);
                }
              }
              return matching.build().sorted();
            })
        .distinct();
  }
}
