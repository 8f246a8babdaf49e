package org.stillwatch.notifiers.wecom;

import java.net.URI;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.LookAlikes;
import org.stillwatch.notifiers.text.Markup;

/** WeCom's subset of markdown; its only font colours are info, comment and warning. */
final class WecomMarkup implements Markup {

  @Override
  public String escaped(String text) {
    return LookAlikes.of(text);
  }

  @Override
  public String table(String lines) {
    return LookAlikes.of(lines);
  }

  @Override
  public String small(String text) {
    return font("comment", LookAlikes.of(text));
  }

  @Override
  public String link(String words, URI page) {
    return "[" + words + "](" + page + ")";
  }

  @Override
  public int size(String written) {
    return Cut.bytes(written);
  }

  static String font(String colour, String written) {
    return "<font color=\"" + colour + "\">" + written + "</font>";
  }
}
