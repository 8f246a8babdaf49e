package org.stillwatch.notifiers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

class BodyTest {

  private static final URI PAGE = URI.create("http://lab/n/5f2a");

  private static Message message(String text, int rows) {
    return new Message(
        new Notice(
            "5f2a",
            Instant.parse("2026-06-26T13:55:02Z"),
            "Blue lab",
            Notice.Kind.ALARM,
            Severity.WARNING,
            "title",
            text,
            Optional.of(
                new Notice.About(new ChannelId("fridge/flow"), OptionalDouble.empty(), "mmol/s")),
            Optional.of("flow"),
            true),
        List.of(),
        false,
        Optional.empty(),
        Optional.of(PAGE),
        IntStream.range(0, rows)
            .mapToObj(i -> new Message.TableRow("fridge/p" + i, i + ".125 mbar"))
            .toList(),
        Optional.empty());
  }

  private static String body(Message message, int room) {
    var body = Body.of(message, ZoneOffset.UTC, new Plain(String::length), room);
    assertTrue(body.length() <= room, () -> body.length() + " in " + room);
    return body;
  }

  @Test
  void saysEverythingWhereThereIsRoom() {
    assertEquals(
        "no flow\n"
            + "fridge/p0  0.125 mbar\n"
            + "fridge/p1  1.125 mbar\n"
            + "Blue lab \u00b7 2026-06-26T13:55:02Z (told late) \u00b7 fridge/flow without value"
            + " \u00b7 rule flow",
        body(message("no flow", 2), 1_000));
  }

  @Test
  void cutsTheTableByWholeRowsBeforeTheText() {
    for (int room = 140; room < 800; room++) {
      var body = body(message("no flow", 30), room);
      assertTrue(body.startsWith("no flow\n"), body);
      assertTrue(body.contains("Show all: " + PAGE), body);
      for (var line : body.lines().filter(line -> line.startsWith("fridge/p")).toList()) {
        assertTrue(line.endsWith(".125 mbar"), line);
      }
      assertTrue(body.contains("\n\u2026\n"), body);
    }
  }

  @Test
  void cutsTheTextWhenItAloneIsTooLong() {
    var body = body(message("flow ".repeat(500), 30), 400);
    assertTrue(body.contains("flow\u2026\n\u2026\nShow all: " + PAGE), body);
    assertFalse(body.contains("fridge/p0"), body);
  }
}
