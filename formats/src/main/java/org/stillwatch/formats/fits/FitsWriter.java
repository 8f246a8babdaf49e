package org.stillwatch.formats.fits;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a FITS file part by part: the primary header, then images and tables in any order. Cards
 * stand in the order given, after those that the standard wants first. From the same calls come the
 * same bytes. The stream is the caller's to close.
 */
public final class FitsWriter {
  private static final int BLOCK = 2880;
  private static final int CARD = 80;

  private final OutputStream out;

  public FitsWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the primary header, without data. Comes first, and once. */
  public void primary(List<Card> cards) throws IOException {
    header(
        List.of(
            Card.of("SIMPLE", true, "conforms to FITS standard"),
            Card.of("BITPIX", 8, "array data type"),
            Card.of("NAXIS", 0, "number of array dimensions"),
            Card.of("EXTEND", true, "")),
        cards);
  }

  /** Writes an image extension. A name of {@code ""} is none. */
  public void image(String name, Pixels pixels, List<Card> cards) throws IOException {
    var first = new ArrayList<Card>();
    first.add(Card.of("XTENSION", "IMAGE", "Image extension"));
    first.add(Card.of("BITPIX", pixels.bitpix(), "array data type"));
    first.add(Card.of("NAXIS", 2, "number of array dimensions"));
    first.add(Card.of("NAXIS1", pixels.width()));
    first.add(Card.of("NAXIS2", pixels.height()));
    first.add(Card.of("PCOUNT", 0, "number of parameters"));
    first.add(Card.of("GCOUNT", 1, "number of groups"));
    if (!name.isEmpty()) {
      first.add(Card.of("EXTNAME", name, "extension name"));
    }
    header(first, cards);
    var row = ByteBuffer.allocate(pixels.width() * pixels.bytes());
    for (int y = 0; y < pixels.height(); y++) {
      pixels.row(y, row.clear());
      out.write(row.array());
    }
    pad((long) row.capacity() * pixels.height(), 0);
  }

  /**
   * Writes a binary table. The cards stand before those of the columns.
   *
   * @throws IllegalArgumentException when the columns are not equally long
   */
  public void table(List<Card> cards, List<Column> columns) throws IOException {
    int rows = columns.isEmpty() ? 0 : columns.getFirst().rows();
    int width = 0;
    for (var column : columns) {
      if (column.rows() != rows) {
        throw new IllegalArgumentException(
            "column %s has %d rows, %s has %d"
                .formatted(column.name(), column.rows(), columns.getFirst().name(), rows));
      }
      width += column.width();
    }
    header(
        List.of(
            Card.of("XTENSION", "BINTABLE", "binary table extension"),
            Card.of("BITPIX", 8, "array data type"),
            Card.of("NAXIS", 2, "number of array dimensions"),
            Card.of("NAXIS1", width, "length of dimension 1"),
            Card.of("NAXIS2", rows, "length of dimension 2"),
            Card.of("PCOUNT", 0, "number of group parameters"),
            Card.of("GCOUNT", 1, "number of groups"),
            Card.of("TFIELDS", columns.size(), "number of table fields")),
        withColumns(cards, columns));
    var row = ByteBuffer.allocate(width);
    for (int i = 0; i < rows; i++) {
      row.clear();
      for (var column : columns) {
        column.put(i, row);
      }
      out.write(row.array());
    }
    pad((long) width * rows, 0);
  }

  private static List<Card> withColumns(List<Card> cards, List<Column> columns) {
    var all = new ArrayList<>(cards);
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      all.add(Card.of("TTYPE" + (i + 1), column.name()));
      all.add(Card.of("TFORM" + (i + 1), column.format()));
      if (!column.unit().isEmpty()) {
        all.add(Card.of("TUNIT" + (i + 1), column.unit()));
      }
    }
    return all;
  }

  private void header(List<Card> first, List<Card> cards) throws IOException {
    var text = new StringBuilder();
    first.forEach(card -> text.append(card.image()));
    cards.forEach(card -> text.append(card.image()));
    text.append("END").repeat(' ', CARD - "END".length());
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    pad(text.length(), ' ');
  }

  private void pad(long written, int filler) throws IOException {
    var rest = new byte[(int) Math.floorMod(-written, (long) BLOCK)];
    Arrays.fill(rest, (byte) filler);
    out.write(rest);
  }
}
