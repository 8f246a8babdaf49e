package org.stillwatch.instruments.xs400;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one sheet as a stream. Document types and external entities are refused, so are
 * cells beyond what a log has.
 *
 * <p>Layout after ECMA-376 part 1, section 18.3: {@code <row r="7"><c r="B7" t="n"><v>4.2</v></c>}.
 */
final class SheetReader implements Closeable {

  private static final int MOST_COLUMNS = 1024;
  private static final int LONGEST_TEXT = 32_767;
  private static final int MOST_STRINGS = 500_000;

  /** How a cell is to be understood. */
  enum Sort {
    NUMBER,
    TEXT,
    ERROR
  }

  /**
   * @param column from 0
   * @param text as written; numbers too
   */
  record Cell(int column, Sort sort, String text) {}

  /**
   * @param number of the row in the sheet, from 1
   * @param cells those that hold something, in order
   */
  record SheetRow(long number, List<Cell> cells) {
    SheetRow {
      cells = List.copyOf(cells);
    }

    /** The cell of a column, if it holds something. */
    Optional<Cell> cell(int column) {
      return cells.stream().filter(c -> c.column() == column).findFirst();
    }
  }

  private final InputStream in;
  private final XMLStreamReader xml;
  private final List<String> strings;
  private long last;

  SheetReader(InputStream in, List<String> strings) throws IOException {
    this.in = in;
    this.strings = strings;
    this.xml = open(in);
  }

  /** The next row; empty after the last. */
  Optional<SheetRow> next() throws IOException {
    try {
      while (xml.hasNext()) {
        if (step(xml) == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
          return Optional.of(row());
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      throw damaged(e);
    }
  }

  private SheetRow row() throws XMLStreamException, IOException {
    long number = number(xml.getAttributeValue(null, "r"), last + 1);
    if (number <= last) {
      throw new IOException("row " + number + " comes after row " + last);
    }
    last = number;
    var cells = new ArrayList<Cell>();
    int column = 0;
    while (true) {
      int event = step(xml);
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
        return new SheetRow(number, cells);
      }
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
        column = column(xml.getAttributeValue(null, "r"), column);
        if (column >= MOST_COLUMNS) {
          throw new IOException("row " + number + " has more than " + MOST_COLUMNS + " columns");
        }
        var cell = cell(column);
        cell.ifPresent(cells::add);
        column++;
      }
    }
  }

  private Optional<Cell> cell(int column) throws XMLStreamException, IOException {
    var type = xml.getAttributeValue(null, "t");
    var text = new StringBuilder();
    collect(xml, "c", text);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var value = text.toString().strip();
    return Optional.of(
        switch (type == null ? "n" : type) {
          case "n", "b" -> new Cell(column, Sort.NUMBER, value);
          case "e" -> new Cell(column, Sort.ERROR, value);
          case "s" -> new Cell(column, Sort.TEXT, shared(value));
          default -> new Cell(column, Sort.TEXT, value);
        });
  }

  private String shared(String index) throws IOException {
    long place = number(index, -1);
    if (place < 0 || place >= strings.size()) {
      throw new IOException(
          "a cell of row " + last + " names the shared text " + index + ", which is not there");
    }
    return strings.get((int) place);
  }

  /** The texts of a workbook that its cells share. */
  static List<String> sharedStrings(InputStream in) throws IOException {
    var strings = new ArrayList<String>();
    try {
      var xml = open(in);
      while (xml.hasNext()) {
        if (step(xml) == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
          var text = new StringBuilder();
          collect(xml, "si", text);
          strings.add(text.toString().strip());
          if (strings.size() > MOST_STRINGS) {
            throw new IOException("it has more than " + MOST_STRINGS + " shared texts");
          }
        }
      }
    } catch (XMLStreamException e) {
      throw damaged(e);
    }
    return strings;
  }

  /** Appends what stands in {@code <v>} and {@code <t>} up to the end of this element. */
  private static void collect(XMLStreamReader xml, String element, StringBuilder text)
      throws XMLStreamException, IOException {
    boolean wanted = false;
    while (true) {
      switch (step(xml)) {
        case XMLStreamConstants.START_ELEMENT ->
            wanted = xml.getLocalName().equals("v") || xml.getLocalName().equals("t");
        case XMLStreamConstants.END_ELEMENT -> {
          if (xml.getLocalName().equals(element)) {
            return;
          }
          wanted = false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (wanted) {
            if (text.length() + xml.getTextLength() > LONGEST_TEXT) {
              throw new IOException("a cell holds more than " + LONGEST_TEXT + " characters");
            }
            text.append(xml.getText());
          }
        }
        default -> {}
      }
    }
  }

  private static int step(XMLStreamReader xml) throws XMLStreamException, IOException {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new IOException("it holds a document type or entity, which is refused");
    }
    return event;
  }

  private static XMLStreamReader open(InputStream in) throws IOException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    try {
      return factory.createXMLStreamReader(in);
    } catch (XMLStreamException e) {
      throw damaged(e);
    }
  }

  private static IOException damaged(XMLStreamException e) {
    if (e.getNestedException() instanceof IOException cause) {
      return cause;
    }
    var place = e.getLocation();
    return new IOException(
        "its XML is damaged"
            + (place == null ? "" : " at character " + Math.max(0, place.getCharacterOffset())),
        e);
  }

  private static long number(@Nullable String text, long otherwise) {
    if (text == null || text.isEmpty() || text.length() > 9) {
      return otherwise;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return otherwise;
      }
    }
    return Long.parseLong(text);
  }

  /** The column that {@code AB12} names, from 0; without a name the next one. */
  private static int column(@Nullable String name, int next) {
    int column = 0;
    int letters = 0;
    if (name != null) {
      while (letters < name.length()
          && letters < 4
          && name.charAt(letters) >= 'A'
          && name.charAt(letters) <= 'Z') {
        column = column * 26 + name.charAt(letters) - 'A' + 1;
        letters++;
      }
    }
    return letters == 0 ? next : column - 1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
