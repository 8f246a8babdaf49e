package org.stillwatch.notifiers.terminal;

import java.time.ZoneId;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: terminal}: one line per notice on the standard output, in the computer's zone. */
public final class TerminalKind implements NotifierKind<TerminalSettings> {

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public Class<TerminalSettings> settings() {
    return TerminalSettings.class;
  }

  @Override
  public Notifier open(String id, TerminalSettings settings) {
    return new TerminalNotifier(System.out, ZoneId.systemDefault());
  }
}
