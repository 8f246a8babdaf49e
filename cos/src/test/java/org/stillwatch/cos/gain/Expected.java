package org.stillwatch.cos.gain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsStream;
import org.stillwatch.formats.inflate.ByteRuns;

/** The images of a file by their names, as numbers, and its primary header. */
final class Expected {
  private final Map<String, double[]> images = new HashMap<>();
  private Optional<FitsHeader> primary = Optional.empty();

  static Expected read(Path file) throws IOException {
    var expected = new Expected();
    FitsStream.read(file, expected::part);
    return expected;
  }

  private ByteRuns part(FitsHeader header) {
    if (header.part() == 0) {
      primary = Optional.of(header);
      return ByteRuns.IGNORED;
    }
    var pixels =
        new double[header.integer("NAXIS1").orElseThrow() * header.integer("NAXIS2").orElseThrow()];
    images.put(header.text("EXTNAME").orElseThrow(), pixels);
    return new Numbers(header.integer("BITPIX").orElseThrow(), pixels);
  }

  double[] image(String name) {
    return Optional.ofNullable(images.get(name)).orElseThrow();
  }

  boolean has(String name) {
    return images.containsKey(name);
  }

  int number(String keyword) {
    return primary.orElseThrow().integer(keyword).orElseThrow();
  }

  /** Big-endian numbers as they come. */
  private static final class Numbers implements ByteRuns {
    private final int bitpix;
    private final double[] pixels;
    private final ByteBuffer one;
    private int filled;

    Numbers(int bitpix, double[] pixels) {
      this.bitpix = bitpix;
      this.pixels = pixels;
      this.one = ByteBuffer.allocate(Math.abs(bitpix) / Byte.SIZE);
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        one.put(buffer[i]);
        if (!one.hasRemaining()) {
          pixels[filled++] =
              switch (bitpix) {
                case 16 -> one.flip().getShort();
                case 32 -> one.flip().getInt();
                default -> one.flip().getDouble();
              };
          one.clear();
        }
      }
    }

    @Override
    public void zeros(long length) {
      bytes(new byte[(int) length], 0, (int) length);
    }
  }
}
