package org.stillwatch.notifiers.telegram;

import java.net.URI;
import org.stillwatch.notifiers.text.Html;
import org.stillwatch.notifiers.text.Markup;
import org.stillwatch.notifiers.text.Words;

/** The few tags of Telegram's {@code parse_mode: HTML}. */
final class TelegramMarkup implements Markup {

  @Override
  public String escaped(String text) {
    return Html.escaped(Words.unmentioned(text));
  }

  @Override
  public String table(String lines) {
    return "<pre>" + escaped(lines) + "</pre>";
  }

  @Override
  public String small(String text) {
    return "<i>" + escaped(text) + "</i>";
  }

  @Override
  public String link(String words, URI page) {
    return "<a href=\"" + Html.escaped(page.toString()) + "\">" + words + "</a>";
  }

  /** Telegram counts after it has read the tags, so this is never too little. */
  @Override
  public int size(String written) {
    return written.length();
  }
}
