package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
 * What the answers of a service over HTTP mean, and what is known when there is none: when to try
 * again, when never, and whether the message may have arrived. Part of {@link NotifierContract}.
 */
@NullMarked
public abstract class DeliveryContract {

  /** Part of every address given to {@link #notifier}; it must never be seen in a reason. */
  protected static final String SECRET = "T0SECRET/B1SECRET/xoxSECRETxox";

  /** What the notifier's clock says. */
  protected static final Instant NOW = Instant.parse("2026-06-26T14:00:00Z");

  protected static final URI ACKNOWLEDGE =
      URI.create("http://station.example/acknowledge/5f2a9c0b1d?key=Zm9vYmFy");

  protected static final URI WHOLE = URI.create("http://station.example/notices/5f2a9c0b1d");

  static final Duration PATIENT = Duration.ofSeconds(20);

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

  /** Answers with a status of success that are none, and may be another time. */
  protected abstract List<Act> falseSuccesses();

  /** The service's own answers that no later attempt can change. */
  protected abstract List<Act> forGood();

  /** The address of a request; the secret is in it. */
  protected String target() {
    return "/services/" + SECRET;
  }

  /** The secret as it stands in the service's address. */
  protected String secret() {
    return SECRET;
  }

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

  static final Notice PLAIN = notice("PT water out > 29", "29.4 degC since 15:55:02");

  final Delivery deliver(Notice notice, Duration timeout, ScriptedHttp http) {
    return deliver(Message.of(notice), timeout, http);
  }

  final Delivery deliver(Message message, Duration timeout, ScriptedHttp http) {
    var notifier = notifier(http.base() + "/services/" + SECRET, timeout, () -> NOW);
    return assertTimeoutPreemptively(TEST_LIMIT, () -> notifier.deliver(message));
  }

  static Message full(Notice notice, boolean repeat) {
    return new Message(
        notice,
        List.of(),
        repeat,
        Optional.of(ACKNOWLEDGE),
        Optional.of(WHOLE),
        List.of(
            new Message.TableRow("fridge/mxc/temperature", "0.0093 K"),
            new Message.TableRow("fridge/p1", "- off its curve")),
        Optional.empty());
  }

  private Delivery answerTo(Act act, Duration timeout) throws IOException {
    try (var http = ScriptedHttp.answering(act)) {
      var delivery = deliver(PLAIN, timeout, http);
      assertShowsNoSecret(delivery);
      return delivery;
    }
  }

  private Delivery.TryLater later(Act act) throws IOException {
    return assertInstanceOf(Delivery.TryLater.class, answerTo(act, PATIENT), act::toString);
  }

  private void notTaken(Act act) throws IOException {
    assertFalse(later(act).mayHaveArrived(), act::toString);
  }

  /** It was sent, and nobody knows what became of it. */
  private void mayHaveArrived(Act act) throws IOException {
    assertTrue(later(act).mayHaveArrived(), act::toString);
  }

  static void assertShowsNoSecret(Delivery delivery) {
    for (var part : SECRET.split("/")) {
      assertFalse(delivery.toString().contains(part), delivery::toString);
    }
  }

  @Test
  void doesNotTakeAStatusForSuccess() throws IOException {
    for (var act : falseSuccesses()) {
      notTaken(act);
    }
  }

  @Test
  void parksWhatTheServiceRefusesInItsOwnWords() throws IOException {
    for (var act : forGood()) {
      assertInstanceOf(Delivery.Refused.class, answerTo(act, PATIENT), act::toString);
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
      assertFalse(delivery.mayHaveArrived(), delivery::reason);
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
    assertFalse(later.mayHaveArrived());
    assertShowsNoSecret(later);
  }

  @Test
  void saysThatAHostIsUnknown() {
    // RFC 6761: names under .invalid never resolve
    var notifier = notifier("http://nowhere.invalid/services/" + SECRET, PATIENT, () -> NOW);
    var delivery = assertTimeoutPreemptively(TEST_LIMIT, () -> notifier.deliver(Message.of(PLAIN)));
    var later = assertInstanceOf(Delivery.TryLater.class, delivery);
    assertTrue(later.reason().contains("host not found"), later::reason);
    assertFalse(later.mayHaveArrived());
    assertShowsNoSecret(later);
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws IOException {
    var later = assertInstanceOf(Delivery.TryLater.class, answerTo(new Act.Silence(), SHORT));
    assertTrue(later.reason().contains("no answer within 0.3 s"), later::reason);
    assertTrue(later.mayHaveArrived(), "it was sent, and the service may have it");
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
    if (!falseSuccesses().isEmpty()) {
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
    mayHaveArrived(new Act.Reset());
    mayHaveArrived(new Act.ResetInBody(200, "ok"));
    mayHaveArrived(new Act.ResetInBody(200, ""));
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
    var echo = "Cannot POST " + target() + " for " + secret().replace("/", "%2F");
    assertInstanceOf(Delivery.Refused.class, answerTo(Act.respond(404, echo), PATIENT));
    later(Act.respond(500, "x".repeat(190) + " " + secret()));
  }

  @Test
  void showsNoAddressOfAReceiverThatTheServerSaysBack() throws IOException {
    for (int status : new int[] {404, 500}) {
      try (var http = ScriptedHttp.answering(Act.respond(status, "no: " + ACKNOWLEDGE))) {
        var delivery = deliver(full(PLAIN, false), PATIENT, http);
        assertFalse(delivery.toString().contains("Zm9vYmFy"), delivery::toString);
      }
    }
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
