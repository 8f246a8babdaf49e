package org.stillwatch.core.station;

import java.util.concurrent.locks.ReentrantLock;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;

/** A notifier that may be called directly while its outbox calls it. */
final class OneAtATime implements Notifier {

  private final Notifier notifier;
  private final ReentrantLock lock = new ReentrantLock();

  OneAtATime(Notifier notifier) {
    this.notifier = notifier;
  }

  @Override
  public Delivery deliver(Message message) {
    lock.lock();
    try {
      return notifier.deliver(message);
    } finally {
      lock.unlock();
    }
  }
}
