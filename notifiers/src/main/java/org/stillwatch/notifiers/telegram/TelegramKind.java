package org.stillwatch.notifiers.telegram;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: telegram}: a Telegram chat, by a bot. */
public final class TelegramKind implements NotifierKind<TelegramSettings> {

  @Override
  public String name() {
    return "telegram";
  }

  @Override
  public Class<TelegramSettings> settings() {
    return TelegramSettings.class;
  }

  @Override
  public Notifier open(String id, TelegramSettings settings) {
    return new TelegramNotifier(settings, InstantSource.system());
  }
}
