package org.stillwatch.core.alarm;

import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Notice;

/** Sees every rule that goes to another side where there is something to tell, told or not. */
@FunctionalInterface
public interface Witness {

  /**
   * @param notice what is told of it, or would be; it has the time, and the value that crossed
   * @param silent it was there before anyone watched
   */
  void crossed(Rule rule, Side from, Side to, Notice notice, boolean silent);
}
