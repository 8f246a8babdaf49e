package org.stillwatch.app.cos;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.monitor.TableRecipe;
import org.stillwatch.cos.sag.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a gain-sag table. */
@Command(
    name = "gsagtab-creator",
    aliases = "cosmo_gsagtab_creator",
    description = {
      "Writes a gain-sag table (GSAGTAB) of the catalogue's flags, and prints its path.",
      "All options that are true or false take true, false, yes, no, 1 or 0; alone they are true."
    },
    footer = {"", "Example: stillwatch cos gsagtab-creator --blue --out_directory /tmp"})
final class TableCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Option(
      names = {"--out_directory", "--out-directory"},
      paramLabel = "DIR",
      description = "where it goes; here")
  private Path folder = Path.of("");

  @Option(
      names = "--filter",
      paramLabel = "TRUTH",
      arity = "0..1",
      fallbackValue = "true",
      converter = Truth.Converter.class,
      description = "without what recovered; true")
  private Truth filter = Truth.TRUE;

  @Option(
      names = "--blue",
      paramLabel = "TRUTH",
      arity = "0..1",
      fallbackValue = "true",
      converter = Truth.Converter.class,
      description = "for the blue modes; false")
  private Truth blue = Truth.FALSE;

  @Option(
      names = {"--by_date", "--by-date"},
      paramLabel = "TRUTH",
      arity = "0..1",
      fallbackValue = "true",
      converter = Truth.Converter.class,
      description = "what sagged until --tab_date; false")
  private Truth byDate = Truth.FALSE;

  @Option(
      names = {"--tab_date", "--tab-date"},
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "MJD or ISO date; now")
  private @Nullable Mjd date;

  @Option(
      names = "--strict-boundary",
      description = "blue: a region ends with its last row, as calcos counts")
  private boolean strict;

  @Override
  public Integer call() {
    var told = new Told(working.out(), working.err());
    try (var place = working.place(working.settings())) {
      var now = place.now();
      var selection = filter.holds() ? Selection.FILTERED : Selection.UNFILTERED;
      selection = blue.holds() ? selection.inBlue() : selection;
      selection = strict ? selection.withStrictBoundary() : selection;
      if (byDate.holds()) {
        selection = selection.until(date == null ? Mjd.of(now) : date);
      } else if (date != null) {
        working.err().println("--tab_date is of no use without --by_date, and is passed over");
      }
      new TableRecipe(selection)
          .make(place.bench(), Working.absolute(folder), now)
          .ifPresent(told::made);
    }
    return told.exitCode();
  }
}
