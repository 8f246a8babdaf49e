package org.stillwatch.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;

class NoticeJsonTest {

  private static Notice notice(String text, Optional<Notice.About> about) {
    return new Notice(
        "a1",
        Instant.parse("2026-06-26T13:55:02Z"),
        "Blue lab",
        Notice.Kind.ALARM,
        Severity.CRITICAL,
        "PT water out > 29",
        text,
        about,
        about.isPresent() ? Optional.of("water-out") : Optional.empty(),
        false);
  }

  private static Optional<Notice.About> about(OptionalDouble value) {
    return Optional.of(
        new Notice.About(new ChannelId("fridge/compressor/water-out"), value, "degC"));
  }

  @Test
  void writesEveryKeyInOrderOnOneLine() {
    assertEquals(
        "{\"id\":\"a1\",\"time\":\"2026-06-26T13:55:02Z\",\"station\":\"Blue lab\","
            + "\"kind\":\"alarm\",\"severity\":\"critical\",\"title\":\"PT water out > 29\","
            + "\"text\":\"line 1\\nline 2\",\"channel\":\"fridge/compressor/water-out\","
            + "\"value\":29.4,\"unit\":\"degC\",\"rule\":\"water-out\"}",
        NoticeJson.write(notice("line 1\nline 2", about(OptionalDouble.of(29.4)))));
  }

  @Test
  void writesNullForWhatDoesNotApply() {
    assertEquals(
        "{\"id\":\"a1\",\"time\":\"2026-06-26T13:55:02Z\",\"station\":\"Blue lab\","
            + "\"kind\":\"alarm\",\"severity\":\"critical\",\"title\":\"PT water out > 29\","
            + "\"text\":\"t\",\"channel\":null,\"value\":null,\"unit\":null,\"rule\":null}",
        NoticeJson.write(notice("t", Optional.empty())));
  }

  @Test
  void neverWritesANumberThatIsNoJson() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals("null", NoticeJson.value(notice("t", about(OptionalDouble.of(value)))));
    }
    assertEquals("null", NoticeJson.value(notice("t", about(OptionalDouble.empty()))));
    assertEquals("2.94E-6", NoticeJson.value(notice("t", about(OptionalDouble.of(2.94e-6)))));
    assertEquals("0", NoticeJson.value(notice("t", about(OptionalDouble.of(-0.0)))));
  }

  @Test
  void escapesQuotesControlCharactersAndLoneSurrogates() {
    assertEquals("\\\"\\\\\\n\\r\\t", NoticeJson.escaped("\"\\\n\r\t"));
    assertEquals("\\u0000\\u001b\\u007f\\u0085", NoticeJson.escaped("\0\u001b\u007f\u0085"));
    assertEquals("\\u2028\\u2029", NoticeJson.escaped("\u2028\u2029"));
    assertEquals("\\ud83d", NoticeJson.escaped("\ud83d"));
    assertEquals("\\udd25x", NoticeJson.escaped("\udd25x"));
    assertEquals(
        "5 \u00b0C \ud83d\udd25 \u6c34", NoticeJson.escaped("5 \u00b0C \ud83d\udd25 \u6c34"));
  }

  @Test
  void tellsThatANoticeIsLateOnlyWhenItIs() {
    var notice = notice("t", Optional.empty());
    assertFalse(NoticeJson.write(notice).contains("late"));
    var late = NoticeJson.write(notice.asLate());
    assertEquals(",\"late\":true}", late.substring(late.length() - 13));
  }

  @Test
  void addsToAMessageOnlyWhatApplies() {
    var notice = notice("t", Optional.empty());
    assertEquals(NoticeJson.write(notice), NoticeJson.write(Message.of(notice)));
    var object = NoticeJson.write(notice.asLate());
    var all =
        new Message(
            notice.asLate(),
            List.of(notice, notice),
            true,
            Optional.of(URI.create("http://lab/a?k=1")),
            Optional.of(URI.create("http://lab/whole")),
            List.of(new Message.TableRow("fridge/p1", "1 mbar")),
            Optional.empty());
    assertEquals(
        object.substring(0, object.length() - 1)
            + ",\"repeat\":true,\"sum\":["
            + NoticeJson.write(notice)
            + ","
            + NoticeJson.write(notice)
            + "],\"acknowledge\":\"http://lab/a?k=1\"}",
        NoticeJson.write(all));
  }
}
