package org.stillwatch.cos.cci;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A small CCI, byte by byte, in which any card can be wrong. */
public final class SyntheticCci {
  private static final int BLOCK = 2880;

  private final int width;
  private final int height;
  private final List<Map<String, String>> headers = new ArrayList<>();
  private final short[][] planes;

  /** An empty CCI of 32 images. */
  public SyntheticCci(int width, int height) {
    this.width = width;
    this.height = height;
    this.planes = new short[32][width * height];
    headers.add(
        cards(
            "SIMPLE", "T",
            "BITPIX", "8",
            "NAXIS", "0",
            "EXTEND", "T",
            "INSTRUME", "'COS     '",
            "DETECTOR", "'FUV     '",
            "SEGMENT", "'FUVB    '",
            "OBSMODE", "'TIME-TAG'",
            "EXPSTART", "58100.123456",
            "EXPEND", "58107.0",
            "EXPTIME", "61234.5",
            "NUMFILES", "2",
            "COUNTS", "0",
            "DETHV", "163"));
    headers.add(
        cards(
            "XTENSION", "'BINTABLE'",
            "BITPIX", "8",
            "NAXIS", "2",
            "NAXIS1", "24",
            "NAXIS2", "2",
            "PCOUNT", "0",
            "GCOUNT", "1",
            "TFIELDS", "1",
            "TTYPE1", "'FILENAME'",
            "TFORM1", "'24A     '"));
    for (int i = 0; i < planes.length; i++) {
      headers.add(
          cards(
              "XTENSION", "'IMAGE   '",
              "BITPIX", "16",
              "NAXIS", "2",
              "NAXIS1", Integer.toString(width),
              "NAXIS2", Integer.toString(height),
              "PCOUNT", "0",
              "GCOUNT", "1"));
    }
  }

  private static Map<String, String> cards(String... keysAndValues) {
    var cards = new LinkedHashMap<String, String>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      cards.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return cards;
  }

  /** Sets a card as it is to be written; an empty value leaves it out. */
  public SyntheticCci card(int part, String keyword, String value) {
    if (value.isEmpty()) {
      headers.get(part).remove(keyword);
    } else {
      headers.get(part).put(keyword, value);
    }
    return this;
  }

  /** Sets the counts of a native pixel. */
  public SyntheticCci pixel(int pulseHeight, int x, int y, int counts) {
    planes[pulseHeight][y * width + x] = (short) counts;
    return this;
  }

  /** The pixels of a pulse height, {@code [y * width + x]}. */
  public short[] plane(int pulseHeight) {
    return planes[pulseHeight];
  }

  /** The file, with its first parts alone or with as many empty images more. */
  public byte[] bytes(int parts) {
    var file = new ByteArrayOutputStream();
    for (int i = 0; i < parts; i++) {
      file.writeBytes(header(headers.get(Math.min(i, headers.size() - 1))));
      if (i == 1) {
        file.writeBytes(
            padded("%-24s%-24s".formatted("one_rawtag_b.fits", "two").getBytes(US_ASCII), 0));
      } else if (i >= 2) {
        file.writeBytes(image(i - 2));
      }
    }
    return file.toByteArray();
  }

  public byte[] bytes() {
    return bytes(headers.size());
  }

  private byte[] image(int plane) {
    var bytes = ByteBuffer.allocate(width * height * Short.BYTES);
    if (plane < planes.length) {
      bytes.asShortBuffer().put(planes[plane]);
    }
    return padded(bytes.array(), 0);
  }

  private static byte[] header(Map<String, String> cards) {
    var text = new StringBuilder();
    cards.forEach((keyword, value) -> text.append("%-8s= %-70s".formatted(keyword, value)));
    text.append("%-80s".formatted("END"));
    return padded(text.toString().getBytes(US_ASCII), ' ');
  }

  private static byte[] padded(byte[] bytes, int filler) {
    var padded = Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, BLOCK) * BLOCK);
    Arrays.fill(padded, bytes.length, padded.length, (byte) filler);
    return padded;
  }

  /** Writes it as it is, or packed when the name says so. */
  public Path write(Path file) throws IOException {
    return write(file, bytes());
  }

  /** Writes bytes as they are, or packed when the name says so. */
  public static Path write(Path file, byte[] bytes) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.write(file, bytes);
    }
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(bytes);
    }
    return file;
  }
}
