package org.stillwatch.instruments.leiden;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.instruments.logfile.LogText;

/**
 * The lines before the first row, as far as there are any: {@code #}, an empty line, names ({@code
 * Date1 Date2 R0 ...}), labels ({@code Date(String) ... MC - TT1810}), calibrations. A row is a
 * line whose first field is a date.
 *
 * @param rowsAt where the first row starts, bytes; the length of the head when it holds none
 * @param names fields of the line of names; empty when the file has none
 * @param labels fields of the line of labels; empty when the file has none
 * @param calibrations fields of the line of calibrations; empty when the file has none
 */
record LeidenHead(int rowsAt, List<String> names, List<String> labels, List<String> calibrations) {

  /** More lines without a date than any header has: the file is no log, or a damaged one. */
  private static final int MOST_LINES = 12;

  private static final int MOST_BYTES = 64 * 1024;

  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[ T_]+"
              + "([0-9]{1,2})[:.-]([0-9]{2})(?:[:.-]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?");

  LeidenHead {
    names = List.copyOf(names);
    labels = List.copyOf(labels);
    calibrations = List.copyOf(calibrations);
  }

  static LeidenHead read(byte[] head) {
    List<String> names = List.of();
    List<String> labels = List.of();
    List<String> calibrations = List.of();
    for (var line : LogText.lines(head)) {
      var fields = fields(line.text());
      if (date(fields.getFirst()).isPresent()) {
        return new LeidenHead(line.offset(), names, labels, calibrations);
      }
      if (fields.size() < 3) {
        continue;
      }
      if (fields.getFirst().startsWith("Date(")) {
        labels = fields;
      } else if (fields.getFirst().startsWith("Date")) {
        names = fields;
      } else if (fields.getFirst().isEmpty() && !labels.isEmpty()) {
        calibrations = fields;
      }
    }
    return new LeidenHead(head.length, names, labels, calibrations);
  }

  /** Through the first row, since the files of one run begin alike. */
  static int identityBytes(byte[] head) {
    var lines = LogText.lines(head);
    for (int i = 0; i < lines.size(); i++) {
      if (i == MOST_LINES - 1 || date(fields(lines.get(i).text()).getFirst()).isPresent()) {
        return lines.get(i).end();
      }
    }
    return head.length >= MOST_BYTES ? MOST_BYTES : -1;
  }

  boolean hasHeader() {
    return !names.isEmpty() || !labels.isEmpty();
  }

  /** Whether a line that is no row is one that a header may hold. */
  boolean isHeaderLine(String line, long offset) {
    var fields = fields(line);
    boolean known = line.isBlank() || line.startsWith("#") || fields.getFirst().startsWith("Date");
    return known
        || fields.equals(calibrations)
        || (offset < rowsAt && fields.size() > 3 && fields.getFirst().isEmpty());
  }

  /** Fields between tabs, at least one. */
  static List<String> fields(String line) {
    var fields = new ArrayList<String>();
    int at = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', at)) {
      fields.add(line.substring(at, tab).strip());
      at = tab + 1;
    }
    fields.add(line.substring(at).strip());
    return fields;
  }

  /** Local wall time such as {@code 2021-02-26 09:58:05}; year first. */
  static Optional<LocalDateTime> date(String field) {
    var match = DATE.matcher(field);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(match.group(1)),
              Integer.parseInt(match.group(2)),
              Integer.parseInt(match.group(3)),
              Integer.parseInt(match.group(4)),
              Integer.parseInt(match.group(5)),
              match.group(6) == null ? 0 : Integer.parseInt(match.group(6)),
              match.group(7) == null
                  ? 0
                  : Integer.parseInt((match.group(7) + "00000000").substring(0, 9))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
