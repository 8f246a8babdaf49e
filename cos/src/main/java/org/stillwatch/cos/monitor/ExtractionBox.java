package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.figure.Extraction;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;

/**
 * Where a spectrum was extracted, by the header of its x1d: the box's centre SP_LOC in the middle
 * of the detector, its slope SP_SLP, its height SP_HGT.
 */
final class ExtractionBox {
  private static final int POINTS = 65;

  private ExtractionBox() {}

  /**
   * The box of a segment; empty when the file has no spectrum of it.
   *
   * @throws CosProblem when the file cannot be read
   */
  static Optional<Extraction> read(Path file, Segment segment) {
    try (var reader = FitsReader.open(file)) {
      var primary = reader.next().orElseThrow(() -> new FitsProblem("is empty"));
      var table = reader.next();
      if (table.isEmpty()) {
        return Optional.empty();
      }
      var location = real(table.get(), "SP_LOC_", segment);
      var height = real(table.get(), "SP_HGT_", segment);
      if (location.isEmpty()) {
        return Optional.empty();
      }
      double slope = real(table.get(), "SP_SLP_", segment).orElse(0);
      var x = new double[POINTS];
      var centre = new double[POINTS];
      var heights = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        x[i] = i * (Superpixels.NATIVE_WIDTH - 1.0) / (POINTS - 1);
        centre[i] = location.getAsDouble() + slope * (x[i] - Superpixels.NATIVE_WIDTH / 2.0);
      }
      Arrays.fill(heights, height.orElse(Double.NaN));
      var name =
          primary
              .text("ROOTNAME")
              .map(
                  root ->
                      root
                          + primary.integer("CENWAVE").stream()
                              .mapToObj(w -> " " + w)
                              .findFirst()
                              .orElse(""))
              .orElseGet(() -> String.valueOf(file.getFileName()));
      return Optional.of(new Extraction(name, x, centre, heights));
    } catch (FitsProblem e) {
      throw new CosProblem(file + " is of no use as an x1d: " + e.getMessage(), e);
    }
  }

  /** A keyword of the segment; -999 and below stand for no value. */
  private static OptionalDouble real(FitsHeader header, String keyword, Segment segment) {
    var value = header.real(keyword + segment.letter());
    return value.isPresent() && value.getAsDouble() > -900 ? value : OptionalDouble.empty();
  }
}
