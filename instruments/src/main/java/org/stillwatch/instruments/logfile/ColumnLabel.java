package org.stillwatch.instruments.logfile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Unit;

/**
 * The heading of a column, {@code P3 Still (mbar)}: a name and, in parentheses at its end, a unit.
 *
 * @param text the whole heading
 * @param name without the unit
 * @param unit of the column's numbers; {@link Unit#NONE} when none is told
 */
public record ColumnLabel(String text, String name, Unit unit) {

  private static final Pattern WITH_UNIT = Pattern.compile("(.*\\S)\\s*\\(([^()]*)\\)");

  /** Spellings of vendors, in lower case, for units that Stillwatch writes in another way. */
  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("bar", "bar"),
          Map.entry("mbar", "mbar"),
          Map.entry("torr", "Torr"),
          Map.entry("c", "degC"),
          Map.entry("\u00b0c", "degC"),
          Map.entry("ohm", "Ohm"),
          Map.entry("ohms", "Ohm"),
          Map.entry("watt", "W"),
          Map.entry("watts", "W"),
          Map.entry("sec", "s"),
          Map.entry("secs", "s"));

  /** Words in parentheses that say what sort of number it is, not its unit. */
  private static final Set<String> NO_UNITS = Set.of("code", "mode", "id", "therm id", "cnts");

  /** Never fails: a heading without a unit has none. */
  public static ColumnLabel parse(String heading) {
    var text = heading.strip();
    var match = WITH_UNIT.matcher(text);
    return match.matches()
        ? new ColumnLabel(text, match.group(1), unitOf(match.group(2).strip()))
        : new ColumnLabel(text, text, Unit.NONE);
  }

  private static Unit unitOf(String symbol) {
    var lower = symbol.toLowerCase(Locale.ROOT);
    if (NO_UNITS.contains(lower)) {
      return Unit.NONE;
    }
    var micro = symbol.replace('\u00b5', 'u').replace('\u03bc', 'u');
    var known = SPELLINGS.get(lower);
    return Unit.of(known == null ? micro : known);
  }
}
