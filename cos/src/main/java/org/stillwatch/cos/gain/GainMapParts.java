package org.stillwatch.cos.gain;

import static org.stillwatch.cos.detector.Superpixels.NATIVE_HEIGHT;
import static org.stillwatch.cos.detector.Superpixels.NATIVE_WIDTH;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.stillwatch.cos.cci.CciHeaders;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.HduTaker;
import org.stillwatch.formats.inflate.ByteRuns;

/** Makes a gain map of the parts of its file as they come. */
final class GainMapParts implements HduTaker {
  private Optional<CciHeader> header = Optional.empty();
  private Optional<Image> gain = Optional.empty();
  private Optional<Image> counts = Optional.empty();

  @Override
  public ByteRuns header(FitsHeader cards) {
    if (cards.part() == 0) {
      if (!cards.text("FILETYPE").equals(Optional.of("GAINMAP"))) {
        throw new FitsProblem("primary header: FILETYPE is not 'GAINMAP'");
      }
      var source = cards.text(GainMapFile.SOURCE);
      if (source.isEmpty()) {
        throw new FitsProblem("primary header: no " + GainMapFile.SOURCE);
      }
      header = Optional.of(CciHeaders.of(source.get(), cards));
      return ByteRuns.IGNORED;
    }
    return switch (cards.text("EXTNAME").orElse("")) {
      case GainMapFile.GAIN -> {
        gain = Optional.of(Image.of(cards, -64));
        yield gain.get();
      }
      case GainMapFile.COUNTS -> {
        counts = Optional.of(Image.of(cards, 32));
        yield counts.get();
      }
      default -> ByteRuns.IGNORED;
    };
  }

  GainMap map() {
    if (header.isEmpty() || gain.isEmpty() || counts.isEmpty()) {
      throw new FitsProblem("has no images MOD_GAIN and COUNTS");
    }
    var gains = new double[gain.get().pixels()];
    gain.get().bytes.flip().asDoubleBuffer().get(gains);
    var numbers = new int[counts.get().pixels()];
    counts.get().bytes.flip().asIntBuffer().get(numbers);
    if (gain.get().width != counts.get().width || gains.length != numbers.length) {
      throw new FitsProblem("has images MOD_GAIN and COUNTS of different sizes");
    }
    return new GainMap(header.get(), gain.get().width, gain.get().height, gains, numbers);
  }

  /** Keeps the bytes of an image. */
  private record Image(int width, int height, ByteBuffer bytes) implements ByteRuns {

    static Image of(FitsHeader cards, int bitpix) {
      int bitpixSaid = cards.integer("BITPIX").orElse(0);
      int width = cards.integer("NAXIS1").orElse(0);
      int height = cards.integer("NAXIS2").orElse(0);
      if (bitpixSaid != bitpix
          || cards.integer("NAXIS").orElse(0) != 2
          || width < 1
          || width > NATIVE_WIDTH
          || height < 1
          || height > NATIVE_HEIGHT) {
        throw new FitsProblem(
            "part %d is an image of %d x %d pixels of BITPIX %d, expected superpixels of %d"
                .formatted(cards.part(), width, height, bitpixSaid, bitpix));
      }
      int size = width * height * Math.abs(bitpix) / Byte.SIZE;
      return new Image(width, height, ByteBuffer.allocate(size));
    }

    int pixels() {
      return width * height;
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      bytes.put(buffer, offset, Math.min(length, bytes.remaining()));
    }

    @Override
    public void zeros(long length) {
      bytes.position(bytes.position() + (int) Math.min(length, bytes.remaining()));
    }
  }
}
