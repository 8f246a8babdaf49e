package org.stillwatch.formats.fits;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import nom.tam.fits.Header;
import nom.tam.util.FitsInputStream;
import org.stillwatch.formats.inflate.ByteRuns;
import org.stillwatch.formats.inflate.Gunzip;

/**
 * Reads a FITS file from its bytes as they come: parses headers, hands data on, and verifies
 * DATASUM and CHECKSUM where a header says them. Nothing but the header that is being read is kept,
 * so a file may be of any size.
 */
public final class FitsStream implements ByteRuns {
  private static final int BLOCK = 2880;
  private static final int CARD = 80;
  private static final int KEYWORD = 8;
  private static final long NEGATIVE_ZERO = 0xffff_ffffL;

  /** A part of more is none: 1 EiB. */
  private static final long MOST_BYTES = 1L << 60;

  private static final int BUFFER_BYTES = 1 << 16;

  /** A header of more blocks is none: 36,000 cards. */
  private static final int MOST_BLOCKS = 1000;

  private final HduTaker taker;
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private int blocks;
  private int part;
  private Optional<FitsHeader> header = Optional.empty();
  private ByteArrayOutputStream headerBytes = new ByteArrayOutputStream();
  private OnesComplementSum headerSum = new OnesComplementSum();

  /** Where data are read; {@code dataLeft} without, {@code unitLeft} with their filling. */
  private ByteRuns data = ByteRuns.IGNORED;

  private OnesComplementSum dataSum = new OnesComplementSum();
  private boolean summing;
  private long dataLeft;
  private long unitLeft;

  public FitsStream(HduTaker taker) {
    this.taker = taker;
  }

  /**
   * Reads a file to its end, packed by gzip or not.
   *
   * @return how many parts there were
   * @throws FitsProblem when it is no FITS file, or is damaged
   * @throws IOException when it cannot be read
   */
  public static int read(Path file, HduTaker taker) throws IOException {
    var stream = new FitsStream(taker);
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      if (packed) {
        unpack(in, stream);
      } else {
        var buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          stream.bytes(buffer, 0, read);
        }
      }
    }
    return stream.complete();
  }

  private static void unpack(InputStream in, ByteRuns out) throws IOException {
    try {
      Gunzip.unpack(in, out);
    } catch (ZipException e) {
      throw new FitsProblem("is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (unitLeft > 0) {
        int size = (int) Math.min(unitLeft, end - at);
        int wanted = (int) Math.min(dataLeft, size);
        if (wanted > 0) {
          data.bytes(buffer, at, wanted);
        }
        if (summing) {
          dataSum.bytes(buffer, at, size);
        }
        passed(size, wanted);
        at += size;
      } else {
        int size = Math.min(BLOCK - filled, end - at);
        System.arraycopy(buffer, at, block, filled, size);
        filled += size;
        at += size;
        if (filled == BLOCK) {
          headerBlock();
        }
      }
    }
  }

  @Override
  public void zeros(long length) {
    long left = length;
    while (left > 0) {
      if (unitLeft > 0) {
        long size = Math.min(unitLeft, left);
        long wanted = Math.min(dataLeft, size);
        if (wanted > 0) {
          data.zeros(wanted);
        }
        dataSum.zeros(size);
        passed(size, wanted);
        left -= size;
      } else {
        int size = (int) Math.min(BLOCK - filled, left);
        Arrays.fill(block, filled, filled + size, (byte) 0);
        filled += size;
        left -= size;
        if (filled == BLOCK) {
          headerBlock();
        }
      }
    }
  }

  /**
   * The stream is at its end.
   *
   * @return how many parts there were
   * @throws FitsProblem when it ends in the middle of one, or there is none
   */
  public int complete() {
    if (unitLeft > 0) {
      throw new FitsProblem(
          "is truncated: it ends in the data of part %d, of which %d bytes are missing"
              .formatted(part, unitLeft));
    }
    if (filled > 0 || blocks > 0 || part == 0) {
      throw new FitsProblem("is truncated: it ends in the header of part " + part);
    }
    return part;
  }

  private void passed(long size, long wanted) {
    dataLeft -= wanted;
    unitLeft -= size;
    if (unitLeft == 0) {
      endUnit();
    }
  }

  private void headerBlock() {
    filled = 0;
    if (blocks == 0) {
      requireBeginning();
    }
    headerSum.bytes(block, 0, BLOCK);
    headerBytes.write(block, 0, BLOCK);
    blocks++;
    boolean ends = false;
    for (int at = 0; at < BLOCK && !ends; at += CARD) {
      requireLetters(at);
      ends =
          new String(block, at, KEYWORD, StandardCharsets.US_ASCII).stripTrailing().equals("END");
    }
    if (ends) {
      startUnit();
    } else if (blocks == MOST_BLOCKS) {
      throw new FitsProblem(
          "the header of part %d has no END within %d blocks".formatted(part, blocks));
    }
  }

  private void requireBeginning() {
    var expected = part == 0 ? "SIMPLE  =" : "XTENSION=";
    var found = new String(block, 0, expected.length(), StandardCharsets.US_ASCII);
    if (!found.equals(expected)) {
      throw new FitsProblem(
          part == 0
              ? "is no FITS file, it does not begin with SIMPLE"
              : "what follows part %d is no header".formatted(part - 1));
    }
  }

  private void requireLetters(int at) {
    for (int i = at; i < at + CARD; i++) {
      if (block[i] < ' ' || block[i] > '~') {
        throw new FitsProblem(
            "the header of part %d has the byte 0x%02x, expected letters"
                .formatted(part, block[i]));
      }
    }
  }

  private void startUnit() {
    var bytes = new ByteArrayInputStream(headerBytes.toByteArray());
    FitsHeader parsed;
    try {
      parsed = new FitsHeader(part, new Header(new FitsInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      throw new FitsProblem(
          "the header of part %d is no FITS header: %s".formatted(part, e.getMessage()), e);
    }
    dataLeft = size(parsed);
    unitLeft = Math.ceilDiv(dataLeft, BLOCK) * BLOCK;
    header = Optional.of(parsed);
    data = taker.header(parsed);
    dataSum = new OnesComplementSum();
    summing = told("DATASUM").isPresent() || told("CHECKSUM").isPresent();
    if (unitLeft == 0) {
      endUnit();
    }
  }

  private static long size(FitsHeader header) {
    try {
      long size = header.dataBytes();
      if (size >= 0 && size <= MOST_BYTES) {
        return size;
      }
    } catch (ArithmeticException e) {
      throw new FitsProblem(header.place() + " is of a part that is larger than any file", e);
    }
    throw new FitsProblem(header.place() + " is of a part that is larger than any file");
  }

  private void endUnit() {
    told("DATASUM")
        .filter(sum -> !sum.matches("0*" + dataSum.value()))
        .ifPresent(
            sum -> {
              throw new FitsProblem(
                  "is damaged: the data of part %d have the sum %d, its DATASUM is %s"
                      .formatted(part, dataSum.value(), sum));
            });
    headerSum.add(dataSum);
    // 0 in ones' complement is all ones; no header is all zeros
    if (told("CHECKSUM").isPresent() && headerSum.value() != NEGATIVE_ZERO) {
      throw new FitsProblem(
          "is damaged: part %d does not have the sum that its CHECKSUM says".formatted(part));
    }
    part++;
    blocks = 0;
    header = Optional.empty();
    headerBytes = new ByteArrayOutputStream();
    headerSum = new OnesComplementSum();
  }

  /** An empty text says that no sum was taken (4.4.2.7). */
  private Optional<String> told(String keyword) {
    return header
        .flatMap(cards -> cards.text(keyword))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
