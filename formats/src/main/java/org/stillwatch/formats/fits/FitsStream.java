package org.stillwatch.formats.fits;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.stillwatch.formats.inflate.ByteRuns;
import org.stillwatch.formats.inflate.Gunzip;

/**
 * Reads a FITS file from its bytes as they come: parses headers, hands data on, and verifies
 * DATASUM and CHECKSUM where a header says them. Nothing but the header that is being read is kept,
 * so a file may be of any size.
 */
public final class FitsStream implements ByteRuns {
  private static final int BLOCK = 2880;
  private static final int BUFFER_BYTES = 1 << 16;

  /** A header of more blocks is none: 36,000 cards. */
  private static final int MOST_BLOCKS = 1000;

  private final HduTaker taker;
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private int blocks;
  private int index;
  private StreamedHeader header = new StreamedHeader();
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
   * @throws FitsFormatException in one clause, when it is no FITS file, or a sum is wrong
   * @throws java.util.zip.ZipException in one clause, when it is packed and damaged
   */
  public static int read(Path file, HduTaker taker) throws IOException {
    var stream = new FitsStream(taker);
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      if (packed) {
        Gunzip.unpack(in, stream);
      } else {
        var buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          stream.bytes(buffer, 0, read);
        }
      }
    }
    return stream.complete();
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) throws IOException {
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
  public void zeros(long length) throws IOException {
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
   * @throws FitsFormatException when it ends in the middle of one, or there is none
   */
  public int complete() throws FitsFormatException {
    if (unitLeft > 0) {
      throw new FitsFormatException(
          "it ends in the data of HDU %d, of which %d bytes are missing"
              .formatted(index, unitLeft));
    }
    if (filled > 0 || blocks > 0 || index == 0) {
      throw new FitsFormatException("it ends in the header of HDU " + index);
    }
    return index;
  }

  private void passed(long size, long wanted) throws IOException {
    dataLeft -= wanted;
    unitLeft -= size;
    if (unitLeft == 0) {
      endUnit();
    }
  }

  private void headerBlock() throws IOException {
    filled = 0;
    headerSum.bytes(block, 0, BLOCK);
    for (int at = 0; at < BLOCK; at += StreamedHeader.CARD) {
      for (int i = at; i < at + StreamedHeader.CARD; i++) {
        if (block[i] < ' ' || block[i] > '~') {
          throw new FitsFormatException(
              "HDU %d has no header: byte 0x%02x where a letter is expected"
                  .formatted(index, block[i]));
        }
      }
      var card = new String(block, at, StreamedHeader.CARD, StandardCharsets.US_ASCII);
      if (blocks == 0 && at == 0 && !card.startsWith(index == 0 ? "SIMPLE  =" : "XTENSION=")) {
        throw new FitsFormatException(
            "HDU %d begins with '%s'; expected %s"
                .formatted(
                    index,
                    card.substring(0, 8).stripTrailing(),
                    index == 0 ? "SIMPLE" : "XTENSION"));
      }
      if (!add(card)) {
        startUnit();
        return;
      }
    }
    blocks++;
    if (blocks == MOST_BLOCKS) {
      throw new FitsFormatException(
          "the header of HDU %d has no END in %d blocks".formatted(index, blocks));
    }
  }

  private boolean add(String card) throws FitsFormatException {
    try {
      return header.add(card);
    } catch (FitsFormatException e) {
      throw inHdu(e);
    }
  }

  private void startUnit() throws IOException {
    long size;
    try {
      size = header.dataBytes();
      unitLeft = Math.multiplyExact(Math.ceilDiv(size, BLOCK), BLOCK);
    } catch (FitsFormatException e) {
      throw inHdu(e);
    } catch (ArithmeticException e) {
      throw new FitsFormatException("HDU " + index + " is larger than any file");
    }
    dataLeft = size;
    data = taker.header(index, header);
    dataSum = new OnesComplementSum();
    summing = says("DATASUM") || says("CHECKSUM");
    if (unitLeft == 0) {
      endUnit();
    }
  }

  private void endUnit() throws IOException {
    if (says("DATASUM")) {
      var said = header.text("DATASUM").orElse("").strip();
      if (!said.matches("0*" + dataSum.value())) {
        throw new FitsFormatException(
            "the data of HDU %d have the sum %d, but its DATASUM is %s; the file is damaged"
                .formatted(index, dataSum.value(), said));
      }
    }
    if (says("CHECKSUM")) {
      headerSum.add(dataSum);
      // 0 in ones' complement is all ones; no header is all zeros
      if (headerSum.value() != 0xffff_ffffL) {
        throw new FitsFormatException(
            "HDU %d does not have the sum that its CHECKSUM says; the file is damaged"
                .formatted(index));
      }
    }
    index++;
    blocks = 0;
    header = new StreamedHeader();
    headerSum = new OnesComplementSum();
  }

  /** An empty text says that no sum was taken (4.4.2.7). */
  private boolean says(String keyword) {
    return header.text(keyword).filter(text -> !text.isBlank()).isPresent();
  }

  private FitsFormatException inHdu(FitsFormatException e) {
    return new FitsFormatException("in the header of HDU " + index + " " + e.getMessage());
  }
}
