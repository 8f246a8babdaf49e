package org.stillwatch.core.station;

import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Scan;

/** Puts the rows that an instrument took at one instant together. */
final class Rows {

  private Rows() {}

  /** Neighbouring scans of one instant, in order. */
  static List<List<Scan>> byInstant(List<Scan> scans) {
    var groups = new ArrayList<List<Scan>>();
    int start = 0;
    for (int i = 1; i <= scans.size(); i++) {
      if (i == scans.size() || !scans.get(i).time().equals(scans.get(start).time())) {
        groups.add(scans.subList(start, i));
        start = i;
      }
    }
    return groups;
  }
}
