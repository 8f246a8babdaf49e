package org.stillwatch.core.instrument;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The clock that intervals go by; it never jumps. Tests give one that does not wait. */
public interface SteadyClock {

  /** Nanoseconds since some moment. */
  long nanos();

  /** Returns after so long, sooner when the thread is interrupted. */
  void rest(Duration length);

  /** The clock of this machine. */
  SteadyClock SYSTEM =
      new SteadyClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void rest(Duration length) {
          long end = System.nanoTime() + length.toNanos();
          for (long left = length.toNanos();
              left > 0 && !Thread.currentThread().isInterrupted();
              left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
        }
      };
}
