package org.stillwatch.core.alarm;

import java.util.Locale;

/** The states of an alarm after ISA-18.2 (IEC 62682). An alarm that is not kept is normal. */
public enum AlarmState {
  ACTIVE_UNACKNOWLEDGED,
  ACTIVE_ACKNOWLEDGED,
  /** It is over, but it latches: someone must acknowledge that it was. */
  RETURNED_UNACKNOWLEDGED,
  /** Put aside by someone, until a time, for a reason; or its channel is under maintenance. */
  SHELVED;

  /** The word in files and messages: {@code active-unacknowledged}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
