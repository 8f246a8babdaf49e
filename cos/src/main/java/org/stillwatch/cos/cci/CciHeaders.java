package org.stillwatch.cos.cci;

import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;

/** Reads the primary header of a CCI, or of a gain map, which has the same keywords. */
public final class CciHeaders {
  /** Whole numbers beyond are not exact as they are read. */
  private static final double MOST_WHOLE = 1L << 53;

  private CciHeaders() {}

  /**
   * The header as it says itself; a high voltage of -1, 999 or -999 is kept as it stands.
   *
   * @throws FitsProblem when it lacks a keyword, or is not of COS's far-ultraviolet detector
   */
  public static CciHeader of(String source, FitsHeader header) {
    header.text("INSTRUME").ifPresent(instrument -> expect("INSTRUME", instrument, "COS"));
    var detector = text(header, "DETECTOR");
    expect("DETECTOR", detector, "FUV");
    var segment = text(header, "SEGMENT");
    return new CciHeader(
        source,
        detector,
        Segment.of(segment).orElseThrow(() -> unexpected("SEGMENT", segment, "'FUVA' or 'FUVB'")),
        text(header, "OBSMODE"),
        real(header, "EXPSTART"),
        real(header, "EXPEND"),
        real(header, "EXPTIME"),
        (int) whole(header, "NUMFILES", 0, Integer.MAX_VALUE),
        whole(header, "COUNTS", 0, MOST_WHOLE),
        (int) whole(header, "DETHV", Integer.MIN_VALUE, Integer.MAX_VALUE),
        header.text("BRFTAB").filter(table -> !table.isBlank()));
  }

  private static void expect(String keyword, String value, String expected) {
    if (!value.equals(expected)) {
      throw unexpected(keyword, value, "'" + expected + "'");
    }
  }

  private static FitsProblem unexpected(String keyword, String value, String expected) {
    return new FitsProblem(
        "primary header: %s is '%s', expected %s".formatted(keyword, value, expected));
  }

  private static String text(FitsHeader header, String keyword) {
    return header.text(keyword).orElseThrow(() -> missing(keyword));
  }

  private static double real(FitsHeader header, String keyword) {
    return header.real(keyword).orElseThrow(() -> missing(keyword));
  }

  private static long whole(FitsHeader header, String keyword, double least, double most) {
    double value = real(header, keyword);
    if (value != Math.rint(value) || value < least || value > most) {
      throw new FitsProblem(
          "primary header: %s is %s, expected a whole number from %.0f to %.0f"
              .formatted(keyword, value, least, most));
    }
    return (long) value;
  }

  private static FitsProblem missing(String keyword) {
    return new FitsProblem("primary header: no " + keyword);
  }
}
