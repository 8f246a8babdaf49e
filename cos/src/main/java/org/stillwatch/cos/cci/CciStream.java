package org.stillwatch.cos.cci;

import static org.stillwatch.cos.detector.Superpixels.NATIVE_HEIGHT;
import static org.stillwatch.cos.detector.Superpixels.NATIVE_WIDTH;
import static org.stillwatch.cos.detector.Superpixels.PULSE_HEIGHTS;
import static org.stillwatch.cos.detector.Superpixels.X_BINNING;
import static org.stillwatch.cos.detector.Superpixels.Y_BINNING;

import java.io.IOException;
import java.util.Optional;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.formats.fits.HduTaker;
import org.stillwatch.formats.fits.StreamedHeader;
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
  public ByteRuns header(int index, StreamedHeader cards) throws IOException {
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
      throw new UnfitException("it has more than " + PARTS + " HDUs; expected " + PARTS);
    }
    return image(index, cards);
  }

  private ByteRuns image(int index, StreamedHeader cards) throws UnfitException {
    if (!cards.text("XTENSION").orElse("").equals("IMAGE")) {
      throw new UnfitException(
          "HDU %d is %s; expected an IMAGE".formatted(index, cards.shown("XTENSION")));
    }
    Images.requirePlain(index, cards);
    if (cube.isEmpty()) {
      long width = Images.width(cards);
      long height = Images.height(cards);
      requireShape(index, width, height);
      cube = Optional.of(new Cube((int) width / X_BINNING, (int) height / Y_BINNING));
    }
    var counts = cube.get();
    Images.requireSize(index, cards, counts);
    return new PlaneRebinner(counts, index - FIRST_IMAGE);
  }

  private void requireShape(int index, long width, long height) throws UnfitException {
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
      throw new UnfitException(
          "HDU %d is an image of %d x %d pixels; expected %d x %d%s"
              .formatted(
                  index,
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
  CciContent content(int parts) throws IOException {
    var said = header.orElseThrow();
    if (said.numfiles() == 0) {
      return new CciContent.NoExposures(said);
    }
    if (parts != PARTS) {
      throw new UnfitException("it has " + parts + " HDUs; expected " + PARTS);
    }
    return new Cci(said, names.orElseThrow().names(), cube.orElseThrow());
  }
}
