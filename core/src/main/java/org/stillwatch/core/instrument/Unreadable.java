package org.stillwatch.core.instrument;

/**
 * A message that cannot be read.
 *
 * @param kind the same for all messages with this fault, without the value that shows it
 * @param why one clause with what came and what was expected
 */
public record Unreadable(String kind, String why) {

  private static final int SHOWN = 60;

  /** What came, cut to a readable length, within quotes. */
  public static String shown(String text) {
    var clean = text.replaceAll("\\p{Cntrl}+", " ");
    return "'" + (clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...") + "'";
  }
}
