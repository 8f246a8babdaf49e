package org.stillwatch.formats.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitsImageTest {

  private static final float[] GAIN = {1.5f, Float.NaN, 0, 3, 4, 5};

  @TempDir Path folder;

  private Path written(Pixels pixels) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = new FitsWriter(bytes);
    writer.primary(List.of());
    writer.image("MAP", pixels, List.of());
    return Files.write(folder.resolve("map.fits"), bytes.toByteArray());
  }

  private static FitsImage image(Path file, int everyX, int everyY) {
    try (var reader = FitsReader.open(file)) {
      reader.next();
      reader.next();
      return reader.image(everyX, everyY);
    }
  }

  @Test
  void anEnlargedImageIsReadAsItWasBeforeItWasEnlarged() throws IOException {
    var image = image(written(Pixels.of(3, GAIN).enlarged(8, 2)), 8, 2);
    assertEquals(3, image.width());
    assertEquals(2, image.height());
    assertArrayEquals(GAIN, image.pixels());
  }

  @Test
  void numbersOf64BitsAreReadAsWell() throws IOException {
    var image = image(written(Pixels.of(2, new double[] {1.5, 2.5, 3.5, 4.5})), 1, 1);
    assertArrayEquals(new float[] {1.5f, 2.5f, 3.5f, 4.5f}, image.pixels());
  }

  @Test
  void whatIsNoImageOfRealNumbersIsSaid() throws IOException {
    var whole = written(Pixels.of(2, new int[] {1, 2}));
    var said = assertThrows(FitsProblem.class, () -> image(whole, 1, 1)).getMessage();
    assertTrue(String.valueOf(said).contains("no image of two axes and real numbers"), said);
  }

  @Test
  void aTruncatedImageIsSaid() throws IOException {
    var file = written(Pixels.of(3, GAIN));
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    var said = assertThrows(FitsProblem.class, () -> image(file, 1, 1)).getMessage();
    assertTrue(String.valueOf(said).contains("truncated"), said);
  }
}
