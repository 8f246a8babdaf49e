package org.stillwatch.core.procedure;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * Texts with {@code {name}} in them, which stands for a value, and {@code {name:mK}}, which stands
 * for its number in that unit. What is filled in is not looked at again.
 */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_-]+)(?::([^{}]+))?}");

  private Template() {}

  /**
   * @throws IllegalArgumentException with one sentence when there is no such name or unit
   */
  static String fill(
      String text, Function<String, Optional<String>> values, Collection<String> names) {
    return PLACE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, values, names)));
  }

  private static String value(
      java.util.regex.MatchResult found,
      Function<String, Optional<String>> values,
      Collection<String> names) {
    var value =
        values
            .apply(found.group(1))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'"
                            + found.group()
                            + "' stands for nothing; "
                            + NearMiss.of(found.group(1), new TreeSet<>(names))));
    if (found.group(2) == null) {
      return value;
    }
    var unit =
        Unit.known(found.group(2))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'" + found.group(2) + "' in '" + found.group() + "' is no known unit"));
    return Numbers.plain(Quantity.parse(value).in(unit));
  }
}
