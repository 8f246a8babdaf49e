package org.stillwatch.core.store;

import java.util.List;
import org.stillwatch.core.notice.Notice;

/**
 * A notice and those who must get it; each recipient becomes a row of the outbox. A notice whose id
 * is stored already is not stored or sent again.
 *
 * @param notifiers names of notifiers, none twice; may be empty: the notice is then only shown
 */
public record OutgoingNotice(Notice notice, List<String> notifiers) {
  public OutgoingNotice {
    notifiers = List.copyOf(notifiers);
  }
}
