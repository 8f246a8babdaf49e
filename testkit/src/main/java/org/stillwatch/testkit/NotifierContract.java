package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;

/**
 * What every notifier that speaks HTTP must do. A notifier's test extends this, says how to make
 * one, how its service says yes and no, and what a reader sees of a request.
 */
@NullMarked
public abstract class NotifierContract extends DeliveryContract {

  private static final char UNMAPPABLE = 0xfffd;

  /** All that a reader sees of a request, with the service's markup and escapes taken away. */
  protected abstract String shown(ScriptedHttp.Request request);

  /** All texts of a request as the service gets them; what could call somebody is looked for. */
  protected abstract String written(ScriptedHttp.Request request);

  /** How much of a limited text a request has, as the service counts. */
  protected abstract int size(ScriptedHttp.Request request);

  /** How much of that the service takes; empty when it has no limit. */
  protected abstract OptionalInt limit();

  /** What a reader may see in place of a text: some services have no way to write it as it is. */
  protected String alike(String text) {
    return text;
  }

  /** What the service would take for more than text. */
  protected List<String> dangers() {
    return List.of(
        "@everyone", "@here", "@channel", "@all", "<!", "<@", "<at", "<font color=\"info");
  }

  /** Fails unless the request tells this notice, in the service's own form. */
  protected void assertTells(ScriptedHttp.Request request, Notice notice) {
    assertEquals("POST", request.method());
    var shown = shown(request);
    assertTrue(shown.contains(alike("CRITICAL: " + notice.title())), shown);
    var text = notice.text().replace("\r\n", "\n").replaceAll("[\\x07\\x00\\x7f]", " ");
    assertTrue(shown.contains(alike(text)), () -> shown + " lacks " + alike(text));
    assertTrue(shown.contains("Blue lab") && shown.contains("2026-06-26"), shown);
  }

  private ScriptedHttp.Request told(Message message) throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      assertInstanceOf(Delivery.Delivered.class, deliver(message, PATIENT, http));
      return http.requests().getFirst();
    }
  }

  @Test
  void deliversANoticeOnce() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var delivery = deliver(PLAIN, PATIENT, http);
      assertInstanceOf(Delivery.Delivered.class, delivery);
      assertShowsNoSecret(delivery);
      assertEquals(1, http.requests().size());
      assertEquals(target(), http.requests().getFirst().target());
      assertTells(http.requests().getFirst(), PLAIN);
    }
  }

  @Test
  void carriesTheIdSoThatARepeatCanBeRecognised() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      deliver(PLAIN, PATIENT, http);
      var request = http.requests().getFirst();
      assertTrue(
          request.body().contains(PLAIN.id()) || request.headers().containsValue(PLAIN.id()),
          request::toString);
    }
  }

  @Test
  void tellsEveryCharacterThatAnInstrumentMaySend() throws IOException {
    var odd =
        notice(
            "\u6db2\u6c26 & <T> \"MC\" \ud83d\udd25 5 \u00b0C",
            "back\\slash \"quoted\"\r\n\ttab\nbell\u0007 nul\0 del\u007f end");
    try (var http = ScriptedHttp.answering(success())) {
      assertInstanceOf(Delivery.Delivered.class, deliver(odd, PATIENT, http));
      assertTells(http.requests().getFirst(), odd);
    }
  }

  @Test
  void deliversATextThatIsNoUnicode() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var half = notice("half \ud83d pair", "\udd25 other half");
      assertInstanceOf(Delivery.Delivered.class, deliver(half, PATIENT, http));
    }
  }

  @Test
  void cutsWhatIsTooLongBetweenCharactersAndLinksToTheWhole() throws IOException {
    for (var unit : new String[] {"\ud83d\udd25&\u6db2", "x", "\"", "line\n", "<@_*"}) {
      for (var title : List.of("long", unit.repeat(9_000).replace('\n', ' '))) {
        var request = told(full(notice(title, unit.repeat(40_000 / unit.length())), false));
        assertEquals(-1, request.body().indexOf(UNMAPPABLE), "a character was cut in two");
        if (limit().isPresent()) {
          int size = size(request);
          assertTrue(size <= limit().getAsInt(), () -> unit + " gave " + size);
          var shown = shown(request);
          assertTrue(shown.contains("\u2026"), "does not say it was cut");
          assertTrue(written(request).contains(WHOLE.toString()), shown);
          assertTrue(written(request).contains(ACKNOWLEDGE.toString()), shown);
        }
      }
    }
  }

  @Test
  void usesTheRoomThatThereIs() throws IOException {
    if (limit().isPresent()) {
      var request = told(full(notice("long", "x".repeat(40_000)), false));
      assertTrue(size(request) > limit().getAsInt() / 2, () -> "only " + size(request));
    }
  }

  @Test
  void linksToTheWholeOnlyWhenItWasCut() throws IOException {
    var request = told(full(PLAIN, false));
    if (limit().isPresent()) {
      assertFalse(shown(request).contains("\u2026"), shown(request));
      assertFalse(shown(request).contains("Show all"), shown(request));
    }
    assertTrue(written(request).contains(ACKNOWLEDGE.toString()), written(request));
    assertFalse(told(Message.of(PLAIN)).body().contains("cknowledge"));
  }

  @Test
  void sendsAFileOrTellsWhereItIs() throws IOException {
    var content = "%PDF content of the file";
    var page = URI.create("http://station.example/api/v1/runs/5f2a/report.pdf");
    var file =
        new Attachment(
            "report.pdf",
            "application/pdf",
            content.getBytes(StandardCharsets.UTF_8),
            Optional.of(page));
    try (var http = ScriptedHttp.answering(success(), success())) {
      var message = Message.of(PLAIN).with(List.of(file));
      assertInstanceOf(Delivery.Delivered.class, deliver(message, PATIENT, http));
      var requests = http.requests();
      if (requests.stream().noneMatch(request -> request.body().contains(content))) {
        var written = written(requests.getFirst());
        assertTrue(written.contains(page.toString()), written);
      }
    }
  }

  @Test
  void saysThatAMessageMayBeARepeat() throws IOException {
    var once = shown(told(full(PLAIN, false)));
    var again = shown(told(full(PLAIN, true)));
    assertFalse(once.contains("epeat"), once);
    assertTrue(
        again.contains("Possible repeat: " + alike(PLAIN.title()))
            || again.contains("\"repeat\":true"),
        again);
  }

  @Test
  void showsASumOfNotices() throws IOException {
    var one = notice("PT water out > 29", "29.4 degC");
    var sum =
        new Notice(
            "sum1",
            NOW,
            "Blue lab",
            Notice.Kind.ALARM,
            Severity.CRITICAL,
            "3 alarms",
            "water-out: PT water out\nflow: no flow\np1: pressure",
            Optional.empty(),
            Optional.empty(),
            false);
    var message =
        new Message(
            sum,
            List.of(one, one, one),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    var shown = shown(told(message));
    assertTrue(shown.contains("3 alarms"), shown);
    assertTrue(shown.contains("flow: no flow"), shown);
    assertTrue(shown.contains("3 notices from") || shown.contains("\"sum\":[{"), shown);
  }

  @Test
  void callsNobodyWhateverAnInstrumentSays() throws IOException {
    var evil =
        "@everyone @here @channel @all <!channel> <!everyone> <@U123> <at user_id=\"all\">all</at>"
            + " <font color=\"info\">fine</font> [click](http://evil)";
    var message =
        new Message(
            notice(evil, evil),
            List.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(new Message.TableRow(evil, evil)),
            Optional.empty());
    var written = written(told(message));
    for (var danger : dangers()) {
      assertFalse(written.contains(danger), () -> danger + " in " + written);
    }
  }

  @Test
  void breaksNoTitleIntoLines() throws IOException {
    var shown = shown(told(Message.of(notice("first\r\nsecond\u2028third", "t"))));
    assertTrue(
        shown.contains("first second third") || shown.contains("first\\r\\nsecond\\u2028third"),
        shown);
  }
}
