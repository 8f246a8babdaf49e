package org.stillwatch.notifiers.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlackMessageTest {

  private static Notice notice(Notice.Kind kind, Severity severity, String title, String text) {
    return new Notice(
        "5f2a",
        Instant.parse("2026-06-26T13:55:02Z"),
        "Blue lab",
        kind,
        severity,
        title,
        text,
        Optional.of(
            new Notice.About(
                new ChannelId("fridge/4k/temperature"), OptionalDouble.of(4.0021), "K")),
        Optional.of("4k-warm"),
        false);
  }

  private static JsonNode message(Notice notice, ZoneId zone) {
    return new JsonMapper().readTree(SlackMessage.json(Message.of(notice), zone));
  }

  private static JsonNode alarm(String title, String text) {
    return message(notice(Notice.Kind.ALARM, Severity.WARNING, title, text), ZoneOffset.UTC);
  }

  @Test
  void saysSeverityTitleTextAndWhereItComesFrom() {
    assertEquals(
        "{\"text\":\"WARNING: 4K &gt; 4 K\\n4.0021 K\\nBlue lab \u00b7 2026-06-26T13:55:02Z \u00b7"
            + " fridge/4k/temperature 4.0021 K \u00b7 rule 4k-warm\","
            + "\"blocks\":[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"verbatim\":true,"
            + "\"text\":\"*WARNING: 4K &gt; 4 K*\"}}],"
            + "\"attachments\":[{\"color\":\"#b26a00\",\"blocks\":["
            + "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"verbatim\":true,"
            + "\"text\":\"4.0021 K\"}},"
            + "{\"type\":\"context\",\"block_id\":\"5f2a\",\"elements\":[{\"type\":\"mrkdwn\","
            + "\"verbatim\":true,\"text\":\"Blue lab \u00b7 2026-06-26T13:55:02Z \u00b7"
            + " fridge/4k/temperature 4.0021 K \u00b7 rule 4k-warm\"}]}]}]}",
        SlackMessage.json(
            Message.of(notice(Notice.Kind.ALARM, Severity.WARNING, "4K > 4 K", "4.0021 K")),
            ZoneOffset.UTC));
  }

  @Test
  void writesTheTimeInTheZoneThatWasAskedFor() {
    var message =
        message(notice(Notice.Kind.ALARM, Severity.INFO, "t", "t"), ZoneId.of("Europe/Zurich"));
    assertTrue(message.at("/text").asString().contains("2026-06-26 15:55:02+02:00"));
  }

  @Test
  void saysClearedTestAndLateWhenTheyAre() {
    var cleared = notice(Notice.Kind.CLEARED, Severity.INFO, "water < 27", "26.9");
    assertEquals(
        "*CLEARED: water &lt; 27*",
        message(cleared, ZoneOffset.UTC).at("/blocks/0/text/text").asString());
    var test = notice(Notice.Kind.TEST, Severity.INFO, "Test", "");
    assertEquals(
        "*TEST: Test*", message(test, ZoneOffset.UTC).at("/blocks/0/text/text").asString());
    assertTrue(
        message(cleared.asLate(), ZoneOffset.UTC).at("/text").asString().contains("(told late)"));
  }

  @Test
  void keepsATitleWithAnAsteriskOrALineFeedReadable() {
    assertEquals("WARNING: a * b", alarm("a * b", "x").at("/blocks/0/text/text").asString());
    assertEquals("*WARNING: a b*", alarm(" a\n b ", "x").at("/blocks/0/text/text").asString());
  }

  @Test
  void cannotBeMadeToCallEveryone() {
    var json = alarm("<!channel>", "<!everyone> <@U123> <https://evil|click>").toString();
    assertFalse(json.contains("<"), json);
  }

  @Test
  void dividesALongTextIntoSectionsThatSlackTakes() {
    var line = "fridge/mxc/temperature 0.0093 K <good> & steady\n";
    var blocks = alarm("t", line.repeat(400)).at("/attachments/0/blocks");
    var whole = new StringBuilder();
    for (int i = 0; i < blocks.size() - 1; i++) {
      var text = blocks.get(i).at("/text/text").asString();
      assertTrue(text.length() <= 3000 && !text.isBlank(), text);
      assertTrue(i == 0 || text.startsWith("\nfridge"), "divided within a line: " + text);
      whole.append(text);
    }
    assertTrue(blocks.size() < 50);
    assertEquals(
        line.repeat(400).strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        whole.toString());
  }

  @Test
  void dividesALongLineBetweenCharactersAndNotWithinAnEscape() {
    for (int shift = 0; shift < 8; shift++) {
      var text = "x".repeat(shift) + "&\ud83d\udd25".repeat(1200);
      var blocks = alarm("t", text).at("/attachments/0/blocks");
      var whole = new StringBuilder();
      for (int i = 0; i < blocks.size() - 1; i++) {
        var part = blocks.get(i).at("/text/text").asString();
        assertTrue(part.length() <= 3000);
        assertFalse(part.replace("&amp;", "").contains("&"), "an escape was divided");
        assertFalse(Character.isLowSurrogate(part.charAt(0)), "a character was divided");
        whole.append(part);
      }
      assertEquals(text.replace("&", "&amp;"), whole.toString());
    }
  }

  @Test
  void staysWithinSlacksLimitWhateverIsLong() {
    for (var unit :
        new String[] {"x", "&", "\"", "\n", "\u0001", "\ud83d\udd25", "\ud83d", "\u2028", "x\n"}) {
      var json =
          SlackMessage.json(
              Message.of(
                  notice(
                      Notice.Kind.ALARM, Severity.INFO, unit.repeat(60_000), unit.repeat(60_000))),
              ZoneOffset.UTC);
      assertTrue(json.length() <= 40_000, () -> "'" + unit + "' gave " + json.length());
    }
  }

  @Test
  void marksWhereItWasCut() {
    var blocks = alarm("t", "x".repeat(60_000)).at("/attachments/0/blocks");
    var last = blocks.get(blocks.size() - 2).at("/text/text").asString();
    assertTrue(last.endsWith("x\u2026"), last);
  }

  @Test
  void leavesOutASectionThatWouldBeEmpty() {
    var blocks = alarm("t", " \n ").at("/attachments/0/blocks");
    assertEquals(1, blocks.size());
    assertEquals("context", blocks.at("/0/type").asString());
  }
}
