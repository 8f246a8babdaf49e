package org.stillwatch.notifiers.text;

import java.net.URI;

/** How one service writes what {@link Body} puts together. */
public interface Markup {

  /**
   * A text that the service shows as it is: nothing in it becomes markup, a link or a mention.
   * Character by character, so that the whole is as long as its parts.
   */
  String escaped(String text);

  /** Lines in a monospaced font, where the service has one. */
  String table(String lines);

  /** Where and when, less prominent where the service can. */
  String small(String text);

  String link(String words, URI page);

  /** How much of the service's limit a written text takes: bytes or characters. */
  int size(String written);

  /** Between two parts. */
  default String between() {
    return "\n";
  }
}
