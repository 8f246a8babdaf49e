package org.stillwatch.app.cos;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.CosSettings.Reference;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.monitor.ByDateRecipe;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws what sagged between two dates. */
@Command(
    name = "gsagtab-by-date",
    aliases = "cosmo_gsagtab_by_date",
    description = {
      "Draws what sagged between two dates over the total gain maps, a figure for each",
      "high-voltage level of 163 and above, and prints their paths."
    },
    footer = {
      "",
      "Example: stillwatch cos gsagtab-by-date --segment FUVA --min_date 2017-10-02 --compare"
    })
final class ByDateCommand implements Callable<Integer> {

  private static final int LOWEST_HV = 163;
  private static final double DAYS = 14;

  @Mixin private Working working = new Working();

  @Option(names = "--segment", description = "FUVA or FUVB; FUVB")
  private Segment segment = Segment.FUVB;

  @Option(
      names = {"--min_date", "--min-date"},
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "MJD or ISO date; 14 days ago")
  private @Nullable Mjd from;

  @Option(
      names = {"--max_date", "--max-date"},
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "MJD or ISO date; now")
  private @Nullable Mjd to;

  @Option(
      names = "--compare",
      paramLabel = "TRUTH",
      arity = "0..1",
      fallbackValue = "true",
      converter = Truth.Converter.class,
      description = "with the regions of the table in use ('gsagtab:' of the settings)")
  private Truth compare = Truth.FALSE;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var told = new Told(working.out(), working.err());
    var settings = working.settings();
    var table =
        compare.holds() ? Optional.of(inUse(settings.references())) : Optional.<Path>empty();
    try (var place = working.place(settings)) {
      var now = place.now();
      var last = Optional.ofNullable(to).orElseGet(() -> Mjd.of(now));
      var first = Optional.ofNullable(from).orElseGet(() -> new Mjd(Mjd.of(now).days() - DAYS));
      if (first.compareTo(last) > 0) {
        throw new CommandLine.ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "--min_date " + first.days() + " is later than --max_date " + last.days());
      }
      var bench = place.bench();
      var levels = new TreeSet<Integer>();
      for (var flag : bench.flags()) {
        if (belongs(flag, first, last)) {
          levels.add(flag.hv());
        }
      }
      if (levels.isEmpty()) {
        working
            .err()
            .println(
                "no superpixel of "
                    + segment
                    + " sagged between MJD "
                    + first.days()
                    + " and "
                    + last.days()
                    + " at HV "
                    + LOWEST_HV
                    + " or above; no figure was drawn");
      }
      for (int hv : levels) {
        told.each(
            () ->
                new ByDateRecipe(segment, hv, first, last, table)
                    .make(bench, bench.folders().comparisons(), now)
                    .ifPresent(told::made));
      }
    }
    return told.exitCode();
  }

  private boolean belongs(Flag flag, Mjd first, Mjd last) {
    return flag.segment() == segment
        && flag.hv() >= LOWEST_HV
        && flag.mjdBelow3() >= first.days()
        && flag.mjdBelow3() <= last.days();
  }

  private Path inUse(Map<Reference, Path> references) {
    var table = references.get(Reference.GSAGTAB);
    if (table == null) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--compare: the settings name no table in use; add 'gsagtab: NAME.fits'");
    }
    return table;
  }
}
