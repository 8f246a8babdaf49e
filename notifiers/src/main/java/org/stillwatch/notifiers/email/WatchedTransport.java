package org.stillwatch.notifiers.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * SMTP that knows whether the whole message was sent without an answer to it: from the final dot on
 * the server may have taken it.
 */
final class WatchedTransport extends SMTPTransport {

  private volatile boolean ended;
  private volatile boolean answered;

  /**
   * @param implicitTls TLS from the first byte
   */
  WatchedTransport(Session session, boolean implicitTls) {
    super(session, null, implicitTls ? "smtps" : "smtp", implicitTls);
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    ended = true;
    super.finishData();
    answered = true;
  }

  /** The server's last word: a reply code of RFC 5321, or less than 100 when there was none. */
  int code() {
    return getLastReturnCode();
  }

  /** The message was sent in full and no answer to it came. */
  boolean mayHaveArrived() {
    // a refusal after the final dot is an answer; 354 is the word before it
    return ended && !answered && (code() < 400 || code() > 599);
  }
}
