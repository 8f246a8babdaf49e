package org.stillwatch.core.reading;

import java.util.regex.Pattern;

/**
 * A pattern of channel ids: {@code *} matches within one part, {@code **} across parts. {@code
 * fridge/*}{@code /temperature} matches {@code fridge/mxc/temperature}; {@code fridge/p*} matches
 * {@code fridge/p1} but not {@code fridge/pump/turbo1}.
 */
public record ChannelPattern(String text) {

  /** Whether the id matches the whole pattern. */
  public boolean matches(ChannelId id) {
    return regex().matcher(id.text()).matches();
  }

  /** The pattern as a regular expression, for stores that search by themselves. */
  public Pattern regex() {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '*') {
        out.append(Pattern.quote(String.valueOf(c)));
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '*') {
        out.append(".*");
        i++;
      } else {
        out.append("[^/]*");
      }
    }
    return Pattern.compile(out.toString());
  }
}
