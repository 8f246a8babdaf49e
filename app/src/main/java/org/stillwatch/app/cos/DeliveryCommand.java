package org.stillwatch.app.cos;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stillwatch.cos.monitor.DeliveryRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws a gain-sag table over the gain. */
@Command(
    name = "gainmap-gsag-plot",
    aliases = "cosmo_gainmap_gsag_plot",
    description = {
      "Draws the regions of a gain-sag table at one high-voltage level over the total gain maps",
      "of both segments, as it goes with the table's delivery, and prints the path."
    },
    footer = {
      "",
      "Example: stillwatch cos gainmap-gsag-plot --gsagtab gsag_filter.fits --hv_lvl 163"
    })
final class DeliveryCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Option(names = "--gsagtab", required = true, paramLabel = "FILE", description = "the table")
  private Path table = Path.of("");

  @Option(
      names = {"--hv_lvl", "--hv-lvl"},
      required = true,
      paramLabel = "N",
      description = "the high-voltage level")
  private int hv;

  @Override
  public Integer call() {
    var told = new Told(working.out(), working.err());
    try (var place = working.place(working.settings())) {
      var bench = place.bench();
      new DeliveryRecipe(Working.absolute(table), hv)
          .make(bench, bench.folders().deliveries(), place.now())
          .ifPresent(told::made);
    }
    return told.exitCode();
  }
}
