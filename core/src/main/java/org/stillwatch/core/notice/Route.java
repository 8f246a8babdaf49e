package org.stillwatch.core.notice;

import java.time.Duration;
import java.util.List;

/**
 * Who gets which notices.
 *
 * @param to names of notifiers, people and on-call lists
 * @param severity the least severity it takes
 * @param quiet when it holds notices back
 * @param escalate who is called when nobody acknowledges, in the order of the times
 * @param backup who is told what one of {@code to} refused for good; empty: all others that take
 *     notices of its severity
 */
public record Route(
    String name,
    List<String> to,
    Severity severity,
    List<QuietHours> quiet,
    List<Step> escalate,
    List<String> backup) {

  /**
   * A step of an escalation.
   *
   * @param after how long after the alarm was told, when nobody has acknowledged it by then
   * @param to names of notifiers, people and on-call lists
   */
  public record Step(Duration after, List<String> to) {
    public Step {
      to = List.copyOf(to);
    }
  }

  public Route {
    to = List.copyOf(to);
    quiet = List.copyOf(quiet);
    escalate = List.copyOf(escalate);
    backup = List.copyOf(backup);
  }

  /** A route without quiet hours, escalation and backup. */
  public Route(String name, List<String> to, Severity severity) {
    this(name, to, severity, List.of(), List.of(), List.of());
  }

  public boolean takes(Severity gravity) {
    return gravity.compareTo(severity) >= 0;
  }
}
