package org.stillwatch.core.store;

import java.util.List;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Notice;

/**
 * A notice and those who must get it; each becomes a row of the outbox. A notice whose id is stored
 * already is not stored or sent again.
 *
 * @param to no notifier twice; may be empty: the notice is then only shown
 */
public record OutgoingNotice(Notice notice, List<Addressee> to) {
  public OutgoingNotice {
    to = List.copyOf(to);
  }

  /** A notice for these notifiers, at once. */
  public static OutgoingNotice to(Notice notice, List<String> notifiers) {
    return new OutgoingNotice(notice, notifiers.stream().map(Addressee::of).toList());
  }
}
