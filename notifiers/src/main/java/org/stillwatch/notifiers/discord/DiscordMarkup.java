package org.stillwatch.notifiers.discord;

import java.net.URI;
import java.util.regex.Pattern;
import org.stillwatch.notifiers.text.Markup;
import org.stillwatch.notifiers.text.Words;

/** Discord's markdown, in which a backslash takes any character's meaning away. */
final class DiscordMarkup implements Markup {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\*_~`|<>\\[\\]#-]");

  @Override
  public String escaped(String text) {
    return SPECIAL.matcher(Words.unmentioned(text)).replaceAll("\\\\$0");
  }

  @Override
  public String table(String lines) {
    return "```\n" + Words.unmentioned(lines).replace('`', '\'') + "\n```";
  }

  /** The small print is the footer of the embed. */
  @Override
  public String small(String text) {
    return "";
  }

  @Override
  public String link(String words, URI page) {
    return "[" + words + "](" + page + ")";
  }

  @Override
  public int size(String written) {
    return written.length();
  }
}
