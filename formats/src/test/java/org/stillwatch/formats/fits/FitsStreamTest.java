package org.stillwatch.formats.fits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.utilities.FitsCheckSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.formats.inflate.ByteRuns;

class FitsStreamTest {
  private static final int BLOCK = 2880;

  /** Images and a table, with the sums that astropy takes. */
  private static final String ASTROPY =
      """
      import sys, numpy as np
      from astropy.io import fits
      r = np.random.default_rng(1)
      hdus = [fits.PrimaryHDU(r.integers(-9, 9, (7, 11)).astype('>i2'))]
      hdus.append(fits.BinTableHDU.from_columns([fits.Column('a', '5A', array=['x', 'yz'])]))
      hdus += [fits.ImageHDU(r.normal(size=(3, 5)).astype(t)) for t in ('>f4', '>f8', '>i4')]
      hdus.append(fits.ImageHDU(np.zeros((200, 300), '>i2')))
      fits.HDUList(hdus).writeto(sys.argv[1], checksum=True)
      """;

  @TempDir Path folder;

  @Test
  void givesHeadersAndDataInAnyPieces() throws IOException {
    var random = new Random(1);
    var file = file(image(30, 50, random), image(0, 9, random), image(700, 3, random));
    var expected = parts(folder.resolve("plain.fits"), file);
    assertEquals(4, expected.size());
    assertEquals(List.of(0, 6000, 4, 8400), expected.stream().map(part -> part.length).toList());
    for (int round = 0; round < 50; round++) {
      var taker = new Kept();
      var stream = new FitsStream(taker);
      for (int at = 0; at < file.length; ) {
        int length = Math.min(file.length - at, random.nextInt(1, 5000));
        boolean zeros = true;
        for (int i = at; i < at + length; i++) {
          zeros &= file[i] == 0;
        }
        if (zeros) {
          stream.zeros(length);
        } else {
          stream.bytes(file, at, length);
        }
        at += length;
      }
      assertEquals(4, stream.complete());
      assertSame(expected, taker.parts());
    }
  }

  @Test
  void aPackedFileIsTheSame() throws IOException {
    var file = file(image(300, 50, new Random(2)));
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(file);
    }
    assertSame(
        parts(folder.resolve("a.fits"), file), parts(folder.resolve("b"), packed.toByteArray()));
  }

  @Test
  void astropysSumsAreVerified() throws IOException, InterruptedException {
    var path = folder.resolve("summed.fits");
    byAstropy(path);
    var file = Files.readAllBytes(path);
    assertEquals(6, parts(path, file).size());
    var random = new Random(3);
    for (int round = 0; round < 100; round++) {
      var damaged = file.clone();
      // not where the cards say what is where
      int at = BLOCK * (1 + 2 * random.nextInt(5)) + random.nextInt(100);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      assertThrows(FitsProblem.class, () -> parts(folder.resolve("damaged.fits"), damaged));
    }
    file[BLOCK] ^= 1;
    assertSays(file, "is damaged: the data of part 0 have the sum ");
  }

  private static void byAstropy(Path file) throws IOException, InterruptedException {
    var python = "/usr/bin/python3";
    assumeTrue(Files.isExecutable(Path.of(python)), "install python3-astropy");
    var process =
        new ProcessBuilder(python, "-c", ASTROPY, file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    assumeTrue(!said.contains("No module named"), "install python3-astropy");
    assertEquals(0, code, said);
  }

  @Test
  void theSumIsThatOfTheLibrary() {
    var random = new Random(4);
    for (int round = 0; round < 100; round++) {
      var bytes = new byte[4 * random.nextInt(1, 3000)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        Arrays.fill(bytes, (byte) 0xff);
      }
      int from = random.nextInt(bytes.length);
      int to = random.nextInt(from, bytes.length);
      Arrays.fill(bytes, from, to, (byte) 0);
      var sum = new OnesComplementSum();
      sum.bytes(bytes, 0, from);
      sum.zeros(to - from);
      sum.bytes(bytes, to, bytes.length - to);
      assertEquals(FitsCheckSum.checksum(bytes), sum.value());
    }
  }

  @Test
  void aFileThatIsNoneIsTold() throws IOException {
    var file = file(image(30, 50, new Random(5)));
    assertSays(new byte[0], "is truncated: it ends in the header of part 0");
    assertSays(new byte[BLOCK], "is no FITS file");
    assertSays(Arrays.copyOf(file, BLOCK + 5), "is truncated: it ends in the header of part 1");
    assertSays(
        Arrays.copyOf(file, 2 * BLOCK + 5),
        "is truncated: it ends in the data of part 1, of which 8635 bytes are missing");
    assertSays(Arrays.copyOf(file, file.length + BLOCK), "what follows part 1 is no header");
    var broken = file.clone();
    broken[BLOCK + 200] = 7;
    assertSays(broken, "the header of part 1 has the byte 0x07, expected letters");
    var endless = new byte[1001 * BLOCK];
    Arrays.fill(endless, (byte) ' ');
    System.arraycopy(file, 0, endless, 0, 80);
    assertSays(endless, "the header of part 0 has no END within 1000 blocks");
    var huge =
        new String(file, 0, 2 * BLOCK, UTF_8)
            .replaceAll("NAXIS([12])  = +\\d+", "NAXIS$1  =           2000000000");
    assertSays(huge.getBytes(UTF_8), "larger than any file");
  }

  private void assertSays(byte[] file, String words) {
    var refused = assertThrows(FitsProblem.class, () -> parts(folder.resolve("a.fits"), file));
    assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
  }

  private static List<byte[]> parts(Path path, byte[] file) throws IOException {
    Files.write(path, file);
    var kept = new Kept();
    FitsStream.read(path, kept);
    return kept.parts();
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  private static Pixels image(int width, int height, Random random) {
    var pixels = new int[Math.max(1, width * height)];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(20) == 0 ? random.nextInt() : 0;
    }
    return Pixels.of(Math.max(1, width), pixels);
  }

  private static byte[] file(Pixels... images) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new FitsWriter(out);
    writer.primary(List.of());
    for (var image : images) {
      writer.image("", image, List.of());
    }
    return out.toByteArray();
  }

  /** The data of each part. */
  private static final class Kept implements HduTaker {
    final List<ByteArrayOutputStream> parts = new ArrayList<>();

    @Override
    public ByteRuns header(FitsHeader header) {
      assertEquals(parts.size(), header.part());
      var part = new ByteArrayOutputStream();
      parts.add(part);
      return new ByteRuns() {
        @Override
        public void bytes(byte[] buffer, int offset, int length) {
          part.write(buffer, offset, length);
        }

        @Override
        public void zeros(long length) {
          part.writeBytes(new byte[(int) length]);
        }
      };
    }

    List<byte[]> parts() {
      return parts.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }
  }
}
