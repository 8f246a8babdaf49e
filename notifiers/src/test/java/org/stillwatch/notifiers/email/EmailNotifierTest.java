package org.stillwatch.notifiers.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.notifiers.TestKeys;
import org.stillwatch.notifiers.email.EmailSettings.Security;

/** What becomes of a letter when a mail server is not in the mood. */
class EmailNotifierTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String ANNA = "RCPT TO:<anna@lab.example>";
  private static final String BEN = "RCPT TO:<ben@lab.example>";

  static Notice notice(String title, String text) {
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

  private static Notifier relay(int port, Duration timeout, String... to) {
    return notifier(port, Security.NONE, timeout, to);
  }

  private static Notifier notifier(int port, Security security, Duration timeout, String... to) {
    return new EmailNotifier(
        new EmailSettings(
            "127.0.0.1",
            Optional.of(port),
            Optional.of(security),
            Optional.empty(),
            Optional.empty(),
            "Blue lab <blue@lab.example>",
            List.of(to),
            Optional.empty(),
            Optional.empty(),
            Optional.of(timeout)),
        () -> Instant.EPOCH);
  }

  private static Delivery answerTo(Map<String, String> script) throws IOException {
    try (var smtp = new ScriptedSmtp(script)) {
      return relay(smtp.port(), PATIENT, "anna@lab.example").deliver(Message.of(notice("t", "t")));
    }
  }

  @Test
  void keepsTheServersWordsAsReceipt() throws IOException {
    assertEquals(new Delivery.Delivered("250 2.0.0 queued as 17"), answerTo(Map.of()));
  }

  @Test
  void triesLaterWhatPassesAndParksWhatIsForGood() throws IOException {
    for (var word : List.of("greeting", "MAIL", ANNA, "DATA", ".")) {
      for (var reply : List.of("421 4.3.2 busy", "450 4.2.0 greylisted", "451 4.7.1 later")) {
        var later =
            assertInstanceOf(
                Delivery.TryLater.class,
                answerTo(Map.of(word, reply)),
                () -> word + " answered " + reply);
        assertTrue(later.reason().contains(reply.substring(4)), later::reason);
        assertFalse(later.mayHaveArrived(), later::reason);
      }
      for (var reply :
          List.of("550 5.7.1 relaying denied", "554 5.3.0 no", "552 5.3.4 too large")) {
        var refused =
            assertInstanceOf(
                Delivery.Refused.class,
                answerTo(Map.of(word, reply)),
                () -> word + " answered " + reply);
        assertTrue(refused.reason().contains(reply.substring(4)), refused::reason);
      }
    }
  }

  @Test
  void mayHaveArrivedOnlyAfterTheFinalDot() throws IOException {
    for (var word : List.of("greeting", "EHLO", "MAIL", ANNA, "DATA")) {
      var later =
          assertInstanceOf(
              Delivery.TryLater.class, answerTo(Map.of(word, ScriptedSmtp.HANG_UP)), word);
      assertFalse(later.mayHaveArrived(), word);
    }
    var later =
        assertInstanceOf(Delivery.TryLater.class, answerTo(Map.of(".", ScriptedSmtp.HANG_UP)));
    assertTrue(later.mayHaveArrived(), later::reason);
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws IOException {
    for (var word : List.of("greeting", "MAIL", ".")) {
      try (var smtp = new ScriptedSmtp(Map.of(word, ScriptedSmtp.SILENCE))) {
        var later =
            assertInstanceOf(
                Delivery.TryLater.class,
                relay(smtp.port(), Duration.ofMillis(400), "anna@lab.example")
                    .deliver(Message.of(notice("t", "t"))));
        assertTrue(later.reason().contains("no answer within 0.4 s"), later::reason);
        assertEquals(word.equals("."), later.mayHaveArrived(), word);
      }
    }
  }

  @Test
  void saysThatTheConnectionWasRefusedOrTheHostIsUnknown() throws IOException {
    int dead;
    try (var socket = new ServerSocket(0)) {
      dead = socket.getLocalPort();
    }
    var later =
        assertInstanceOf(
            Delivery.TryLater.class,
            relay(dead, PATIENT, "anna@lab.example").deliver(Message.of(notice("t", "t"))));
    assertTrue(later.reason().endsWith("connection refused"), later::reason);
    assertFalse(later.mayHaveArrived());
  }

  @Test
  void keepsANoticeFromNobodyForTheSakeOfAnAddressThatIsWrong() throws IOException {
    try (var smtp = new ScriptedSmtp(Map.of(BEN, "550 5.1.1 no such user"))) {
      var delivered =
          assertInstanceOf(
              Delivery.Delivered.class,
              relay(smtp.port(), PATIENT, "anna@lab.example", "ben@lab.example")
                  .deliver(Message.of(notice("t", "t"))));
      assertEquals("250 2.0.0 queued as 17; refused for ben@lab.example", delivered.receipt());
    }
  }

  @Test
  void triesAgainOnlyForThoseWhoAreLeft() throws IOException {
    try (var smtp = new ScriptedSmtp(Map.of(BEN, "450 4.2.0 greylisted"))) {
      var notifier = relay(smtp.port(), PATIENT, "anna@lab.example", "ben@lab.example");
      var later =
          assertInstanceOf(Delivery.TryLater.class, notifier.deliver(Message.of(notice("t", "t"))));
      assertTrue(later.reason().contains("ben@lab.example: 450 4.2.0 greylisted"), later::reason);
      smtp.answer(BEN, "250 ok");
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      assertEquals(1, smtp.lines().stream().filter(ANNA::equals).count());
      assertEquals(2, smtp.lines().stream().filter(BEN::equals).count());
    }
  }

  @Test
  void saysNothingToAServerThatHidesItsStarttls() throws IOException {
    try (var smtp = new ScriptedSmtp(Map.of())) {
      var later =
          assertInstanceOf(
              Delivery.TryLater.class,
              notifier(smtp.port(), Security.STARTTLS, PATIENT, "anna@lab.example")
                  .deliver(Message.of(notice("t", "t"))));
      assertTrue(later.reason().contains("does not offer STARTTLS"), later::reason);
      assertFalse(smtp.lines().stream().anyMatch(line -> line.startsWith("MAIL")));
    }
  }

  @Test
  void logsInOnlyWithinTlsAfterStarttls() throws IOException, GeneralSecurityException {
    try (var smtp =
        new ScriptedSmtp(
            Map.of("EHLO", "250-lab\r\n250-STARTTLS\r\n250 AUTH PLAIN", "AUTH", "235 welcome"))) {
      var notifier =
          new EmailNotifier(
              new EmailSettings(
                  "127.0.0.1",
                  Optional.of(smtp.port()),
                  Optional.empty(),
                  Optional.of("lab"),
                  Optional.of(new Secret("SECRET1")),
                  "blue@lab.example",
                  List.of("anna@lab.example"),
                  Optional.of(TestKeys.fingerprint()),
                  Optional.empty(),
                  Optional.empty()),
              () -> Instant.EPOCH);
      assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      var lines = smtp.lines();
      int secured = lines.indexOf("(from here on within TLS)");
      var before = lines.subList(0, secured);
      assertTrue(before.stream().noneMatch(line -> line.startsWith("AUTH")), before::toString);
      assertTrue(before.stream().noneMatch(line -> line.startsWith("MAIL")), before::toString);
      assertTrue(
          lines.subList(secured, lines.size()).stream()
              .anyMatch(line -> line.startsWith("AUTH PLAIN")));
    }
  }

  @Test
  void parksALoginThatIsRefusedForGoodAndShowsNoPassword()
      throws IOException, GeneralSecurityException {
    for (var reply : List.of("535 5.7.8 SECRET1 is wrong", "454 4.7.0 try later")) {
      try (var smtp =
          new ScriptedSmtp(
              Map.of("EHLO", "250-lab\r\n250-STARTTLS\r\n250 AUTH PLAIN", "AUTH", reply))) {
        var notifier =
            new EmailNotifier(
                new EmailSettings(
                    "127.0.0.1",
                    Optional.of(smtp.port()),
                    Optional.empty(),
                    Optional.of("lab"),
                    Optional.of(new Secret("SECRET1")),
                    "blue@lab.example",
                    List.of("anna@lab.example"),
                    Optional.of(TestKeys.fingerprint()),
                    Optional.empty(),
                    Optional.empty()),
                () -> Instant.EPOCH);
        var delivery = notifier.deliver(Message.of(notice("t", "t")));
        assertEquals(reply.startsWith("535"), delivery instanceof Delivery.Refused);
        assertEquals(reply.startsWith("454"), delivery instanceof Delivery.TryLater);
        assertFalse(delivery.toString().contains("SECRET1"), delivery::toString);
      }
    }
  }

  @Test
  void trustsNoOtherCertificate() throws IOException {
    for (var pin : List.of(Optional.<String>empty(), Optional.of("ab".repeat(32)))) {
      try (var smtp = new ScriptedSmtp(Map.of("EHLO", "250-lab\r\n250 STARTTLS"))) {
        var notifier =
            new EmailNotifier(
                new EmailSettings(
                    "127.0.0.1",
                    Optional.of(smtp.port()),
                    Optional.empty(),
                    Optional.of("lab"),
                    Optional.of(new Secret("SECRET1")),
                    "blue@lab.example",
                    List.of("anna@lab.example"),
                    pin,
                    Optional.empty(),
                    Optional.empty()),
                () -> Instant.EPOCH);
        var later =
            assertInstanceOf(
                Delivery.TryLater.class, notifier.deliver(Message.of(notice("t", "t"))));
        assertTrue(later.reason().contains("no secure connection"), later::reason);
        assertFalse(later.mayHaveArrived());
        assertTrue(smtp.lines().stream().noneMatch(line -> line.startsWith("AUTH")));
      }
    }
  }

  @Test
  void letsNoTextAddALineToTheHead() throws IOException {
    try (var smtp = new ScriptedSmtp(Map.of())) {
      var evil = "a\r\nBcc: everyone@lab.example\r\n\r\n.\r\nMAIL FROM:<x@y>\u2028X: y";
      assertInstanceOf(
          Delivery.Delivered.class,
          relay(smtp.port(), PATIENT, "anna@lab.example").deliver(Message.of(notice(evil, evil))));
      var lines = smtp.lines();
      var head = lines.subList(lines.indexOf("DATA"), lines.indexOf(""));
      assertFalse(head.stream().anyMatch(line -> line.startsWith("Bcc")), head::toString);
      var commands = lines.subList(0, lines.indexOf("DATA"));
      assertEquals(1, commands.stream().filter(line -> line.startsWith("MAIL FROM")).count());
      assertEquals(1, lines.stream().filter(line -> line.equals(".")).count());
    }
  }

  @Test
  void aRepeatHasTheSameMessageId() throws IOException {
    try (var smtp = new ScriptedSmtp(Map.of())) {
      var notifier = relay(smtp.port(), PATIENT, "anna@lab.example");
      for (int i = 0; i < 2; i++) {
        assertInstanceOf(Delivery.Delivered.class, notifier.deliver(Message.of(notice("t", "t"))));
      }
      assertEquals(
          2,
          smtp.lines().stream()
              .filter(line -> line.equals("Message-ID: <5f2a9c0b1d@lab.example>"))
              .count());
    }
  }

  private static String refusal(
      Security security, String from, List<String> to, boolean user, Optional<String> pin) {
    var settings =
        new EmailSettings(
            "mail.lab.example",
            Optional.empty(),
            Optional.of(security),
            user ? Optional.of("lab") : Optional.empty(),
            user ? Optional.of(new Secret("SECRET1")) : Optional.empty(),
            from,
            to,
            pin,
            Optional.empty(),
            Optional.empty());
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new EmailKind().open("mail", settings));
    var said = String.valueOf(refused.getMessage());
    assertFalse(said.contains("SECRET1"), said);
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  @Test
  void refusesSettingsThatCannotWorkOrAreUnsafe() {
    var to = List.of("anna@lab.example");
    var none = Optional.<String>empty();
    assertTrue(refusal(Security.NONE, "a@b.c", to, true, none).contains("without TLS"));
    assertTrue(refusal(Security.TLS, "a@b.c", List.of(), false, none).contains("to is empty"));
    assertTrue(
        refusal(Security.TLS, "a@b.c", to, false, Optional.of("12:34")).contains("fingerprint"));
    for (var bad : List.of("", "anna", "a@b\r\nBcc: c@d", "a b@c", "team: a@b.c;", "a@b, c@d")) {
      assertTrue(refusal(Security.TLS, bad, to, false, none).contains("from is"), bad);
      assertTrue(refusal(Security.TLS, "a@b.c", List.of(bad), false, none).contains("to is"), bad);
    }
  }
}
