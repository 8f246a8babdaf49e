package org.stillwatch.instruments.xs400;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Scan;

/** What one turn brings, as it grows; problems beyond a number are counted, not kept. */
final class TurnTally {

  private static final int MOST_PROBLEMS = 20;

  private final Map<ChannelId, Channel> known;
  private final List<Scan> scans = new ArrayList<>();
  private final List<Channel> fresh = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private long rows;

  /**
   * @param known all channels so far; grows
   */
  TurnTally(Map<ChannelId, Channel> known) {
    this.known = known;
  }

  void row(Scan scan) {
    rows++;
    scans.add(scan);
  }

  long rows() {
    return rows;
  }

  void unreadable(String file, long row, String why) {
    rows++;
    problem(file, row, why);
  }

  /** Something wrong with a file, at a row of it. */
  void problem(String file, long row, String why) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new RowProblem(file, row, 1, why));
      return;
    }
    var last = problems.removeLast();
    problems.add(new RowProblem(last.file(), last.line(), last.count() + 1, last.why()));
  }

  void channels(List<Channel> shown) {
    for (var channel : shown) {
      if (!channel.equals(known.put(channel.id(), channel))) {
        fresh.add(channel);
      }
    }
  }

  Turn turn(String cursor, boolean backlog, boolean more, Health health) {
    return new Turn(scans, fresh, rows, problems, cursor, backlog, more, health);
  }
}
