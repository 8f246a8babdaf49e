package org.stillwatch.cos.sag;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import org.stillwatch.cos.detector.Mjd;

/**
 * A comparison of two gain-sag tables as text ({@code gsag_report.txt}): a line for each extension,
 * below it each region that one of them has alone or that has another date.
 */
public final class ComparisonReport {
  /** Its usual name. */
  public static final String NAME = "gsag_report.txt";

  private ComparisonReport() {}

  /**
   * Writes it in UTF-8.
   *
   * @param oldName how the older table is called
   * @param newName how the newer one is called
   */
  public static void write(
      OutputStream out, TableComparison comparison, String oldName, String newName)
      throws IOException {
    out.write(text(comparison, oldName, newName).getBytes(StandardCharsets.UTF_8));
  }

  static String text(TableComparison comparison, String oldName, String newName) {
    var text = new StringBuilder();
    text.append("Gain-sag tables compared\n");
    text.append("old: ").append(oldName).append('\n');
    text.append("new: ").append(newName).append('\n');
    text.append("- only in the old table, + only in the new one, ~ with another date;");
    text.append(" LX LY DX DY DQ in native pixels, dates in MJD\n\n");
    if (comparison.same()) {
      text.append("The tables have the same regions.\n");
    }
    for (var level : comparison.levels()) {
      text.append(summary(level)).append('\n');
      level.onlyOld().forEach(region -> line(text, '-', region).append('\n'));
      level.onlyNew().forEach(region -> line(text, '+', region).append('\n'));
      level
          .dates()
          .forEach(
              change ->
                  line(text, '~', change.before())
                      .append(" -> ")
                      .append(date(change.after()))
                      .append('\n'));
    }
    return text.toString();
  }

  private static String summary(TableComparison.Level level) {
    var name = level.segment() + " " + level.hv() + ": ";
    return name
        + switch (level.presence()) {
          case ONLY_OLD -> "only in the old table, " + regions(level.onlyOld().size());
          case ONLY_NEW -> "only in the new table, " + regions(level.onlyNew().size());
          case BOTH ->
              level.same()
                  ? "the same"
                  : "%d removed, %d added, %d with another date"
                      .formatted(
                          level.onlyOld().size(), level.onlyNew().size(), level.dates().size());
        };
  }

  private static String regions(int count) {
    return count == 1 ? "1 region" : count + " regions";
  }

  private static StringBuilder line(StringBuilder text, char sign, Region region) {
    return text.append(
        String.format(
            Locale.ROOT,
            "  %c %6d %5d %3d %3d %6d  %s",
            sign,
            region.lx(),
            region.ly(),
            region.dx(),
            region.dy(),
            region.dq(),
            date(region)));
  }

  private static String date(Region region) {
    return String.format(
        Locale.ROOT,
        "%.5f (%s)",
        region.date(),
        new Mjd(region.date()).instant().atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
