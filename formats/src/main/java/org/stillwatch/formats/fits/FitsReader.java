package org.stillwatch.formats.fits;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.utilities.FitsCheckSum;
import nom.tam.util.FitsInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a FITS file part by part (HDU by HDU), packed by gzip or not. What is not asked for is
 * skipped, but read: so a file that was read to its end is whole, and its checksums are right where
 * it has any. Everything that is wrong with a file is a {@link FitsProblem}.
 */
public final class FitsReader implements AutoCloseable {
  private static final int BLOCK = 2880;
  private static final int CARD = 80;
  private static final int MOST_HEADER_BLOCKS = 1000;

  /** A table is read whole; the largest one of an instrument's calibration is 80 MB. */
  private static final long MOST_TABLE_BYTES = 512L << 20;

  private static final long NEGATIVE_ZERO = 0xFFFF_FFFFL;

  private final InputStream in;
  private int parts;
  private Part open = Part.NONE;

  private record Part(Optional<FitsHeader> header, byte[] cards, long left) {
    static final Part NONE = new Part(Optional.empty(), new byte[0], 0);
  }

  private FitsReader(InputStream in) {
    this.in = in;
  }

  /**
   * Opens a file; whether it is packed is told by its first bytes, not by its name.
   *
   * @throws FitsProblem when it cannot be read
   */
  public static FitsReader open(Path file) {
    InputStream raw = InputStream.nullInputStream();
    try {
      raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return new FitsReader(packed ? new GZIPInputStream(raw, 1 << 16) : raw);
    } catch (IOException e) {
      close(raw);
      throw problem(e, "at its beginning");
    }
  }

  /**
   * The header of the next part; empty behind the last one.
   *
   * @throws FitsProblem when the file is damaged: here, or in the data that are skipped
   */
  public Optional<FitsHeader> next() {
    try {
      finish(null);
      var bytes = headerBytes();
      if (bytes.length == 0) {
        open = Part.NONE;
        return Optional.empty();
      }
      var header =
          new FitsHeader(parts, new Header(new FitsInputStream(new ByteArrayInputStream(bytes))));
      open = new Part(Optional.of(header), bytes, header.dataBytes());
      parts++;
      return open.header();
    } catch (IOException e) {
      throw problem(e, where());
    } catch (FitsProblem e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FitsProblem(
          "the header of part %d is no FITS header: %s".formatted(parts, e.getMessage()), e);
    }
  }

  /**
   * The table of the part whose header was given last.
   *
   * @throws FitsProblem when that part is no binary table, or is damaged
   */
  public FitsTable table() {
    var header =
        open.header().orElseThrow(() -> new IllegalStateException("no part, or read already"));
    if (!header.text("XTENSION").equals(Optional.of("BINTABLE"))) {
      throw new FitsProblem(header.place() + " is no binary table");
    }
    if (open.left() > MOST_TABLE_BYTES) {
      throw new FitsProblem(
          "%s is a table of %d bytes, at most %d are read"
              .formatted(header.place(), open.left(), MOST_TABLE_BYTES));
    }
    var kept = new ByteArrayOutputStream();
    var cards = open.cards();
    try {
      finish(kept);
      var bytes =
          new SequenceInputStream(
              new ByteArrayInputStream(cards), new ByteArrayInputStream(kept.toByteArray()));
      if (new Fits(bytes).readHDU() instanceof BinaryTableHDU table) {
        return new FitsTable(header, table.getData());
      }
      throw new FitsProblem(header.place() + " is no binary table");
    } catch (IOException e) {
      throw problem(e, where());
    } catch (FitsProblem e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FitsProblem(
          "%s is no table that can be read: %s".formatted(header.place(), e.getMessage()), e);
    }
  }

  /** Reads the rest of the open part, and compares its checksums. */
  private void finish(@Nullable ByteArrayOutputStream kept) throws IOException {
    if (open.header().isEmpty()) {
      return;
    }
    var header = open.header().get();
    long padded = Math.ceilDiv(open.left(), (long) BLOCK) * BLOCK;
    long sum = 0;
    var buffer = new byte[(int) Math.min(padded, 16L * BLOCK)];
    for (long left = padded; left > 0; ) {
      int n = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < Math.min(left, buffer.length)) {
        throw new EOFException();
      }
      sum = FitsCheckSum.sumOf(sum, FitsCheckSum.checksum(buffer, 0, n));
      if (kept != null) {
        kept.write(buffer, 0, n);
      }
      left -= n;
    }
    compare(header, sum, FitsCheckSum.sumOf(FitsCheckSum.checksum(open.cards()), sum));
    open = Part.NONE;
  }

  private static void compare(FitsHeader header, long dataSum, long sum) {
    var told = header.text("DATASUM").map(String::strip).filter(text -> !text.isEmpty());
    if (told.isPresent() && !told.get().equals(Long.toString(dataSum))) {
      throw new FitsProblem(
          "%s: the data have the checksum %d, DATASUM says %s"
              .formatted(header.place(), dataSum, told.get()));
    }
    boolean summed = header.text("CHECKSUM").filter(text -> !text.isBlank()).isPresent();
    if (summed && sum != NEGATIVE_ZERO && sum != 0) {
      throw new FitsProblem(header.place() + ": CHECKSUM does not agree with what is there");
    }
  }

  /** The blocks of a header; none at the end of the file. */
  private byte[] headerBytes() throws IOException {
    var bytes = new ByteArrayOutputStream(4 * BLOCK);
    for (int blocks = 0; blocks < MOST_HEADER_BLOCKS; blocks++) {
      var block = in.readNBytes(BLOCK);
      if (blocks == 0) {
        if (parts > 0 && nothing(block)) {
          return new byte[0];
        }
        begin(block);
      }
      if (block.length < BLOCK) {
        throw new EOFException();
      }
      bytes.write(block);
      if (ends(block)) {
        return bytes.toByteArray();
      }
    }
    throw new FitsProblem(
        "the header of part %d has no END within %d blocks".formatted(parts, MOST_HEADER_BLOCKS));
  }

  private void begin(byte[] block) throws EOFException {
    if (block.length == 0) {
      throw new FitsProblem("is empty");
    }
    var expected = parts == 0 ? "SIMPLE  =" : "XTENSION=";
    var found =
        new String(block, 0, Math.min(block.length, expected.length()), StandardCharsets.US_ASCII);
    if (found.length() < expected.length() && expected.startsWith(found)) {
      throw new EOFException();
    }
    if (!found.equals(expected)) {
      throw new FitsProblem(
          parts == 0
              ? "is no FITS file, it does not begin with SIMPLE"
              : "what follows part %d is no header".formatted(parts - 1));
    }
  }

  /** Some writers fill the end with zeros or blanks. */
  private static boolean nothing(byte[] block) {
    for (byte b : block) {
      if (b != 0 && b != ' ') {
        return false;
      }
    }
    return true;
  }

  private static boolean ends(byte[] block) {
    for (int at = 0; at < BLOCK; at += CARD) {
      if (block[at] == 'E'
          && new String(block, at, 8, StandardCharsets.US_ASCII).equals("END     ")) {
        return true;
      }
    }
    return false;
  }

  private String where() {
    return parts == 0 ? "in the primary header" : "in part " + (parts - 1);
  }

  private static FitsProblem problem(IOException e, String where) {
    var clause =
        switch (e) {
          case EOFException truncated -> "is truncated: it ends " + where;
          case ZipException damaged ->
              "is damaged: gzip says '%s' %s".formatted(damaged.getMessage(), where);
          case NoSuchFileException gone -> "is not there";
          case AccessDeniedException denied -> "may not be read by this user";
          default -> "cannot be read: " + e.getMessage();
        };
    return new FitsProblem(clause, e);
  }

  @Override
  public void close() {
    close(in);
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // nothing was written, and what was read is read
    }
  }
}
