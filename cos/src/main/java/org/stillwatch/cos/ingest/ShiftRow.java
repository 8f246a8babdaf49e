package org.stillwatch.cos.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;

/** What the tables of shifts say of an exposure, whichever way the shift was found. */
final class ShiftRow {
  private static final double FIVE_DECIMALS = 1e5;

  private ShiftRow() {}

  static Row.Builder of(String table, ExposureFile file) {
    var primary = file.primary();
    return Row.of(table)
        .with("date", rounded(required(file.extension(), "EXPSTART")))
        .with("proposid", primary.integer("PROPOSID"))
        .with("detector", detector(primary))
        .with("opt_elem", primary.text("OPT_ELEM"))
        .with("cenwave", primary.integer("CENWAVE"))
        .with("filetype", primary.text("FILETYPE"))
        .with("life_adj", primary.real("LIFE_ADJ"))
        .with("cal_date", calibrated(primary));
  }

  static String detector(FitsHeader primary) {
    var detector =
        primary
            .text("DETECTOR")
            .orElseThrow(() -> new FitsProblem("primary header: has no DETECTOR"));
    if (!detector.equals("FUV") && !detector.equals("NUV")) {
      throw new FitsProblem(
          "primary header: DETECTOR is '%s', expected FUV or NUV".formatted(detector));
    }
    return detector;
  }

  private static double required(FitsHeader header, String keyword) {
    return header
        .real(keyword)
        .orElseThrow(() -> new FitsProblem("extension 1: has no " + keyword));
  }

  /** When it was calibrated, to the second, as ISO 8601; else the date of the file. */
  private static Optional<String> calibrated(FitsHeader primary) {
    var processed = primary.real("PROCTIME");
    return processed.isPresent()
        ? Optional.of(second(new Mjd(processed.getAsDouble()).instant()))
        : primary.text("DATE");
  }

  private static String second(Instant instant) {
    return instant.plusMillis(500).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static double rounded(double value) {
    return Math.rint(value * FIVE_DECIMALS) / FIVE_DECIMALS;
  }
}
