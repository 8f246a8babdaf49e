package org.stillwatch.notifiers.dingtalk;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: dingtalk}: a group of DingTalk, by its robot. */
public final class DingtalkKind implements NotifierKind<DingtalkSettings> {

  @Override
  public String name() {
    return "dingtalk";
  }

  @Override
  public Class<DingtalkSettings> settings() {
    return DingtalkSettings.class;
  }

  @Override
  public Notifier open(String id, DingtalkSettings settings) {
    return new DingtalkNotifier(settings, InstantSource.system());
  }
}
