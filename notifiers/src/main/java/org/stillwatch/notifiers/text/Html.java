package org.stillwatch.notifiers.text;

/** HTML, for the services that show it. */
public final class Html {

  private Html() {}

  /** A text between tags, or in an attribute within double quotation marks. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
