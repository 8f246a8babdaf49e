package org.stillwatch.app.cos;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stillwatch.cos.monitor.Residuals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws what two gain-sag tables say differently. */
@Command(
    name = "gsagtab-residual-plot",
    aliases = "cosmo_gsagtab_residual_plot",
    description = {
      "Draws what two gain-sag tables say differently, for each segment and each level that",
      "spectra are taken at, where there is a difference; prints the paths of the figures."
    },
    footer = {
      "",
      "Example: stillwatch cos gsagtab-residual-plot --old_gsagtab zbn1927gl_gsag.fits"
          + " --new_gsagtab gsag_filter.fits --out_dir ."
    })
final class ResidualCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Option(
      names = {"--old_gsagtab", "--old-gsagtab"},
      required = true,
      paramLabel = "FILE",
      description = "the table in use")
  private Path older = Path.of("");

  @Option(
      names = {"--new_gsagtab", "--new-gsagtab"},
      required = true,
      paramLabel = "FILE",
      description = "the table that is to replace it")
  private Path newer = Path.of("");

  @Option(
      names = {"--out_dir", "--out-dir"},
      required = true,
      paramLabel = "DIR",
      description = "where the figures go")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    var told = new Told(working.out(), working.err());
    try (var place = working.place(working.settings())) {
      new Residuals(place.bench(), Working.absolute(older), Working.absolute(newer))
          .make(Working.absolute(folder), place.now(), told);
      if (told.made() == 0 && told.exitCode() == 0) {
        working.err().println("the tables say the same at all levels that figures are drawn of");
      }
    }
    return told.exitCode();
  }
}
