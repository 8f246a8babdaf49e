package org.stillwatch.core.notice;

import java.util.List;

/**
 * Who gets which notices.
 *
 * @param to names of notifiers
 * @param severity the least severity it takes
 */
public record Route(String name, List<String> to, Severity severity) {
  public Route {
    to = List.copyOf(to);
  }

  public boolean takes(Notice notice) {
    return notice.severity().compareTo(severity) >= 0;
  }
}
