package org.stillwatch.core.store;

import java.util.ArrayList;
import java.util.List;

/** Several texts in one line, whatever they hold: tabs between them, escaped within. */
public final class Fields {

  private Fields() {}

  public static String join(String... texts) {
    var line = new StringBuilder();
    for (int i = 0; i < texts.length; i++) {
      if (i > 0) {
        line.append('\t');
      }
      line.append(
          texts[i]
              .replace("\\", "\\\\")
              .replace("\t", "\\t")
              .replace("\n", "\\n")
              .replace("\r", "\\r"));
    }
    return line.toString();
  }

  public static List<String> split(String line) {
    var texts = new ArrayList<String>();
    var text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        texts.add(text.toString());
        text.setLength(0);
      } else if (c == '\\' && i + 1 < line.length()) {
        char escaped = line.charAt(++i);
        text.append(
            switch (escaped) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        text.append(c);
      }
    }
    texts.add(text.toString());
    return texts;
  }
}
