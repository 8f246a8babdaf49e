package org.stillwatch.app.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.instruments.logfile.ChannelNames;
import org.stillwatch.instruments.logfile.ColumnLabel;
import org.stillwatch.instruments.oxford.VclKind;

/** The channels of a log's columns, by their labels in the fridge log watcher's configuration. */
final class ColumnNames {

  private final Map<String, String> names;
  private final boolean closed;

  private ColumnNames(Map<String, String> names, boolean closed) {
    this.names = names;
    this.closed = closed;
  }

  /**
   * @param vcl whether it is an Oxford log
   * @param labels of all columns, in order; empty when they are not told
   * @param used labels of columns that are needed
   */
  static ColumnNames of(boolean vcl, List<String> labels, List<String> used) {
    var all = labels.isEmpty() ? used.stream().distinct().toList() : labels;
    var headings = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      headings.add(heading(all.get(i), all.subList(0, i)));
    }
    var channels = vcl ? VclKind.channelNames(headings) : plain(headings);
    var names = new LinkedHashMap<String, String>();
    for (int i = 0; i < all.size(); i++) {
      names.putIfAbsent(all.get(i), channels.get(i));
    }
    return new ColumnNames(names, !labels.isEmpty());
  }

  /** The watcher adds a 2 where a file has the same heading again. */
  private static String heading(String label, List<String> before) {
    return label.endsWith("2") && before.contains(label.substring(0, label.length() - 1))
        ? label.substring(0, label.length() - 1)
        : label;
  }

  private static List<String> plain(List<String> headings) {
    var names = new ChannelNames();
    return headings.stream().map(heading -> names.name(ColumnLabel.parse(heading).name())).toList();
  }

  /** The channel of a column, without its instrument; empty when no column has that label. */
  Optional<String> channel(String label) {
    return Optional.ofNullable(names.get(label));
  }

  /** Whether the labels of all columns are known. */
  boolean complete() {
    return closed;
  }

  List<String> labels() {
    return List.copyOf(names.keySet());
  }
}
