package org.stillwatch.notifiers.email;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.Samples;
import org.stillwatch.notifiers.TestKeys;
import org.stillwatch.notifiers.email.EmailSettings.Security;

/** Letters as a real mail server gets them, over real TLS. */
class LetterTest {

  private static final String LOCAL = "127.0.0.1";

  private final GreenMail mail =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, LOCAL, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, LOCAL, ServerSetup.PROTOCOL_SMTPS)
          });

  @BeforeEach
  void start() {
    mail.start();
    var user = mail.setUser("anna@lab.example", "lab", "SECRET1");
    assertEquals("lab", user.getLogin());
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private Delivery send(
      Security security, Optional<String> fingerprint, String password, Message message) {
    int port = security == Security.TLS ? mail.getSmtps().getPort() : mail.getSmtp().getPort();
    boolean login = security != Security.NONE;
    return new EmailNotifier(
            new EmailSettings(
                InetAddress.getLoopbackAddress().getHostAddress(),
                Optional.of(port),
                Optional.of(security),
                login ? Optional.of("lab") : Optional.empty(),
                login ? Optional.of(new Secret(password)) : Optional.empty(),
                "Bl\u00e5 lab <blue@lab.example>",
                List.of("anna@lab.example"),
                fingerprint,
                Optional.of(ZoneId.of("Europe/Zurich")),
                Optional.empty()),
            () -> Instant.parse("2026-06-26T14:00:00Z"))
        .deliver(message);
  }

  private MimeMessage received(Message message) {
    assertInstanceOf(Delivery.Delivered.class, send(Security.NONE, Optional.empty(), "", message));
    assertEquals(1, mail.getReceivedMessages().length);
    return mail.getReceivedMessages()[0];
  }

  @Test
  void logsInOverImplicitTlsToTheServerWithTheRightFingerprint()
      throws IOException, GeneralSecurityException {
    var message = Message.of(EmailNotifierTest.notice("t", "t"));
    assertInstanceOf(
        Delivery.Delivered.class,
        send(Security.TLS, Optional.of(TestKeys.fingerprint()), "SECRET1", message));
    assertEquals(1, mail.getReceivedMessages().length);
  }

  @Test
  void parksAMessageWhenTheLoginIsWrongAndShowsNoPassword()
      throws IOException, GeneralSecurityException {
    var message = Message.of(EmailNotifierTest.notice("t", "t"));
    var refused =
        assertInstanceOf(
            Delivery.Refused.class,
            send(Security.TLS, Optional.of(TestKeys.fingerprint()), "SECRET2", message));
    assertTrue(refused.reason().contains("535"), refused::reason);
    assertFalse(refused.reason().contains("SECRET2"), refused::reason);
  }

  @Test
  void carriesFilesAndLeavesOutWhatIsTooLarge() throws IOException, MessagingException {
    var page = URI.create("http://station/api/v1/runs/5f/report.pdf");
    var message =
        Message.of(EmailNotifierTest.notice("t", "done"))
            .with(
                List.of(
                    new Attachment("report.html", "text/html", new byte[] {60, 98, 62}),
                    new Attachment(
                        "report.pdf", "application/pdf", new byte[8_000_000], Optional.of(page))));
    var mixed = assertInstanceOf(MimeMultipart.class, received(message).getContent());
    assertEquals(2, mixed.getCount());
    var file = mixed.getBodyPart(1);
    assertEquals("report.html", file.getFileName());
    assertTrue(file.getContentType().startsWith("text/html"), file::toString);
    assertArrayEquals(new byte[] {60, 98, 62}, file.getInputStream().readAllBytes());
    var both = assertInstanceOf(MimeMultipart.class, mixed.getBodyPart(0).getContent());
    for (int i = 0; i < 2; i++) {
      var text = both.getBodyPart(i).getContent().toString();
      assertTrue(text.contains("report.pdf is left out: 8.0 MB"), text);
      assertTrue(text.contains(page.toString()), text);
    }
  }

  @Test
  void saysTheSameInTextAndHtml() throws IOException, MessagingException {
    var full =
        new Message(
            EmailNotifierTest.notice("\u6db2\u6c26 > 29 <b>", "29.4 degC\nsince & <i>15:55</i>"),
            List.of(),
            true,
            Optional.of(URI.create("http://station/acknowledge?key=1&id=2")),
            Optional.of(URI.create("http://station/notices/5f2a")),
            List.of(new Message.TableRow("fridge/p1", "<1E-3 mbar")),
            Optional.empty());
    var letter = received(full);
    assertEquals("CRITICAL: Possible repeat: \u6db2\u6c26 > 29 <b>", letter.getSubject());
    assertTrue(letter.getHeader("Subject", null).startsWith("=?UTF-8?"));
    assertEquals("<5f2a9c0b1d@lab.example>", letter.getMessageID());
    assertEquals("auto-generated", letter.getHeader("Auto-Submitted", null));
    assertEquals(Instant.parse("2026-06-26T14:00:00Z"), letter.getSentDate().toInstant());
    assertTrue(letter.getFrom()[0].toString().endsWith("<blue@lab.example>"));
    var both = (Multipart) letter.getContent();
    assertTrue(both.getContentType().startsWith("multipart/alternative"));
    var text = (String) both.getBodyPart(0).getContent();
    assertTrue(text.contains("CRITICAL: Possible repeat: \u6db2\u6c26 > 29 <b>"), text);
    assertTrue(text.contains("Acknowledge: http://station/acknowledge?key=1&id=2"), text);
    assertTrue(text.contains("2026-06-26 15:55:02+02:00"), text);
    var html = (String) both.getBodyPart(1).getContent();
    assertTrue(html.contains("29.4 degC<br>"), html);
    assertTrue(html.contains("since &amp; &lt;i&gt;15:55&lt;/i&gt;"), html);
    assertTrue(html.contains("href=\"http://station/acknowledge?key=1&amp;id=2\""), html);
    assertTrue(html.contains("&lt;1E-3 mbar</td>"), html);
    assertTrue(html.contains("color:#b3261e"), html);
    assertFalse(html.contains("cid:"), html);
  }

  @Test
  void showsThePictureWithinThePage() throws IOException, MessagingException {
    var letter = received(Samples.withCurve(EmailNotifierTest.notice("t", "t")));
    var both = (Multipart) letter.getContent();
    var related = (Multipart) both.getBodyPart(1).getContent();
    var html = (String) related.getBodyPart(0).getContent();
    BodyPart picture = related.getBodyPart(1);
    assertTrue(html.contains("src=\"cid:curve.5f2a9c0b1d@lab.example\""), html);
    assertEquals("<curve.5f2a9c0b1d@lab.example>", picture.getHeader("Content-ID")[0]);
    assertTrue(picture.getContentType().startsWith("image/png"));
    assertEquals('P', picture.getInputStream().readNBytes(4)[1]);
  }

  @Test
  void deliversATextThatIsNoUnicodeAndOneThatIsTooLong() throws IOException, MessagingException {
    var letter =
        received(
            Message.of(
                EmailNotifierTest.notice("half \ud83d", "\ud83d\udd25\u6db2".repeat(30_000))));
    var text = (String) ((Multipart) letter.getContent()).getBodyPart(0).getContent();
    assertTrue(text.contains("half \ufffd") && text.contains("\u2026"));
    assertTrue(text.length() < 42_000);
  }
}
