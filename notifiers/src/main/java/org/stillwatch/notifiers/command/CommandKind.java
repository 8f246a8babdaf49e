package org.stillwatch.notifiers.command;

import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.NotifierKind;

/** {@code kind: command}: a program of the laboratory's own. */
public final class CommandKind implements NotifierKind<CommandSettings> {

  @Override
  public String name() {
    return "command";
  }

  @Override
  public Class<CommandSettings> settings() {
    return CommandSettings.class;
  }

  @Override
  public Notifier open(String id, CommandSettings settings) {
    return new CommandNotifier(settings);
  }
}
