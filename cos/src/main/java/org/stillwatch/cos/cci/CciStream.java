package org.stillwatch.cos.cci;

import static org.stillwatch.cos.detector.Superpixels.NATIVE_HEIGHT;
import static org.stillwatch.cos.detector.Superpixels.NATIVE_WIDTH;
import static org.stillwatch.cos.detector.Superpixels.PULSE_HEIGHTS;
import static org.stillwatch.cos.detector.Superpixels.X_BINNING;
import static org.stillwatch.cos.detector.Superpixels.Y_BINNING;

import java.util.Optional;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.HduTaker;
import org.stillwatch.formats.inflate.ByteRuns;

/** Makes a CCI of its parts as they come: header, table of exposures, 32 images. */
final class CciStream implements HduTaker {
  private static final int FIRST_IMAGE = 2;
  private static final int PARTS = FIRST_IMAGE + PULSE_HEIGHTS;

  private final String source;
  private final CciShape shape;
  private Optional<CciHeader> header = Optional.empty();
  private Optional<NameTable> names = Optional.empty();
  private Optional<Cube> cube = Optional.empty();

  CciStream(String source, CciShape shape) {
    this.source = source;
    this.shape = shape;
  }

  @Override
  public ByteRuns header(FitsHeader cards) {
    int index = cards.part();
    if (index == 0) {
      header = Optional.of(CciHeaders.of(source, cards));
      return ByteRuns.IGNORED;
    }
    if (header.filter(said -> said.numfiles() == 0).isPresent()) {
      return ByteRuns.IGNORED;
    }
    if (index == 1) {
      var table = NameTable.of(cards);
      names = Optional.of(table);
      return table;
    }
    if (index >= PARTS) {
      throw new FitsProblem("has more than %d parts (HDUs), expected %d".formatted(PARTS, PARTS));
    }
    return image(cards);
  }

  private ByteRuns image(FitsHeader cards) {
    if (!cards.text("XTENSION").orElse("").equals("IMAGE")) {
      throw new FitsProblem("part %d is no IMAGE".formatted(cards.part()));
    }
    Images.requirePlain(cards);
    if (cube.isEmpty()) {
      int width = Images.width(cards);
      int height = Images.height(cards);
      requireShape(cards.part(), width, height);
      cube = Optional.of(new Cube(width / X_BINNING, height / Y_BINNING));
    }
    var counts = cube.get();
    Images.requireSize(cards, counts);
    return new PlaneRebinner(counts, cards.part() - FIRST_IMAGE);
  }

  private void requireShape(int part, int width, int height) {
    boolean right =
        switch (shape) {
          case DETECTOR -> width == NATIVE_WIDTH && height == NATIVE_HEIGHT;
          case ANY ->
              width > 0
                  && width <= NATIVE_WIDTH
                  && width % X_BINNING == 0
                  && height > 0
                  && height <= NATIVE_HEIGHT
                  && height % Y_BINNING == 0;
        };
    if (!right) {
      throw new FitsProblem(
          "part %d is an image of %d x %d pixels, expected %d x %d%s"
              .formatted(
                  part,
                  width,
                  height,
                  NATIVE_WIDTH,
                  NATIVE_HEIGHT,
                  shape == CciShape.ANY ? ", or less in multiples of 8 x 2" : ""));
    }
  }

  /**
   * The whole of it.
   *
   * @param parts how many came
   */
  CciContent content(int parts) {
    var said = header.orElseThrow();
    if (said.numfiles() == 0) {
      return new CciContent.NoExposures(said);
    }
    if (parts != PARTS) {
      throw new FitsProblem("has %d parts (HDUs), expected %d".formatted(parts, PARTS));
    }
    return new Cci(said, names.orElseThrow().names(), cube.orElseThrow());
  }
}
