package org.stillwatch.reports.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.stillwatch.reports.page.Document.Block;
import org.stillwatch.reports.page.Drawing.Colour;

/**
 * A document as a PDF: A4, selectable text, vectors, nothing that depends on the machine that
 * writes it.
 */
public final class PdfFile {

  private static final Colour INK = Colour.of(0x26323a);
  private static final Colour PALE = Colour.of(0x66737a);
  private static final Colour HAIR = Colour.of(0xe3e7e9);
  private static final Colour RULE = Colour.of(0xc3cbd0);

  private static final double TITLE = 20;
  private static final double HEADING = 12;
  private static final double TEXT = 9.5;
  private static final double CELL = 8;
  private static final double FOOT = 7.5;

  /** From one base line to the next, in sizes of the letters. */
  private static final double LEADING = 1.38;

  /** Of the base line below the top of its line, in sizes of the letters. */
  private static final double ASCENT = 1.02;

  private static final double NAMES = 110;
  private static final double BETWEEN = 9;
  private static final double PAD = 2.6;
  private static final double FOOT_WIDTH = Sheets.WIDTH - 70;
  private static final int HEAD_LINES = 6;

  private final Typeface face;
  private final Sheets sheets;

  private PdfFile(PDDocument document) throws IOException {
    face = new Typeface(document);
    sheets = new Sheets(document, face);
  }

  public static byte[] of(Document content) {
    try (var document = new PDDocument()) {
      var file = new PdfFile(document);
      file.write(content);
      describe(document, content);
      var bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the PDF could not be written", e);
    }
  }

  private static void describe(PDDocument document, Document content) {
    var facts = document.getDocumentInformation();
    facts.setTitle(Letters.line(content.title()));
    facts.setSubject(Letters.line(content.subtitle()));
    facts.setCreator("Stillwatch");
    facts.setCreationDate(GregorianCalendar.from(content.made().atZone(ZoneOffset.UTC)));
    document.getDocumentCatalog().setLanguage("en");
    // else it would be made of the time of writing
    document.setDocumentId(id(content.title(), content.made()));
  }

  private static long id(String title, Instant made) {
    return Arrays.hashCode(title.getBytes(StandardCharsets.UTF_8)) * 1_000_003L
        + made.toEpochMilli();
  }

  private void write(Document content) throws IOException {
    try (sheets) {
      sheets.breakPage();
      paragraph(content.title(), TITLE, 1.2, true, INK);
      sheets.advance(3);
      paragraph(content.subtitle(), TEXT, LEADING, false, PALE);
      sheets.advance(8);
      for (var block : content.blocks()) {
        write(block);
      }
      if (face.lacking() > 0) {
        sheets.skip(14);
        paragraph(
            "Characters that the letters of this file lack are shown as empty boxes; the HTML file"
                + " of this report has them.",
            CELL,
            LEADING,
            false,
            PALE);
      }
      sheets.foot(
          Lines.of(face.fit(Letters.line(content.foot())), face, FOOT, FOOT_WIDTH).getFirst(),
          FOOT,
          PALE);
    }
  }

  private void write(Block block) throws IOException {
    switch (block) {
      case Block.Heading(String text) -> {
        // never the last line of a page
        sheets.need(18 + HEADING * LEADING + 60);
        sheets.skip(18);
        paragraph(text, HEADING, LEADING, true, INK);
        sheets.advance(3);
      }
      case Block.Paragraph(String text) -> {
        paragraph(text, TEXT, LEADING, false, INK);
        sheets.skip(4);
      }
      case Block.Facts facts -> facts(facts.facts());
      case Block.Table table -> table(table);
      case Block.Picture(Drawing drawing, String words) -> {
        double height = drawing.height() * Sheets.WIDTH / drawing.width();
        sheets.need(height + 8);
        sheets.skip(4);
        sheets.draw(drawing);
        sheets.advance(height + 4);
      }
    }
  }

  private void paragraph(String text, double size, double leading, boolean bold, Colour colour)
      throws IOException {
    for (var line : Lines.of(face.fit(text), face, size, Sheets.WIDTH)) {
      sheets.need(size * leading);
      sheets.text(line, Sheets.LEFT, size * ASCENT, size, bold, colour);
      sheets.advance(size * leading);
    }
  }

  private void facts(List<Document.Fact> facts) throws IOException {
    double height = TEXT * LEADING;
    for (var fact : facts) {
      var names = Lines.of(face.fit(Letters.line(fact.name())), face, TEXT, NAMES - BETWEEN);
      var values = Lines.of(face.fit(fact.value()), face, TEXT, Sheets.WIDTH - NAMES);
      for (int i = 0; i < Math.max(names.size(), values.size()); i++) {
        sheets.need(height);
        if (i < names.size()) {
          sheets.text(names.get(i), Sheets.LEFT, TEXT * ASCENT, TEXT, false, PALE);
        }
        if (i < values.size()) {
          sheets.text(values.get(i), Sheets.LEFT + NAMES, TEXT * ASCENT, TEXT, false, INK);
        }
        sheets.advance(height);
      }
      sheets.advance(1.5);
    }
  }

  private void table(Block.Table table) throws IOException {
    var grid = new Grid(table.columns());
    var head = grid.head();
    double most = Sheets.BODY - height(head.depth()) - 1;
    head(grid, head);
    for (var texts : table.rows()) {
      var row = grid.divided(texts);
      if (height(row.depth()) <= most) {
        if (sheets.room() < height(row.depth())) {
          sheets.breakPage();
          head(grid, head);
        }
        write(grid, row, 0, row.depth(), INK, false);
      } else {
        divide(grid, head, row);
      }
      sheets.rule(Sheets.LEFT, Sheets.LEFT + Sheets.WIDTH, 0.5, HAIR);
    }
    sheets.skip(8);
  }

  /** Writes a row that is longer than a page. */
  private void divide(Grid grid, Grid.Row head, Grid.Row row) throws IOException {
    int done = 0;
    while (done < row.depth()) {
      int lines = (int) ((sheets.room() - 2 * PAD) / (CELL * LEADING));
      if (lines < 1) {
        sheets.breakPage();
        head(grid, head);
        continue;
      }
      int end = Math.min(row.depth(), done + lines);
      write(grid, row, done, end, INK, false);
      done = end;
    }
  }

  private void head(Grid grid, Grid.Row head) throws IOException {
    sheets.need(height(head.depth()) + height(2));
    write(grid, head, 0, head.depth(), PALE, true);
    sheets.rule(Sheets.LEFT, Sheets.LEFT + Sheets.WIDTH, 0.9, RULE);
  }

  private void write(Grid grid, Grid.Row row, int from, int to, Colour colour, boolean bold)
      throws IOException {
    sheets.advance(PAD);
    for (int i = from; i < to; i++) {
      for (int column = 0; column < grid.columns(); column++) {
        var lines = row.cells().get(column);
        if (i < lines.size()) {
          if (grid.isRight(column)) {
            double end = grid.left(column) + grid.width(column);
            sheets.textEndingAt(lines.get(i), end, CELL * ASCENT, CELL, bold, colour);
          } else {
            sheets.text(lines.get(i), grid.left(column), CELL * ASCENT, CELL, bold, colour);
          }
        }
      }
      sheets.advance(CELL * LEADING);
    }
    sheets.advance(PAD);
  }

  private static double height(int lines) {
    return 2 * PAD + lines * CELL * LEADING;
  }

  /** Where the columns of a table are, and how its texts are divided into lines. */
  private final class Grid {

    private final List<Document.Column> columns;
    private final double all;

    record Row(List<List<String>> cells) {
      int depth() {
        return cells.stream().mapToInt(List::size).max().orElse(0);
      }
    }

    Grid(List<Document.Column> columns) {
      this.columns = columns;
      all = columns.stream().mapToDouble(Document.Column::share).sum();
    }

    int columns() {
      return columns.size();
    }

    boolean isRight(int column) {
      return columns.get(column).right();
    }

    double left(int column) {
      double before = columns.subList(0, column).stream().mapToDouble(Document.Column::share).sum();
      return Sheets.LEFT + Sheets.WIDTH * before / all;
    }

    double width(int column) {
      double whole = Sheets.WIDTH * columns.get(column).share() / all;
      return column == columns.size() - 1 ? whole : whole - BETWEEN;
    }

    /** The titles of the columns, cut: they stand on every page. */
    Row head() {
      var cells = divided(columns.stream().map(Document.Column::title).toList()).cells();
      return new Row(cells.stream().map(lines -> cut(lines)).toList());
    }

    private static List<String> cut(List<String> lines) {
      if (lines.size() <= HEAD_LINES) {
        return lines;
      }
      var some = new ArrayList<>(lines.subList(0, HEAD_LINES));
      some.set(HEAD_LINES - 1, "\u2026");
      return some;
    }

    Row divided(List<String> texts) {
      var cells = new ArrayList<List<String>>();
      for (int i = 0; i < texts.size(); i++) {
        cells.add(Lines.of(face.fit(texts.get(i)), face, CELL, width(i)));
      }
      return new Row(cells);
    }
  }
}
