package org.stillwatch.notifiers.discord;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: discord}: a Discord channel, by a webhook or a bot. */
public final class DiscordKind implements NotifierKind<DiscordSettings> {

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public Class<DiscordSettings> settings() {
    return DiscordSettings.class;
  }

  @Override
  public Notifier open(String id, DiscordSettings settings) {
    return new DiscordNotifier(settings, InstantSource.system());
  }
}
