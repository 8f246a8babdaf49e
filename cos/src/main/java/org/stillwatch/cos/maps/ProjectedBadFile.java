package org.stillwatch.cos.maps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.FitsWriter;
import org.stillwatch.formats.fits.Pixels;

/**
 * The trends of a segment at one level as a FITS file in native pixels: images PROJBAD (MJD), SLOPE
 * (PHA bins a day) and INTERCEPT (PHA bins); NaN where there is no trend, or no date.
 */
public final class ProjectedBadFile {
  private ProjectedBadFile() {}

  /** {@code proj_bad_FUVA_163.fits}. */
  public static String name(Segment segment, int hv) {
    return "proj_bad_" + segment + "_" + hv + ".fits";
  }

  /**
   * Writes it under its name, in place of an older one.
   *
   * @param trends those of other segments and levels are left out
   * @throws CosProblem when it cannot be written
   */
  public static Product replace(
      Path directory, Segment segment, int hv, List<GainTrend> trends, Provenance provenance) {
    return Product.replace(
        directory.resolve(name(segment, hv)),
        provenance,
        out -> write(out, segment, hv, trends, provenance));
  }

  /** Writes the bytes: the same from the same provenance. */
  public static void write(
      OutputStream out, Segment segment, int hv, List<GainTrend> trends, Provenance provenance)
      throws IOException {
    var projected = nothing();
    var slope = nothing();
    var intercept = nothing();
    for (var trend : trends) {
      if (trend.segment() == segment && trend.hv() == hv) {
        int pixel = trend.y() * Superpixels.WIDTH + trend.x();
        projected[pixel] = trend.projectedBad().map(Mjd::days).orElse(Double.NaN);
        slope[pixel] = trend.slope();
        intercept[pixel] = trend.intercept();
      }
    }
    var writer = new FitsWriter(out);
    var cards = new ArrayList<Card>(Headers.OF_THE_DETECTOR);
    cards.add(Card.of("SEGMENT", segment.name()));
    cards.add(Card.of("HVLEVEL", hv));
    cards.add(Card.of("DATEMADE", Headers.day(provenance.created())));
    writer.primary(cards);
    image(writer, "PROJBAD", projected, "d");
    image(writer, "SLOPE", slope, "d-1");
    image(writer, "INTERCEPT", intercept, "");
  }

  private static void image(FitsWriter writer, String name, double[] pixels, String unit)
      throws IOException {
    writer.image(
        name,
        Pixels.of(Superpixels.WIDTH, pixels).enlarged(Superpixels.X_BINNING, Superpixels.Y_BINNING),
        unit.isEmpty() ? List.of() : List.of(Card.of("BUNIT", unit)));
  }

  private static double[] nothing() {
    var pixels = new double[Superpixels.WIDTH * Superpixels.HEIGHT];
    Arrays.fill(pixels, Double.NaN);
    return pixels;
  }
}
