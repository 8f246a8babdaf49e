package org.stillwatch.stores.influx;

import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;

/** How channels are named over there. */
@FunctionalInterface
public interface Naming {

  /** Where the points of a channel go; always the same for the same channel. */
  Names names(Channel channel);

  /** The last part of an id: {@code temperature} of {@code fridge/mxc/temperature}. */
  static String quantity(ChannelId id) {
    return id.text().substring(id.text().lastIndexOf('/') + 1);
  }

  /** The part in the middle: {@code mxc}; empty in an id of two parts. */
  static String thing(ChannelId id) {
    int slash = id.name().indexOf('/');
    return slash < 0 ? "" : id.name().substring(0, slash);
  }
}
