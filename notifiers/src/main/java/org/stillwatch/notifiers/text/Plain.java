package org.stillwatch.notifiers.text;

import java.net.URI;
import java.util.function.ToIntFunction;

/** Text without markup. */
public final class Plain implements Markup {

  private final ToIntFunction<String> size;

  /**
   * @param size as the service counts: {@code Cut::bytes}, {@code String::length}
   */
  public Plain(ToIntFunction<String> size) {
    this.size = size;
  }

  @Override
  public String escaped(String text) {
    return text;
  }

  @Override
  public String table(String lines) {
    return lines;
  }

  @Override
  public String small(String text) {
    return text;
  }

  @Override
  public String link(String words, URI page) {
    return words + ": " + page;
  }

  @Override
  public int size(String written) {
    return size.applyAsInt(written);
  }
}
