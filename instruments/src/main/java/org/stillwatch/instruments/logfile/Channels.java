package org.stillwatch.instruments.logfile;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;

/** The channels that the files have shown so far. */
final class Channels {

  private final Map<ChannelId, Channel> known = new LinkedHashMap<>();
  private final List<Channel> news = new ArrayList<>();
  private final IdentityHashMap<List<Channel>, Boolean> looked = new IdentityHashMap<>();

  /** Looks at what a file shows; quick when it was looked at before in this turn. */
  void look(List<Channel> shown) {
    if (looked.put(shown, true) != null) {
      return;
    }
    for (var channel : shown) {
      if (!channel.equals(known.put(channel.id(), channel))) {
        news.add(channel);
      }
    }
  }

  List<Channel> all() {
    return List.copyOf(known.values());
  }

  /** What was new or changed since this was asked last. */
  List<Channel> takeNew() {
    looked.clear();
    if (news.isEmpty()) {
      return List.of();
    }
    var out = List.copyOf(news);
    news.clear();
    return out;
  }
}
