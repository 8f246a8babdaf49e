package org.stillwatch.core.procedure;

import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.condition.BoundCondition;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;

/** What a run can ask of the station. */
interface Surroundings {

  /** What is known at the time of the step. */
  Facts facts();

  /** A channel that has been declared. */
  Optional<Channel> channel(ChannelId id);

  /**
   * The condition, ready to be judged.
   *
   * @throws IllegalArgumentException with one sentence when it does not fit its channels
   */
  BoundCondition bound(Condition condition);

  /** The zone in which people read times. */
  ZoneId zone();
}
