package org.stillwatch.notifiers.slack;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: slack}: a Slack incoming webhook. */
public final class SlackKind implements NotifierKind<SlackSettings> {

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Class<SlackSettings> settings() {
    return SlackSettings.class;
  }

  @Override
  public Notifier open(String id, SlackSettings settings) {
    return new SlackNotifier(settings, InstantSource.system());
  }
}
