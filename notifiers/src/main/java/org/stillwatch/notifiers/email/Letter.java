package org.stillwatch.notifiers.email;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Message;
import org.stillwatch.notifiers.text.Body;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Enclosed;
import org.stillwatch.notifiers.text.Plain;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;

/**
 * A message as an e-mail: text, and HTML with the picture in it, then its files. Its Message-ID is
 * made of the notice's id, so that a repeat has the same one and a mailbox can tell.
 */
final class Letter extends MimeMessage {

  // RFC 5322 asks for lines of 78 characters; a longer subject is folded, and read by nobody
  private static final int SUBJECT_LENGTH = 200;

  /** More than anybody reads; mail servers take at least 64 KB (RFC 5321). */
  private static final int TEXT_LENGTH = 40_000;

  /** Most mail servers take letters of 10 MB and more, and a file grows by a third on the way. */
  private static final int FILE_BYTES = 7_000_000;

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String id;

  private Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  /**
   * @param now when it is sent
   * @param png the curve
   */
  static Letter of(
      Session session,
      Message whole,
      InternetAddress from,
      List<InternetAddress> to,
      ZoneId zone,
      Instant now,
      Optional<byte[]> png)
      throws MessagingException {
    var enclosed = Enclosed.within(whole, FILE_BYTES, FILE_BYTES);
    var message = enclosed.message();
    var letter = new Letter(session, id(message, from));
    letter.setFrom(from);
    letter.setRecipients(RecipientType.TO, to.toArray(new Address[0]));
    letter.setSubject(Cut.toLength(Words.title(message), SUBJECT_LENGTH), UTF_8);
    letter.setSentDate(Date.from(now));
    letter.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday answers, please
    if (Tone.of(message) == Tone.CRITICAL) {
      letter.setHeader("Importance", "high");
      letter.setHeader("X-Priority", "1");
    }
    var text = new MimeBodyPart();
    var plain = new Plain(String::length);
    text.setText(
        Words.title(message) + "\n\n" + Body.of(message, zone, plain, TEXT_LENGTH) + "\n", UTF_8);
    var both = new MimeMultipart("alternative", text, html(message, zone, letter.id, png));
    letter.setContent(enclosed.files().isEmpty() ? both : withFiles(both, enclosed.files()));
    letter.saveChanges();
    return letter;
  }

  private static MimeMultipart withFiles(MimeMultipart text, List<Attachment> files)
      throws MessagingException {
    var body = new MimeBodyPart();
    body.setContent(text);
    var all = new MimeMultipart("mixed", body);
    for (var file : files) {
      var part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.bytes(), file.mediaType())));
      part.setDisposition(ATTACHMENT);
      part.setFileName(file.name());
      all.addBodyPart(part);
    }
    return all;
  }

  private static MimeBodyPart html(Message message, ZoneId zone, String id, Optional<byte[]> png)
      throws MessagingException {
    var cid = "curve." + id;
    var page = new MimeBodyPart();
    page.setText(HtmlPage.of(message, zone, png.isPresent() ? cid : ""), UTF_8, "html");
    if (png.isEmpty()) {
      return page;
    }
    var picture = new MimeBodyPart();
    picture.setDataHandler(new DataHandler(new ByteArrayDataSource(png.get(), "image/png")));
    picture.setContentID("<" + cid + ">");
    picture.setDisposition(INLINE);
    picture.setFileName("curve.png");
    var related = new MimeBodyPart();
    related.setContent(new MimeMultipart("related", page, picture));
    return related;
  }

  private static String id(Message message, InternetAddress from) {
    var domain = from.getAddress().replaceAll("^.*@", "").replaceAll("[^A-Za-z0-9.-]", "");
    return message.notice().id().replaceAll("[^A-Za-z0-9.-]", "")
        + "@"
        + (domain.isEmpty() ? "stillwatch" : domain);
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", "<" + id + ">");
  }
}
