package org.stillwatch.core.notice;

import java.util.List;

/**
 * Someone who can be called.
 *
 * @param notifiers by which; all of them are used
 */
public record Person(String name, List<String> notifiers) {
  public Person {
    notifiers = List.copyOf(notifiers);
  }
}
