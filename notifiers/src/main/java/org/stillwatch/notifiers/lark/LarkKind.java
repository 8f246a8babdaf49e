package org.stillwatch.notifiers.lark;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: lark}: a group of Feishu or Lark, by its custom bot. */
public final class LarkKind implements NotifierKind<LarkSettings> {

  @Override
  public String name() {
    return "lark";
  }

  @Override
  public Class<LarkSettings> settings() {
    return LarkSettings.class;
  }

  @Override
  public Notifier open(String id, LarkSettings settings) {
    return new LarkNotifier(settings, InstantSource.system());
  }
}
