package org.stillwatch.notifiers.ntfy;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: ntfy}: a topic of an ntfy server. */
public final class NtfyKind implements NotifierKind<NtfySettings> {

  @Override
  public String name() {
    return "ntfy";
  }

  @Override
  public Class<NtfySettings> settings() {
    return NtfySettings.class;
  }

  @Override
  public Notifier open(String id, NtfySettings settings) {
    return new NtfyNotifier(settings, InstantSource.system());
  }
}
