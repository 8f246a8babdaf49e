package org.stillwatch.cos.cci;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.formats.fits.StreamedHeader;

/** Reads the primary header of a CCI, or of a gain map, which has the same keywords. */
public final class CciHeaders {
  private CciHeaders() {}

  /**
   * The header as it says itself; a high voltage of -1, 999 or -999 is kept as it stands.
   *
   * @throws IOException in one clause, when it lacks a keyword, or is not of COS's far-ultraviolet
   *     detector
   */
  public static CciHeader of(String source, StreamedHeader header) throws IOException {
    expect(header, "INSTRUME", "COS");
    var detector = text(header, "DETECTOR");
    expect(header, "DETECTOR", "FUV");
    var name = text(header, "SEGMENT");
    var segment =
        Segment.of(name)
            .orElseThrow(
                () -> new UnfitException("SEGMENT is '" + name + "'; expected 'FUVA' or 'FUVB'"));
    return new CciHeader(
        source,
        detector,
        segment,
        text(header, "OBSMODE"),
        real(header, "EXPSTART"),
        real(header, "EXPEND"),
        real(header, "EXPTIME"),
        (int) whole(header, "NUMFILES", 0, Integer.MAX_VALUE),
        whole(header, "COUNTS", 0, Long.MAX_VALUE),
        (int) whole(header, "DETHV", Integer.MIN_VALUE, Integer.MAX_VALUE),
        header.text("BRFTAB").filter(table -> !table.isBlank()));
  }

  /** A keyword that may be absent, but not say anything else. */
  private static void expect(StreamedHeader header, String keyword, String expected)
      throws UnfitException {
    if (header.has(keyword) && !header.text(keyword).equals(Optional.of(expected))) {
      throw new UnfitException(
          "%s is %s; expected '%s'".formatted(keyword, header.shown(keyword), expected));
    }
  }

  private static String text(StreamedHeader header, String keyword) throws UnfitException {
    return required(header, keyword, header::text, "a text");
  }

  private static double real(StreamedHeader header, String keyword) throws UnfitException {
    return required(header, keyword, header::real, "a number");
  }

  private static long whole(StreamedHeader header, String keyword, long least, long most)
      throws UnfitException {
    long value = required(header, keyword, header::whole, "a whole number");
    if (value < least || value > most) {
      throw new UnfitException(
          "%s is %d; expected %s"
              .formatted(keyword, value, least == 0 ? "0 or more" : "a whole number of 32 bits"));
    }
    return value;
  }

  private static <T> T required(
      StreamedHeader header, String keyword, Function<String, Optional<T>> read, String expected)
      throws UnfitException {
    var value = read.apply(keyword);
    if (value.isEmpty()) {
      throw new UnfitException(
          header.has(keyword)
              ? "%s is %s; expected %s".formatted(keyword, header.shown(keyword), expected)
              : "the primary header has no " + keyword);
    }
    return value.get();
  }
}
