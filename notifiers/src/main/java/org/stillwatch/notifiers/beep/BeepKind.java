package org.stillwatch.notifiers.beep;

import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: beep}: the bell of the computer on which the station runs. */
public final class BeepKind implements NotifierKind<BeepSettings> {

  @Override
  public String name() {
    return "beep";
  }

  @Override
  public Class<BeepSettings> settings() {
    return BeepSettings.class;
  }

  @Override
  public Notifier open(String id, BeepSettings settings) {
    return new BeepNotifier(Bells.ofThisComputer());
  }
}
