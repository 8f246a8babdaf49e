package org.stillwatch.core.station;

import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.store.ReadingStore;

/**
 * Keeps a record of what is told, outside the store. It gets its notices through an outbox like
 * those who tell people, strictly in order and one by one; what it writes beside them it reads from
 * the store, which is open before it.
 *
 * @see org.stillwatch.core.notice.Switchboard
 */
@FunctionalInterface
public interface Keeper {
  Notifier open(ReadingStore store);
}
