package org.stillwatch.notifiers.beep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;

class BeepNotifierTest {

  private static Delivery ring(Bells.Bell... bells) {
    return new BeepNotifier(List.of(bells))
        .deliver(
            Message.of(
                new Notice(
                    "a",
                    Instant.EPOCH,
                    "lab",
                    Notice.Kind.ALARM,
                    Severity.CRITICAL,
                    "t",
                    "t",
                    Optional.empty(),
                    Optional.empty(),
                    false)));
  }

  @Test
  void ringsTheTerminalAndSaysNoMoreThanItKnows() {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(
        new Delivery.Delivered("rang the terminal bell; whether anyone heard it is not known"),
        ring(() -> Bells.terminal(stream)));
    assertEquals("\u0007", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void oneBellThatRingsIsEnough() {
    assertInstanceOf(
        Delivery.Delivered.class, ring(Optional::empty, () -> Optional.of("desktop bell")));
  }

  @Test
  void refusesWhereNothingCanRing() {
    assertInstanceOf(Delivery.Refused.class, ring());
  }

  @Test
  void triesLaterWhenTheTerminalIsGone() {
    var gone =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("closed");
              }
            },
            true,
            StandardCharsets.UTF_8);
    assertInstanceOf(Delivery.TryLater.class, ring(() -> Bells.terminal(gone)));
  }
}
