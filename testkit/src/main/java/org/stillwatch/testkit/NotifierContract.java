package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.testkit.ScriptedHttp.Act;

/**
 * What every notifier that speaks HTTP must do. A notifier's test extends this, says how to make
 * one, how its service says yes, and what the service must find in a request.
 */
@NullMarked
public abstract class NotifierContract {

  /** Part of every address given to {@link #notifier}; it must never be seen in a reason. */
  protected static final String SECRET = "T0SECRET/B1SECRET/xoxSECRETxox";

  /** What the notifier's clock says. */
  protected static final Instant NOW = Instant.parse("2026-06-26T14:00:00Z");

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration TEST_LIMIT = Duration.ofSeconds(15);

  /**
   * @param url where to post
   * @param timeout for the whole exchange
   * @param clock against which dates in answers are taken
   */
  protected abstract Notifier notifier(String url, Duration timeout, InstantSource clock);

  /** How the service says that it took a notice. */
  protected abstract Act success();

  /** An answer with a status of success that is none; empty when the status is all there is. */
  protected abstract Optional<Act> falseSuccess();

  /** Fails unless the request tells this notice, in the service's own form. */
  protected abstract void assertTells(ScriptedHttp.Request request, Notice notice);

  /**
   * The longest request body, in characters, that the service takes; empty when it has no limit.
   */
  protected abstract Optional<Integer> longestBody();

  protected static Notice notice(String title, String text) {
    return new Notice(
        "5f2a9c0b1d",
        Instant.parse("2026-06-26T13:55:02Z"),
        "Blue lab",
        Notice.Kind.ALARM,
        Severity.CRITICAL,
        title,
        text,
        Optional.of(
            new Notice.About(
                new ChannelId("fridge/compressor/water-out"), OptionalDouble.of(29.4), "degC")),
        Optional.of("water-out"),
        false);
  }

  private static final Notice PLAIN = notice("PT water out > 29", "29.4 degC since 15:55:02");

  private Delivery deliver(Notice notice, Duration timeout, ScriptedHttp http) {
    var notifier = notifier(http.base() + "/services/" + SECRET, timeout, () -> NOW);
    return assertTimeoutPreemptively(TEST_LIMIT, () -> notifier.deliver(Message.of(notice)));
  }

  private Delivery answerTo(Act act, Duration timeout) throws IOException {
    try (var http = ScriptedHttp.answering(act)) {
      var delivery = deliver(PLAIN, timeout, http);
      assertShowsNoSecret(delivery);
      return delivery;
    }
  }

  private Delivery.TryLater later(Act act) throws IOException {
    return assertInstanceOf(Delivery.TryLater.class, answerTo(act, PATIENT));
  }

  private static void assertShowsNoSecret(Delivery delivery) {
    for (var part : SECRET.split("/")) {
      assertFalse(delivery.toString().contains(part), delivery::toString);
    }
  }

  @Test
  void deliversANoticeOnce() throws IOException {
    try (var http = ScriptedHttp.answering(success())) {
      var delivery = deliver(PLAIN, PATIENT, http);
      assertInstanceOf(Delivery.Delivered.class, delivery);
      assertShowsNoSecret(delivery);
      assertEquals(1, http.requests().size());
      assertEquals("/services/" + SECRET, http.requests().getFirst().target());
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
  void cutsWhatIsTooLongAndSaysSo() throws IOException {
    var text = "\ud83d\udd25&\u6db2".repeat(15_000);
    try (var http = ScriptedHttp.answering(success())) {
      assertInstanceOf(Delivery.Delivered.class, deliver(notice("long", text), PATIENT, http));
      var body = http.requests().getFirst().body();
      var unmappable = (char) 0xfffd;
      assertEquals(-1, body.indexOf(unmappable), "a character was cut in two");
      longestBody()
          .ifPresent(
              limit -> {
                assertTrue(body.length() <= limit, () -> body.length() + " characters");
                assertTrue(body.length() > limit / 2, () -> body.length() + " characters");
                assertTrue(body.contains("...") && body.contains("cut"), "does not say it was cut");
              });
    }
  }

  @Test
  void doesNotTakeAStatusForSuccess() throws IOException {
    if (falseSuccess().isPresent()) {
      later(falseSuccess().get());
    }
  }

  @Test
  void waitsAsLongAsTheServiceAsks() throws IOException {
    for (int status : new int[] {429, 503}) {
      var seconds = later(new Act.Respond(status, Map.of("Retry-After", "17"), "slow down"));
      assertEquals(Optional.of(Duration.ofSeconds(17)), seconds.after());
      var decimal = later(new Act.Respond(status, Map.of("Retry-After", "1.5"), ""));
      assertEquals(Optional.of(Duration.ofMillis(1500)), decimal.after());
      var date =
          later(
              new Act.Respond(
                  status, Map.of("Retry-After", "Fri, 26 Jun 2026 14:02:00 GMT"), "slow down"));
      assertEquals(Optional.of(Duration.ofMinutes(2)), date.after());
    }
  }

  @Test
  void triesLaterOnAnUnreadableWait() throws IOException {
    for (var odd : new String[] {"soon", "", "-5", "1e999", "NaN", "99999999999999999999"}) {
      var after = later(new Act.Respond(429, Map.of("Retry-After", odd), "")).after();
      assertTrue(
          after.isEmpty() || (!after.get().isNegative() && after.get().toDays() <= 1),
          () -> odd + " gave " + after);
    }
    var past =
        later(new Act.Respond(429, Map.of("Retry-After", "Fri, 26 Jun 2026 13:00:00 GMT"), ""));
    assertTrue(past.after().orElse(Duration.ZERO).isZero());
  }

  @Test
  void triesLaterWhenTheServiceIsIll() throws IOException {
    for (int status : new int[] {429, 500, 502, 503, 504}) {
      var delivery = later(Act.respond(status, "rollup_error"));
      assertTrue(delivery.reason().contains(Integer.toString(status)), delivery::reason);
    }
  }

  @Test
  void parksWhatTheServiceRefusesForGood() throws IOException {
    for (int status : new int[] {400, 403, 404, 410}) {
      var delivery = answerTo(Act.respond(status, "no_service"), PATIENT);
      var refused = assertInstanceOf(Delivery.Refused.class, delivery);
      assertTrue(refused.reason().contains(Integer.toString(status)), refused::reason);
    }
  }

  @Test
  void followsNoRedirectBecauseTheSecretMustNotTravel() throws IOException {
    try (var elsewhere = ScriptedHttp.answering(success())) {
      for (int status : new int[] {301, 302, 307, 308}) {
        var redirect =
            new Act.Respond(status, Map.of("Location", elsewhere.base() + "/" + SECRET), "");
        assertInstanceOf(Delivery.Refused.class, answerTo(redirect, PATIENT));
      }
      assertEquals(0, elsewhere.requests().size());
    }
  }

  @Test
  void saysThatTheConnectionWasRefused() throws IOException {
    var url = "http://127.0.0.1:" + ScriptedHttp.deadPort() + "/services/" + SECRET;
    var delivery = notifier(url, PATIENT, () -> NOW).deliver(Message.of(PLAIN));
    var later = assertInstanceOf(Delivery.TryLater.class, delivery);
    assertTrue(later.reason().contains("connection refused"), later::reason);
    assertShowsNoSecret(later);
  }

  @Test
  void saysThatAHostIsUnknown() {
    // RFC 6761: names under .invalid never resolve
    var notifier = notifier("http://nowhere.invalid/services/" + SECRET, PATIENT, () -> NOW);
    var delivery = assertTimeoutPreemptively(TEST_LIMIT, () -> notifier.deliver(Message.of(PLAIN)));
    var later = assertInstanceOf(Delivery.TryLater.class, delivery);
    assertTrue(later.reason().contains("host not found"), later::reason);
    assertShowsNoSecret(later);
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws IOException {
    var later = assertInstanceOf(Delivery.TryLater.class, answerTo(new Act.Silence(), SHORT));
    assertTrue(later.reason().contains("no answer within 0.3 s"), later::reason);
  }

  @Test
  void givesUpOnABodyThatNeverEnds() throws IOException {
    var stalled = new Act.StalledBody(200, "ok");
    var later = assertInstanceOf(Delivery.TryLater.class, answerTo(stalled, SHORT));
    assertTrue(later.reason().contains("within 0.3 s"), later::reason);
  }

  @Test
  void readsNoMoreThanItNeedsOfAnEndlessBody() throws IOException {
    later(new Act.EndlessBody(500));
    assertInstanceOf(Delivery.Refused.class, answerTo(new Act.EndlessBody(404), PATIENT));
    if (falseSuccess().isPresent()) {
      later(new Act.EndlessBody(200));
    }
  }

  @Test
  void leavesNoConnectionBehindWhenItGivesUp() throws IOException, InterruptedException {
    for (var act :
        new Act[] {new Act.Silence(), new Act.StalledBody(200, "ok"), new Act.EndlessBody(500)}) {
      try (var http = ScriptedHttp.answering(act)) {
        assertInstanceOf(Delivery.TryLater.class, deliver(PLAIN, SHORT, http));
        assertTrue(http.clientsGone(PATIENT), act::toString);
      }
    }
  }

  @Test
  void triesLaterWhenTheConnectionBreaks() throws IOException {
    later(new Act.Reset());
    later(new Act.ResetInBody(200, "ok"));
    later(new Act.ResetInBody(200, ""));
  }

  @Test
  void triesLaterWhenTheAnswerIsNoHttp() throws IOException {
    later(new Act.Garbage("SSH-2.0-OpenSSH_9.2 " + SECRET + "\r\n\r\n"));
    later(new Act.Garbage("HTTP/1.1 two hundred " + SECRET + "\r\n\r\n"));
    later(new Act.Garbage("HTTP/1.1 200 OK\r\nContent-Length: " + SECRET + "\r\n\r\nok"));
    later(new Act.Garbage(""));
  }

  @Test
  void showsNoSecretThatTheServerSaysBack() throws IOException {
    var echo = "Cannot POST /services/" + SECRET + " for T0SECRET%2FB1SECRET";
    assertInstanceOf(Delivery.Refused.class, answerTo(Act.respond(404, echo), PATIENT));
    later(Act.respond(500, "x".repeat(190) + " " + SECRET));
  }

  @Test
  void goesOnAfterAFailure() throws IOException {
    try (var http = ScriptedHttp.answering(new Act.Reset(), Act.respond(500, ""), success())) {
      var notifier = notifier(http.base() + "/services/" + SECRET, PATIENT, () -> NOW);
      assertInstanceOf(Delivery.TryLater.class, notifier.deliver(Message.of(PLAIN)));
      assertInstanceOf(Delivery.TryLater.class, notifier.deliver(Message.of(PLAIN)));
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(PLAIN)));
      assertEquals(3, http.requests().size());
    }
  }
}
