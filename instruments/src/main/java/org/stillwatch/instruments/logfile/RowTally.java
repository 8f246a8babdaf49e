package org.stillwatch.instruments.logfile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.RowProblem;

/** Counts rows and what is wrong with them, in bounded memory. */
final class RowTally {

  /** How many kinds of problems are told apart in one turn. */
  static final int KINDS = 20;

  private static final class Run {
    long rows;
    String last = "";
    Optional<LocalDate> day = Optional.empty();
  }

  private final Map<String, RowProblem> problems = new LinkedHashMap<>();
  private final Map<String, Run> unreadable = new HashMap<>();
  private long rows;

  void startTurn() {
    problems.clear();
    rows = 0;
  }

  long rows() {
    return rows;
  }

  List<RowProblem> problems() {
    return List.copyOf(problems.values());
  }

  void readable(String file) {
    rows++;
    if (!unreadable.isEmpty()) {
      unreadable.remove(file);
    }
  }

  /** A header, an empty line: neither good nor bad. */
  void nothing() {
    rows++;
  }

  void unreadable(String file, Optional<LocalDate> day, long line, String why) {
    rows++;
    problem(file, line, why);
    var run = unreadable.computeIfAbsent(file, f -> new Run());
    run.rows++;
    run.last = why;
    run.day = day;
  }

  /** Something wrong that is no row. */
  void problem(String file, long line, String why) {
    var kind = file + "\n" + kind(why);
    if (!problems.containsKey(kind) && problems.size() >= KINDS) {
      kind = file + "\n";
    }
    problems.merge(
        kind,
        new RowProblem(file, line, 1, why),
        (first, next) ->
            new RowProblem(first.file(), first.line(), first.count() + 1, first.why()));
  }

  /** The problem without the value that shows it: quoted texts and digits left out. */
  private static String kind(String why) {
    var out = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < why.length(); i++) {
      char c = why.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && (c < '0' || c > '9')) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Files whose newest rows cannot be read, a clause each.
   *
   * @param newest files of days before this are history and not told any more
   */
  List<String> troubles(Optional<LocalDate> newest) {
    if (unreadable.isEmpty()) {
      return List.of();
    }
    unreadable
        .values()
        .removeIf(
            run ->
                newest.isPresent() && run.day.isPresent() && run.day.get().isBefore(newest.get()));
    var out = new ArrayList<String>();
    unreadable.forEach(
        (file, run) ->
            out.add(
                file.substring(file.lastIndexOf('/') + 1)
                    + (run.rows == 1
                        ? ": the newest row cannot be read: "
                        : ": " + run.rows + " rows in a row cannot be read, the last: ")
                    + run.last));
    out.sort(null);
    return out;
  }
}
