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

  /** Of what may make things safe, and is therefore not refused for its length. */
  static String brief(@Nullable String text) {
    return text == null ? "" : cut(line(text), LONGEST_NOTE);
  }

  /** The same of a name; absent when nobody said one. */
  static @Nullable String briefName(@Nullable String text) {
    return text == null ? null : cut(line(text), LONGEST_NAME);
  }

  private static String cut(String line, int longest) {
    return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
  }

  private static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
  }

  private static String plain(String what, String text, int longest) {
    var line = line(text);
    if (line.length() > longest) {
      throw Refusal.badRequest(what + " has more than " + longest + " characters");
    }
    return line;
  }
}
