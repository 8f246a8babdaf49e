package org.stillwatch.core.station;

import java.util.List;

/** Reads the station file again while the station runs. */
@FunctionalInterface
public interface Reload {

  /**
   * Checks the file and, when nothing is wrong with it, begins to use it in a moment. All states
   * are kept.
   *
   * @return what is wrong, one sentence each; the station then goes on as it was
   */
  List<String> reload(String who);
}
