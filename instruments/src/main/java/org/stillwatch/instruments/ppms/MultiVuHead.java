package org.stillwatch.instruments.ppms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.instruments.logfile.ChannelNames;
import org.stillwatch.instruments.logfile.ColumnLabel;
import org.stillwatch.instruments.logfile.LogText;

/**
 * What the head of a MultiVu file tells: {@code [Header]}, lines of keys, {@code [Data]}, the line
 * of column headings.
 */
sealed interface MultiVuHead {

  /** Longest head that is looked at, bytes. */
  int MOST_BYTES = 64 * 1024;

  /**
   * A file with rows.
   *
   * @param rowsAt where the first row starts, bytes
   * @param labels all headings but an empty one at the end
   * @param time the column of the time
   * @param comment the column of comments, where there is one
   */
  record Rows(
      int rowsAt, List<String> labels, int time, OptionalInt comment, Optional<FileOpened> opened)
      implements MultiVuHead {
    public Rows {
      labels = List.copyOf(labels);
    }

    /** A channel for each column but time and comment. */
    List<Column> columns(String instrument, Duration every) {
      var names = new ChannelNames();
      var columns = new ArrayList<Column>();
      for (int i = 0; i < labels.size(); i++) {
        if (i == time || (comment.isPresent() && comment.getAsInt() == i)) {
          continue;
        }
        var text = labels.get(i).isEmpty() ? "column " + (i + 1) : labels.get(i);
        var label = ColumnLabel.parse(text);
        var id = ChannelId.of(instrument, names.name(label.name()));
        columns.add(new Column(i, Channel.number(id, label.unit(), text, every)));
      }
      return columns;
    }
  }

  record Column(int index, Channel channel) {}

  /**
   * Not a file whose rows can be read.
   *
   * @param bytes how many bytes from the start show it
   */
  record Refused(String why, int bytes) implements MultiVuHead {}

  /** Too short to tell. */
  record Incomplete() implements MultiVuHead {}

  static MultiVuHead read(byte[] head) {
    var lines = LogText.lines(head);
    if (!lines.isEmpty() && !lines.getFirst().text().strip().equalsIgnoreCase("[Header]")) {
      return new Refused(
          "not a Quantum Design file: it begins with "
              + LogText.quote(lines.getFirst().text())
              + ", expected [Header]",
          lines.getFirst().end());
    }
    Optional<FileOpened> opened = Optional.empty();
    var types = new ArrayList<List<String>>();
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i).text().strip();
      if (text.equalsIgnoreCase("[Data]")) {
        return i + 1 < lines.size()
            ? columns(lines.get(i + 1), types, opened)
            : incomplete(head, "has no line of column headings behind [Data]");
      }
      var upper = text.toUpperCase(Locale.ROOT);
      if (upper.startsWith("FILEOPENTIME")) {
        opened = FileOpened.parse(text.substring("FILEOPENTIME".length()));
      } else if (upper.startsWith("DATATYPE")) {
        types.add(CommaFields.split(upper));
      }
    }
    return incomplete(head, "has no [Data]");
  }

  private static MultiVuHead incomplete(byte[] head, String what) {
    return head.length >= MOST_BYTES
        ? new Refused(
            "not a Quantum Design file: it " + what + " within its first 64 KiB", MOST_BYTES)
        : new Incomplete();
  }

  private static MultiVuHead columns(
      LogText.Line line, List<List<String>> types, Optional<FileOpened> opened) {
    var labels = new ArrayList<>(CommaFields.split(line.text()));
    while (!labels.isEmpty() && labels.getLast().isEmpty()) {
      labels.removeLast();
    }
    var time = time(labels).or(() -> typed(types, "TIME", labels.size()));
    if (time.isEmpty()) {
      return new Refused(
          "no time column among the "
              + labels.size()
              + " headings "
              + LogText.quote(line.text())
              + "; expected 'Time Stamp (sec)' or 'Time'",
          line.end());
    }
    var comment = find(labels, "comment").or(() -> typed(types, "COMMENT", labels.size()));
    return new Rows(
        line.end(),
        labels,
        time.get(),
        comment.isPresent() && !comment.equals(time)
            ? OptionalInt.of(comment.get())
            : OptionalInt.empty(),
        opened);
  }

  private static Optional<Integer> time(List<String> labels) {
    return find(labels, "time stamp (sec)")
        .or(() -> find(labels, "time"))
        .or(() -> find(labels, "time (sec)"))
        .or(() -> find(labels, "time stamp"))
        .or(() -> find(labels, "timestamp (sec)"));
  }

  private static Optional<Integer> find(List<String> labels, String wanted) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).equalsIgnoreCase(wanted)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The column that a line such as {@code DATATYPE,TIME,2} names, counted there from 1. */
  private static Optional<Integer> typed(List<List<String>> types, String type, int columns) {
    for (var fields : types) {
      if (fields.size() > 2 && fields.get(1).equals(type) && fields.get(2).matches("[0-9]{1,4}")) {
        int index = Integer.parseInt(fields.get(2)) - 1;
        if (index >= 0 && index < columns) {
          return Optional.of(index);
        }
      }
    }
    return Optional.empty();
  }
}
