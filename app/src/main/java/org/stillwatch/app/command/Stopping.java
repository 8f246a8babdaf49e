package org.stillwatch.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a command running until its time is over or the process is asked to stop. */
final class Stopping implements AutoCloseable {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook =
      new Thread(
          () -> {
            asked.countDown();
            try {
              // the process lives on until all is closed in order
              var inTime = done.await(15, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          },
          "stopping");

  Stopping() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Waits.
   *
   * @return whether it was asked to stop
   */
  boolean await(Duration atMost) throws InterruptedException {
    return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    done.countDown();
    if (asked.getCount() > 0) {
      var removed = Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
