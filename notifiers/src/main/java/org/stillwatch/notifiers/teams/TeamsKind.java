package org.stillwatch.notifiers.teams;

import java.time.InstantSource;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: teams}: a channel of Microsoft Teams, by a workflow. */
public final class TeamsKind implements NotifierKind<TeamsSettings> {

  @Override
  public String name() {
    return "teams";
  }

  @Override
  public Class<TeamsSettings> settings() {
    return TeamsSettings.class;
  }

  @Override
  public Notifier open(String id, TeamsSettings settings) {
    return new TeamsNotifier(settings, InstantSource.system());
  }
}
