package org.stillwatch.cos.ingest;

import java.util.List;
import java.util.Locale;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;

/** Describes an exposure by the headers of any of its files. */
final class ObservationStep implements IngestStep {
  /** What stands for a position of the aperture that the header does not say. */
  private static final double NO_POSITION = -999.9;

  private static final List<String> TEXTS =
      List.of(
          "detector",
          "imagetyp",
          "targname",
          "pr_inv_l",
          "pr_inv_f",
          "opus_ver",
          "obstype",
          "obsmode",
          "exptype",
          "propaper",
          "aperture",
          "opt_elem",
          "extended",
          "segment",
          "asn_id");

  private static final List<String> WHOLE = List.of("proposid", "fppos", "exp_num", "cenwave");

  private static final List<String> REAL =
      List.of("ra_targ", "dec_targ", "postarg1", "postarg2", "life_adj", "proctime");

  @Override
  public String table() {
    return "observations";
  }

  @Override
  public boolean takes(FileName name) {
    return name.kind().describes();
  }

  @Override
  public String recipe() {
    return "observations 1";
  }

  @Override
  public List<Row> rows(ExposureFile file) {
    var primary = file.primary();
    ofCos(primary);
    var row = Row.of(table());
    TEXTS.forEach(column -> row.with(column, primary.text(keyword(column))));
    WHOLE.forEach(column -> row.with(column, primary.integer(keyword(column))));
    REAL.forEach(column -> row.with(column, primary.real(keyword(column))));
    row.with("apmpos", primary.text("APMPOS").orElse("N/A"));
    row.with("aperxpos", primary.real("APERXPOS").orElse(NO_POSITION));
    row.with("aperypos", primary.real("APERYPOS").orElse(NO_POSITION));
    exposure(file.extension(), row);
    return List.of(row.build());
  }

  private static void exposure(FitsHeader extension, Row.Builder row) {
    row.with("date_obs", extension.text("DATE-OBS"));
    row.with("time_obs", extension.text("TIME-OBS"));
    row.with("asn_mtyp", extension.text("ASN_MTYP"));
    row.with("expstart", extension.real("EXPSTART"));
    row.with("expend", extension.real("EXPEND"));
    row.with("exptime", extension.real("EXPTIME"));
  }

  /** Other instruments name their files in the same way. */
  private static void ofCos(FitsHeader primary) {
    var instrument =
        primary
            .text("INSTRUME")
            .orElseThrow(() -> new FitsProblem("has no INSTRUME, expected that of COS"));
    if (!instrument.strip().equals("COS")) {
      throw new FitsProblem("is of the instrument '%s', expected COS".formatted(instrument));
    }
  }

  private static String keyword(String column) {
    return column.toUpperCase(Locale.ROOT);
  }
}
