package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

/**
 * An alarm that is not normal, as it is now.
 *
 * @param key what is wrong, unique among those at one time
 * @param id stable as long as it lasts, also over a restart: the id of the notice that told of it
 * @param since when it was raised
 * @param returned when it went back to normal, while it waits to be acknowledged
 * @param told whether people know of it
 * @param toldAt from when it counts how long they have known; empty until the first tick after
 * @param shelved until when it is put aside, by a shelf or by maintenance
 * @param shelf who put it aside and why, when someone did
 * @param escalated the steps of escalation that have been taken
 */
public record AlarmView(
    String key,
    String id,
    String rule,
    Notice.Kind kind,
    Severity severity,
    AlarmState state,
    Instant since,
    Optional<Instant> returned,
    String title,
    String text,
    Optional<ChannelId> channel,
    boolean told,
    Optional<Instant> toldAt,
    Optional<Acknowledgement> acknowledged,
    Optional<Instant> shelved,
    Optional<Shelf> shelf,
    Set<String> escalated) {

  /** Whether someone should acknowledge it. */
  public boolean isOpen() {
    return state == AlarmState.ACTIVE_UNACKNOWLEDGED || state == AlarmState.RETURNED_UNACKNOWLEDGED;
  }
}
