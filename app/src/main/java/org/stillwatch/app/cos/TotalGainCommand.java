package org.stillwatch.app.cos;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.maps.PaintRule;
import org.stillwatch.cos.maps.Painting;
import org.stillwatch.cos.monitor.TotalGainRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Paints a total gain map. */
@Command(
    name = "total-gain",
    aliases = "cm_tot_gain",
    description = {
      "Paints the gain maps of many images over each other, and prints the path.",
      "A map has 16384 by 1024 pixels, four times: a quarter of a gigabyte."
    },
    footer = {"", "Example: stillwatch cos total-gain --hv 163 --paint counts -d /tmp"})
final class TotalGainCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Option(
      names = "-f",
      paramLabel = "NAME",
      description =
          "name of the file; total_gain.fits, with --hv N total_gain_N.fits, or"
              + " total_gain_N_chosen.fits when other options choose among its images")
  private @Nullable String name;

  @Option(names = "-d", paramLabel = "DIR", description = "where it goes; CCI of monitor_location")
  private @Nullable Path folder;

  @Option(
      names = "-s",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "no images that start earlier, MJD or ISO date; 55055")
  private @Nullable Mjd start;

  @Option(
      names = "-e",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "no images that start later; 70000")
  private @Nullable Mjd end;

  @Option(names = "--hvmin", paramLabel = "N", description = "no lower levels")
  private @Nullable Integer hvmin;

  @Option(names = "--hvmax", paramLabel = "N", description = "no higher levels")
  private @Nullable Integer hvmax;

  @Option(names = "--hv", paramLabel = "N", description = "this level alone, or to scale to")
  private @Nullable Integer hv;

  @Option(
      names = "--scaled",
      description = "with --hv: images of all levels, their gain shifted to it")
  private boolean scaled;

  @Option(
      names = "--paint",
      paramLabel = "RULE",
      description =
          "gain (the original's): a map covers older ones where it has a gain; counts: where it"
              + " has 30 events, so that no old gain shines through a hole; gain")
  private PaintRule rule = PaintRule.GAIN;

  @Override
  public Integer call() {
    var told = new Told(working.out(), working.err());
    try (var place = working.place(working.settings())) {
      var bench = place.bench();
      var painting = painting();
      new TotalGainRecipe(painting, name == null ? usualName(painting) : name)
          .make(
              bench,
              folder == null ? bench.folders().images() : Working.absolute(folder),
              place.now())
          .ifPresentOrElse(
              told::made,
              () ->
                  told.failed(
                      String.format(
                          Locale.ROOT,
                          "no image in the catalogue starts between MJD %s and %s with a level of"
                              + " %d to %d; nothing was written",
                          painting.start().days(),
                          painting.end().days(),
                          painting.lowestHv(),
                          painting.highestHv())));
    }
    return told.exitCode();
  }

  /** What is no usual map must not stand where figures look for the usual one. */
  private String usualName(Painting painting) {
    boolean usual = hv == null || scaled || painting.equals(Painting.at(hv));
    return usual ? painting.fileName() : painting.fileName().replace(".fits", "_chosen.fits");
  }

  private Painting painting() {
    if (scaled && hv == null) {
      throw new IllegalArgumentException("--scaled needs a level to scale to; add --hv N");
    }
    var painting = hv == null ? Painting.all() : scaled ? Painting.scaledTo(hv) : Painting.at(hv);
    return painting
        .between(
            Optional.ofNullable(start).orElse(painting.start()),
            Optional.ofNullable(end).orElse(painting.end()))
        .ofLevels(
            Optional.ofNullable(hvmin).orElse(painting.lowestHv()),
            Optional.ofNullable(hvmax).orElse(painting.highestHv()))
        .by(rule);
  }
}
