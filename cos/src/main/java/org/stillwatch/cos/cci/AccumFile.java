package org.stillwatch.cos.cci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.HduTaker;
import org.stillwatch.formats.inflate.ByteRuns;

/**
 * Reads the ACCUM image that goes with a CCI: counts of exposures without pulse heights, one image
 * of 16-bit pixels in the primary HDU.
 */
public final class AccumFile {
  private static final Pattern CCI_NAME = Pattern.compile("(l_\\d+_)0([01])(_.*)");

  private AccumFile() {}

  /**
   * The image beside a CCI: its name has {@code 02} or {@code 03} where the CCI's has {@code 00} or
   * {@code 01}.
   */
  public static Optional<Path> beside(Path cci) {
    var name = CCI_NAME.matcher(cci.getFileName().toString());
    return Optional.of(name)
        .filter(Matcher::matches)
        .map(found -> found.group(1) + (found.group(2).equals("0") ? "02" : "03") + found.group(3))
        .map(cci::resolveSibling)
        .filter(Files::isRegularFile);
  }

  /**
   * Reads an image of the size of a CCI's.
   *
   * @param width superpixels along x
   * @param height superpixels along y
   * @return its counts in plane 0
   * @throws CosProblem in one sentence, when it is none of that CCI, is damaged or cannot be read
   */
  public static Cube read(Path file, CciHeader cci, int width, int height) {
    var cube = new Cube(width, height);
    return CciFile.read(file, new Image(cci, cube), parts -> cube);
  }

  /** The image in the primary HDU; what follows is left out. */
  private record Image(CciHeader cci, Cube cube) implements HduTaker {
    @Override
    public ByteRuns header(FitsHeader header) {
      if (header.part() > 0) {
        return ByteRuns.IGNORED;
      }
      var segment = header.text("SEGMENT").orElse("");
      if (!segment.equals(cci.segment().name())) {
        throw new FitsProblem(
            "primary header: SEGMENT is '%s', expected '%s' as in %s"
                .formatted(segment, cci.segment(), cci.source()));
      }
      Images.requirePlain(header);
      Images.requireSize(header, cube);
      return new PlaneRebinner(cube, 0);
    }
  }
}
