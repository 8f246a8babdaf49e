package org.stillwatch.notifiers.text;

/**
 * For markdown without a way to escape: characters with a meaning become wide ones that look alike
 * and have none.
 */
public final class LookAlikes {

  private static final String SPECIAL = "<>[]*`#~";
  private static final String WIDE = "\uff1c\uff1e\uff3b\uff3d\uff0a\uff40\uff03\uff5e";

  private LookAlikes() {}

  public static String of(String text) {
    var written = new StringBuilder(text.length());
    for (char c : Words.unmentioned(text).toCharArray()) {
      int special = SPECIAL.indexOf(c);
      written.append(special < 0 ? c : WIDE.charAt(special));
    }
    return written.toString();
  }
}
