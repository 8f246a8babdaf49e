package org.stillwatch.formats.inflate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes of many kinds, and how the JDK packs and unpacks them. */
final class Packed {

  /** What data look like; each makes a packer use other parts of the format. */
  enum Kind {
    NOISE,
    TEXT,
    ZEROS,
    SPARSE_PIXELS,
    SHORT_PERIODS,
    FAR_REPETITIONS,
    SKEWED,
    STRETCHES
  }

  private Packed() {}

  static byte[] data(Kind kind, int size, Random random) {
    var data = new byte[size];
    switch (kind) {
      case NOISE -> random.nextBytes(data);
      case TEXT -> {
        for (int i = 0; i < size; i++) {
          data[i] = (byte) "the gain of a superpixel ".charAt(random.nextInt(25));
        }
      }
      case ZEROS -> {}
      case SPARSE_PIXELS -> {
        for (int i = 1; i < size; i += 2) {
          data[i] = (byte) (random.nextInt(40) == 0 ? random.nextInt(1, 20) : 0);
        }
      }
      case SHORT_PERIODS -> {
        int period = 1;
        for (int i = 0; i < size; i++) {
          period = random.nextInt(300) == 0 ? random.nextInt(1, 12) : period;
          data[i] =
              i < period || random.nextInt(400) == 0 ? (byte) random.nextInt() : data[i - period];
        }
      }
      case FAR_REPETITIONS -> {
        var chunk = new byte[Math.min(size, 32768 - 262 + random.nextInt(262))];
        random.nextBytes(chunk);
        for (int i = 0; i < size; i += chunk.length) {
          System.arraycopy(chunk, 0, data, i, Math.min(chunk.length, size - i));
        }
      }
      case SKEWED -> {
        for (int i = 0; i < size; i++) {
          data[i] = (byte) Math.min(200, Long.numberOfTrailingZeros(random.nextLong()) * 7);
        }
      }
      case STRETCHES -> {
        int at = 0;
        while (at < size) {
          at += random.nextInt(1 << random.nextInt(1, 20));
          int bytes = random.nextInt(2000);
          for (int i = 0; i < bytes && at < size; i++) {
            data[at++] = (byte) random.nextInt(3);
          }
        }
      }
    }
    return data;
  }

  static byte[] gzip(byte[] data, int level, int strategy) {
    var out = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(level);
            def.setStrategy(strategy);
          }
        }) {
      gzip.write(data);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] data) {
    return gzip(data, Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY);
  }

  /** What the JDK unpacks. */
  static byte[] byTheJdk(byte[] packed) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  /** What is unpacked here. */
  static byte[] here(byte[] packed) throws IOException {
    var all = new Collected();
    Gunzip.unpack(new ByteArrayInputStream(packed), all);
    return all.bytes.toByteArray();
  }

  /** Puts together what it is given. */
  static final class Collected implements ByteRuns {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long zeros;

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      bytes.write(buffer, offset, length);
    }

    @Override
    public void zeros(long length) {
      zeros += length;
      bytes.writeBytes(new byte[(int) length]);
    }
  }
}
