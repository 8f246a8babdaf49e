package org.stillwatch.notifiers.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;

class TerminalNotifierTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  private static Notice notice(Notice.Kind kind, String title, String text) {
    return new Notice(
        "5f2a",
        Instant.parse("2026-06-26T13:55:02Z"),
        "Blue lab",
        kind,
        Severity.WARNING,
        title,
        text,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static String printed(Notice notice) {
    var out = new StringWriter();
    assertInstanceOf(
        Delivery.Delivered.class, new TerminalNotifier(out, ZURICH).deliver(Message.of(notice)));
    return out.toString();
  }

  @Test
  void printsOneLineInLocalTime() {
    assertEquals(
        "WARNING   2026-06-26 15:55:02  4K > 4 K  4.0021 K; second line" + System.lineSeparator(),
        printed(notice(Notice.Kind.ALARM, "4K > 4 K", "4.0021 K\r\nsecond line\n")));
  }

  @Test
  void saysClearedAndLate() {
    assertEquals(
        "CLEARED   2026-06-26 15:55:02  (late) back" + System.lineSeparator(),
        printed(notice(Notice.Kind.CLEARED, "back", "").asLate()));
  }

  @Test
  void letsNoTextSteerTheTerminal() {
    assertEquals(
        "WARNING   2026-06-26 15:55:02   [2Jx  a b" + System.lineSeparator(),
        printed(notice(Notice.Kind.ALARM, "\u001b[2Jx", "a\tb")));
  }

  @Test
  void triesLaterWhenTheTerminalIsGone() {
    var gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("closed");
          }
        };
    var out = new PrintStream(gone, true, StandardCharsets.UTF_8);
    assertInstanceOf(
        Delivery.TryLater.class,
        new TerminalNotifier(out, ZURICH).deliver(Message.of(notice(Notice.Kind.ALARM, "t", "t"))));
  }
}
