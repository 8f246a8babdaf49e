package org.stillwatch.notifiers.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

class JsonTemplateTest {

  private static Notice notice(String title, Optional<Notice.About> about) {
    return new Notice(
        "5f2a",
        Instant.parse("2026-06-26T13:55:02Z"),
        "Blue lab",
        Notice.Kind.ALARM,
        Severity.WARNING,
        title,
        "it is {value}",
        about,
        Optional.empty(),
        false);
  }

  private static Optional<Notice.About> about(double value) {
    return Optional.of(
        new Notice.About(new ChannelId("fridge/flow"), OptionalDouble.of(value), "mmol/s"));
  }

  private static String filled(JsonTemplate template, Notice notice) {
    return template.fill(Message.of(notice));
  }

  private static String refusal(String template) {
    var refused = assertThrows(IllegalArgumentException.class, () -> JsonTemplate.parse(template));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void fillsEveryPlaceholderInsideAString() {
    var template =
        JsonTemplate.parse(
            "{\"a\":\"{id}|{time}|{station}|{kind}|{severity}|{title}|{text}|{channel}|{value}|{unit}|{rule}|{late}\"}");
    assertEquals(
        "{\"a\":\"5f2a|2026-06-26T13:55:02Z|Blue lab|alarm|warning|T|it is"
            + " {value}|fridge/flow|1.52|mmol/s||false\"}",
        filled(template, notice("T", about(1.52))));
  }

  @Test
  void writesAWholeValueOutsideAString() {
    var template =
        JsonTemplate.parse("[{value}, {channel}, {rule}, {title}, {late}, {\"unit\": {unit}}]");
    assertEquals(
        "[1.52, \"fridge/flow\", null, \"T\", false, {\"unit\": \"mmol/s\"}]",
        filled(template, notice("T", about(1.52))));
    assertEquals(
        "[null, null, null, \"T\", false, {\"unit\": null}]",
        filled(template, notice("T", Optional.empty())));
  }

  @Test
  void cannotBeBrokenOutOfByATitle() {
    var template = JsonTemplate.parse("{\"a\":\"{title}\"}");
    assertEquals(
        "{\"a\":\"\\\",\\\"b\\\":\\\"{rule}\\\\\\n\\u0007\"}",
        filled(template, notice("\",\"b\":\"{rule}\\\n\u0007", Optional.empty())));
  }

  @Test
  void knowsAStringThoughItHoldsEscapedQuotes() {
    var template = JsonTemplate.parse("{\"\\\"{title}\\\\\": {title}}");
    assertEquals("{\"\\\"T\\\\\": \"T\"}", filled(template, notice("T", Optional.empty())));
  }

  @Test
  void namesAPlaceholderThatIsNotKnownAndThoseThatAre() {
    for (var word : new String[] {"message", "Title", "titel", "rule_name"}) {
      var said = refusal("{\"a\":\"{" + word + "}\"}");
      assertTrue(said.contains("{" + word + "}") && said.contains("{title}"), said);
    }
    assertTrue(refusal("{\"a\":\"{ titel }\"}").contains("titel"));
  }

  @Test
  void refusesWhatGivesNoJson() {
    for (var template :
        new String[] {
          "",
          " ",
          "hello {title}",
          "{\"a\":\"{title}\"",
          "{\"a\":\"{title}}",
          "{\"a\":1} {\"b\":2}",
          "{{value}:1}",
          "{\"a\":'{title}'}",
          "{\"a\":{title},}",
          "{title} {text}"
        }) {
      var said = refusal(template);
      assertTrue(said.contains("JSON"), said);
      assertEquals(1, said.lines().count(), said);
    }
  }

  @Test
  void takesATemplateWithoutPlaceholders() {
    assertEquals("{}", filled(JsonTemplate.parse("{}"), notice("T", Optional.empty())));
  }

  @Test
  void tellsARepeatAndItsPages() {
    var message =
        new Message(
            notice("T", Optional.empty()),
            List.of(),
            true,
            Optional.of(URI.create("http://lab/a?k=1")),
            Optional.empty(),
            List.of(),
            Optional.empty());
    assertEquals(
        "[true, \"http://lab/a?k=1\", null, \"Possible repeat: T\"]",
        JsonTemplate.parse("[{repeat}, {acknowledge}, {whole}, {title}]").fill(message));
  }
}
