package org.stillwatch.instruments.logfile;

import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Scan;

/** The scans of one turn. */
final class Batch {

  /** Readings of one turn at most, but for the rows of one instant, which stay together. */
  static final int READINGS = 20_000;

  private final String instrument;
  private final RowJudge judge;
  private final List<Scan> scans = new ArrayList<>();
  private int readings;

  Batch(String instrument, RowJudge judge) {
    this.instrument = instrument;
    this.judge = judge;
  }

  void add(List<RowJudge.Filed> group) {
    var judged = judge.judge(group);
    for (int i = 0; i < group.size(); i++) {
      var out = judged.get(i);
      if (!out.isEmpty()) {
        scans.add(new Scan(instrument, group.get(i).row().time(), out));
        readings += out.size();
      }
    }
  }

  boolean isFull() {
    return readings >= READINGS;
  }

  List<Scan> scans() {
    return scans;
  }
}
