package org.stillwatch.notifiers.email;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: email}: one or more mailboxes, by a mail server. */
public final class EmailKind implements NotifierKind<EmailSettings> {

  @Override
  public String name() {
    return "email";
  }

  @Override
  public Class<EmailSettings> settings() {
    return EmailSettings.class;
  }

  @Override
  public Notifier open(String id, EmailSettings settings) {
    return new EmailNotifier(settings, InstantSource.system());
  }
}
