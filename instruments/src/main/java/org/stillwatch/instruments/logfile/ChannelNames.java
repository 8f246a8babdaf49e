package org.stillwatch.instruments.logfile;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Gives the columns of one file their channel names: a readable slug of the heading, unique within
 * the file. Headings are not unique in some logs: the second of a name gets {@code -2}.
 */
public final class ChannelNames {

  private static final int LONGEST = 80;

  private final Set<String> taken = new HashSet<>();

  /** A name for a column: {@code P2 Condense} is {@code p2-condense}. */
  public String name(String heading) {
    var slug = slug(heading);
    var name = slug;
    for (int n = 2; !taken.add(name); n++) {
      name = slug + "-" + n;
    }
    return name;
  }

  /** A name in two parts: {@code PT2 Plate} is {@code pt2-plate/temperature}. */
  public String name(String thing, String quantity) {
    var slug = slug(thing);
    var name = slug + "/" + quantity;
    for (int n = 2; !taken.add(name); n++) {
      name = slug + "-" + n + "/" + quantity;
    }
    return name;
  }

  /**
   * The heading in lower case with hyphens for all that is neither letter nor digit; {@code column}
   * when nothing is left. Primes are spelt out, since headings differ by them: {@code M'} is {@code
   * m-prime}.
   */
  public static String slug(String heading) {
    var spelt =
        heading
            .replace("''", "-double-prime")
            .replace("\"", "-double-prime")
            .replace("'", "-prime")
            .replace("\u00b0", "deg")
            .replace('\u00b5', 'u')
            .replace('\u03bc', 'u')
            .replace("\u03a9", "ohm")
            .replace("\u2126", "ohm");
    var plain = Normalizer.normalize(spelt, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    var out = new StringBuilder();
    for (int i = 0; i < plain.length() && out.length() < LONGEST; i++) {
      char c = plain.charAt(i);
      boolean point =
          c == '.' && i > 0 && digit(plain, i - 1) && i + 1 < plain.length() && digit(plain, i + 1);
      if (digit(plain, i) || (c >= 'a' && c <= 'z') || point) {
        out.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !out.isEmpty()
          && out.charAt(out.length() - 1) != '-') {
        out.append('-');
      }
    }
    while (!out.isEmpty() && !Character.isLetterOrDigit(out.charAt(out.length() - 1))) {
      out.setLength(out.length() - 1);
    }
    return out.isEmpty() ? "column" : out.toString();
  }

  private static boolean digit(String text, int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
