package org.stillwatch.web.xmlrpc;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a call. Document types and entities of the sender's own are refused, so that nothing is
 * expanded and nothing fetched; nesting, numbers of values and lengths of names have bounds.
 */
public final class CallReader {

  /** Elements within each other. A call of several methods with numbers for arguments has 14. */
  private static final int DEEPEST = 24;

  private static final int MOST_VALUES = 2000;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_NUMBER = 64;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,3})?");

  private final XMLStreamReader xml;
  private int depth;
  private int values;

  private CallReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  /**
   * Reads a call.
   *
   * @param body what came, of which whoever took it in has bounded the length
   * @throws Fault with one sentence when it is no call
   */
  public static Call read(byte[] body) {
    Optional<XMLStreamReader> opened = Optional.empty();
    try {
      opened = Optional.of(factory().createXMLStreamReader(new ByteArrayInputStream(body)));
      return new CallReader(opened.get()).call();
    } catch (Fault fault) {
      throw fault;
    } catch (XMLStreamException | RuntimeException e) {
      // the parser itself stumbles over some kinds of rubbish
      throw new Fault(
          Fault.NOT_WELL_FORMED,
          "the request is no well-formed XML"
              + opened.map(CallReader::place).orElse("")
              + "; expected a methodCall of XML-RPC, nothing was done");
    } finally {
      opened.ifPresent(CallReader::close);
    }
  }

  private static XMLInputFactory factory() {
    // one for each call: they are cheap, and no promise says that threads may share one
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  private static String place(XMLStreamReader xml) {
    var location = xml.getLocation();
    return location == null || location.getLineNumber() < 1
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNumber(), location.getColumnNumber());
  }

  private static void close(XMLStreamReader xml) {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      // there is nothing behind it that could stay open
    }
  }

  private Call call() throws XMLStreamException {
    begin("methodCall");
    begin("methodName");
    var method = text(LONGEST_NAME).strip();
    var arguments = new ArrayList<Value>();
    if (tag() == XMLStreamConstants.START_ELEMENT) {
      expect("params");
      while (tag() == XMLStreamConstants.START_ELEMENT) {
        expect("param");
        begin("value");
        arguments.add(value());
        end();
      }
      end();
    }
    while (xml.hasNext()) {
      int after = step();
    }
    return new Call(method, arguments);
  }

  /** The next event that means something. */
  private int step() throws XMLStreamException {
    while (true) {
      int event = xml.next();
      switch (event) {
        case XMLStreamConstants.COMMENT,
            XMLStreamConstants.PROCESSING_INSTRUCTION,
            XMLStreamConstants.SPACE -> {
          // no part of the call
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw wrong("it brings a document type or an entity of its own, which is not taken");
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEEPEST) {
            throw wrong("its values are nested too deep");
          }
          return event;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return event;
        }
        default -> {
          return event;
        }
      }
    }
  }

  /** The next begin or end of an element; between them there is nothing but blanks. */
  private int tag() throws XMLStreamException {
    int event = step();
    while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
      if (!xml.isWhiteSpace()) {
        throw wrong("there is text where none belongs");
      }
      event = step();
    }
    return event;
  }

  private void begin(String name) throws XMLStreamException {
    if (tag() != XMLStreamConstants.START_ELEMENT) {
      throw wrong("'" + name + "' is missing");
    }
    expect(name);
  }

  private void expect(String name) {
    if (!xml.getLocalName().equals(name)) {
      throw wrong("'" + cut(xml.getLocalName()) + "' stands in place of '" + name + "'");
    }
  }

  private void end() throws XMLStreamException {
    if (tag() != XMLStreamConstants.END_ELEMENT) {
      throw wrong("'" + cut(xml.getLocalName()) + "' is one too many");
    }
  }

  /** The text of the element that has begun, to its end. */
  private String text(int longest) throws XMLStreamException {
    var text = new StringBuilder();
    for (int event = step(); event != XMLStreamConstants.END_ELEMENT; event = step()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        throw wrong("'" + cut(xml.getLocalName()) + "' stands where a text belongs");
      }
      text.append(xml.getText());
      if (text.length() > longest) {
        throw wrong("a text has more than " + longest + " characters");
      }
    }
    return text.toString();
  }

  /** After the begin of a value, to its end. */
  private Value value() throws XMLStreamException {
    if (++values > MOST_VALUES) {
      throw wrong("it has more than " + MOST_VALUES + " values");
    }
    var text = new StringBuilder();
    int event = step();
    while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
      text.append(xml.getText());
      event = step();
    }
    if (event == XMLStreamConstants.END_ELEMENT) {
      return new Value.Text(text.toString());
    }
    if (!text.toString().isBlank()) {
      throw wrong("there is text where none belongs");
    }
    var typed = typed(xml.getLocalName());
    end();
    return typed;
  }

  private Value typed(String type) throws XMLStreamException {
    return switch (type) {
      case "int", "i4", "i8" -> whole(text(LONGEST_NUMBER).strip());
      case "double" -> real(text(LONGEST_NUMBER).strip());
      case "boolean" -> flag(text(LONGEST_NUMBER).strip());
      case "string" -> new Value.Text(text(Integer.MAX_VALUE));
      case "nil" -> {
        end();
        yield new Value.Nothing();
      }
      case "array" -> items();
      case "struct" -> struct();
      default -> throw wrong("a value of the type '" + cut(type) + "' is not taken");
    };
  }

  private Value whole(String text) {
    try {
      return new Value.Whole(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw wrong("'" + cut(text) + "' is no whole number");
    }
  }

  /** Python writes {@code nan} and {@code inf}. */
  private Value real(String text) {
    if (NUMBER.matcher(text).matches()) {
      return new Value.Real(Double.parseDouble(text));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> new Value.Real(Double.NaN);
      case "inf", "infinity" -> new Value.Real(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> new Value.Real(Double.NEGATIVE_INFINITY);
      default -> throw wrong("'" + cut(text) + "' is no number");
    };
  }

  private Value flag(String text) {
    return switch (text) {
      case "0" -> new Value.Flag(false);
      case "1" -> new Value.Flag(true);
      default -> throw wrong("'" + cut(text) + "' is no boolean; expected 0 or 1");
    };
  }

  private Value items() throws XMLStreamException {
    begin("data");
    List<Value> items = new ArrayList<>();
    while (tag() == XMLStreamConstants.START_ELEMENT) {
      expect("value");
      items.add(value());
    }
    end();
    return new Value.Items(items);
  }

  private Value struct() throws XMLStreamException {
    var members = new LinkedHashMap<String, Value>();
    while (tag() == XMLStreamConstants.START_ELEMENT) {
      expect("member");
      begin("name");
      var name = text(LONGEST_NAME);
      begin("value");
      members.put(name, value());
      end();
    }
    return new Value.Struct(members);
  }

  private static Fault wrong(String what) {
    return new Fault(
        Fault.NOT_XML_RPC, "the request is no call of XML-RPC: " + what + "; nothing was done");
  }

  /** As much of a foreign text as belongs in a sentence. */
  static String cut(String text) {
    var line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= 40 ? line : line.substring(0, 37) + "...";
  }
}
