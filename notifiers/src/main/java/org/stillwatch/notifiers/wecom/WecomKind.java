package org.stillwatch.notifiers.wecom;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: wecom}: a group of WeCom, by its robot. */
public final class WecomKind implements NotifierKind<WecomSettings> {

  @Override
  public String name() {
    return "wecom";
  }

  @Override
  public Class<WecomSettings> settings() {
    return WecomSettings.class;
  }

  @Override
  public Notifier open(String id, WecomSettings settings) {
    return new WecomNotifier(settings, InstantSource.system());
  }
}
