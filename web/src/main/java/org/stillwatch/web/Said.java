package org.stillwatch.web;

import org.jspecify.annotations.Nullable;

/** Texts that people type: as they are, without what does not belong in a line. */
final class Said {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_NOTE = 1000;

  private Said() {}

  /**
   * @throws Refusal when it is missing or blank
   */
  static String needed(String key, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw Refusal.badRequest("'" + key + "' is missing");
    }
    return text;
  }

  static String name(String text) {
    return plain("who", text, LONGEST_NAME);
  }

  /** What is not said is empty. */
  static String note(@Nullable String text) {
    return text == null ? "" : plain("the note", text, LONGEST_NOTE);
  }

  private static String plain(String what, String text, int longest) {
    var line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    if (line.length() > longest) {
      throw Refusal.badRequest(what + " has more than " + longest + " characters");
    }
    return line;
  }
}
