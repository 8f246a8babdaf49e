package org.stillwatch.app.cos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.cci.AccumFile;
import org.stillwatch.cos.cci.CciShape;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.gain.GainMapMaker;
import org.stillwatch.cos.gain.GainMapResult;
import org.stillwatch.cos.monitor.GainMapFigureRecipe;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.cos.product.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures single images, without settings or catalogue. */
@Command(
    name = "gain-map",
    description = {
      "Makes the gain maps of single images (CCIs) and a figure of each, and prints their paths.",
      "Needs no settings and no catalogue."
    },
    footer = {"", "Example: stillwatch cos gain-map l_2017347120000_01_163_cci.fits.gz -d /tmp"})
final class GainMapCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "CCI", description = "files")
  private List<Path> files = List.of();

  @Option(names = "-d", paramLabel = "DIR", description = "where they go; here")
  private Path folder = Path.of("");

  @Option(names = "--any-shape", description = "images of another size, as those of tests")
  private boolean anyShape;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    var told = new Told(line.getOut(), line.getErr());
    var to = Working.absolute(folder);
    var maker =
        new GainMapMaker(
            to,
            CodeVersion.VALUE,
            anyShape ? CciShape.ANY : CciShape.DETECTOR,
            InstantSource.system());
    for (var file : files) {
      told.each(() -> measure(file, maker, to, told));
    }
    return told.exitCode();
  }

  private static void measure(Path file, GainMapMaker maker, Path folder, Told told) {
    var sha256 = hash(file);
    switch (maker.make(file, sha256, AccumFile.beside(file))) {
      case GainMapResult.Measured(var map, var product, _) -> {
        told.made(product);
        var figure = new GainMapFigureRecipe(product.file());
        told.made(
            figure.draw(
                folder,
                new Provenance(
                    figure.kind(),
                    product.provenance().created(),
                    CodeVersion.VALUE,
                    List.of(new Provenance.Input(product.file().toString(), product.sha256())),
                    figure.parameters())));
        int fitted = 0;
        double sum = 0;
        for (double gain : map.gain()) {
          fitted += gain > 0 ? 1 : 0;
          sum += gain;
        }
        told.leftOut(
            String.format(
                Locale.ROOT,
                "%s: %s, HV %s, %d superpixels with a gain%s",
                map.cci().source(),
                map.cci().segment(),
                map.cci().hvKnown() ? map.cci().dethv() : "unknown",
                fitted,
                fitted == 0
                    ? ""
                    : String.format(Locale.ROOT, ", %.3f PHA bins on average", sum / fitted)));
      }
      case GainMapResult.NothingMeasured nothing ->
          told.leftOut(
              file + ": NUMFILES is 0, no exposure was summed; there is nothing to measure");
      case GainMapResult.Unusable(var reason) -> told.failed(file + ": " + reason);
    }
  }

  private static String hash(Path file) {
    try {
      return Hash.of(file);
    } catch (IOException e) {
      throw new CosProblem(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
