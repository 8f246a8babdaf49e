package org.stillwatch.notifiers.webhook;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: webhook}: any service that takes JSON over HTTP. */
public final class WebhookKind implements NotifierKind<WebhookSettings> {

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Class<WebhookSettings> settings() {
    return WebhookSettings.class;
  }

  @Override
  public Notifier open(String id, WebhookSettings settings) {
    return new WebhookNotifier(settings, InstantSource.system());
  }
}
