package org.stillwatch.app.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.web.TlsKey;

/** Tells in time that the certificate of the page ends: at the start, and each day. */
final class CertificateWatch implements AutoCloseable {

  private static final Duration EACH = Duration.ofDays(1);

  private final Thread thread;

  /**
   * @param tell gets one sentence
   */
  CertificateWatch(Optional<TlsKey> key, InstantSource clock, Consumer<String> tell) {
    thread =
        Thread.ofVirtual()
            .name("certificate")
            .start(() -> key.ifPresent(watched -> watch(watched, clock, tell)));
  }

  private static void watch(TlsKey key, InstantSource clock, Consumer<String> tell) {
    try {
      while (true) {
        key.warning(clock.instant()).ifPresent(tell);
        Thread.sleep(EACH);
      }
    } catch (InterruptedException e) {
      // the page closes
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
