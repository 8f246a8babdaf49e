package org.stillwatch.simulators.xs400;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a workbook of one sheet. Every row rewrites the whole file in place, as the original does:
 * a reader may meet half of it.
 */
public final class XlsxLogWriter {

  /** The columns of the original behind the row's own number. */
  public static final List<String> LABELS =
      List.of(
          "Time Stamp",
          "T1(K)",
          "T2(K)",
          "T3(K)",
          "T4(K)",
          "T51(K)",
          "T52(K)",
          "flow(ml/min)",
          "P1(bar)",
          "P2(bar)",
          "P3(mbar)",
          "P5(bar)",
          "Chamber(Pa)");

  private final Path file;
  private final List<String> rows = new ArrayList<>();

  private XlsxLogWriter(Path file) {
    this.file = file;
  }

  /** A workbook whose first row is these labels; none: no row of labels. */
  public static XlsxLogWriter create(Path file, List<String> labels) {
    var writer = new XlsxLogWriter(file);
    if (!labels.isEmpty()) {
      var cells = new StringBuilder();
      for (int i = 0; i < labels.size(); i++) {
        cells.append(text(i, writer.nextRow(), labels.get(i)));
      }
      writer.add(cells);
    }
    return writer;
  }

  /** Adds a row and rewrites the file. */
  public void append(String timeStamp, double... values) throws IOException {
    hold(timeStamp, values);
    Files.write(file, workbook());
  }

  /** Adds a row whose time is an Excel serial number (days since 1899-12-30, local). */
  public void appendSerial(double days, double... values) throws IOException {
    add(number(0, nextRow(), days) + numbers(values));
    Files.write(file, workbook());
  }

  /** Adds a row without writing it yet. */
  public void hold(String timeStamp, double... values) {
    add(text(0, nextRow(), timeStamp) + numbers(values));
  }

  /** The whole file with all rows so far. */
  public byte[] workbook() {
    var sheet = new StringBuilder();
    sheet.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<sheetData>");
    rows.forEach(sheet::append);
    sheet.append("</sheetData></worksheet>");
    return zip(
        List.of(
            new Part(
                "[Content_Types].xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types"
                    + " xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default"
                    + " Extension=\"rels\""
                    + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
                    + " PartName=\"/xl/workbook.xml\" ContentType=\"application/"
                    + "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override"
                    + " PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
                    + "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
            new Part("_rels/.rels", relationship("officeDocument", "xl/workbook.xml")),
            new Part(
                "xl/workbook.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook"
                    + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                    + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet"
                    + " name=\"log\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            new Part(
                "xl/_rels/workbook.xml.rels", relationship("worksheet", "worksheets/sheet1.xml")),
            new Part("xl/worksheets/sheet1.xml", sheet.toString())));
  }

  private record Part(String name, String text) {}

  private static byte[] zip(List<Part> parts) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : parts) {
        zip.putNextEntry(new ZipEntry(part.name()));
        zip.write(part.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a zip in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static String relationship(String type, String target) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        + "relationships/"
        + type
        + "\" Target=\""
        + target
        + "\"/></Relationships>";
  }

  private int nextRow() {
    return rows.size() + 1;
  }

  private void add(CharSequence cells) {
    rows.add("<row r=\"" + nextRow() + "\">" + cells + "</row>");
  }

  private String numbers(double... values) {
    var cells = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      cells.append(number(i + 1, nextRow(), values[i]));
    }
    return cells.toString();
  }

  private static String text(int column, int row, String text) {
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    return "<c r=\"%s%d\" t=\"inlineStr\"><is><t>%s</t></is></c>"
        .formatted(letter(column), row, escaped);
  }

  private static String number(int column, int row, double value) {
    return "<c r=\"" + letter(column) + row + "\" t=\"n\"><v>" + value + "</v></c>";
  }

  private static char letter(int column) {
    return (char) ('A' + column);
  }
}
