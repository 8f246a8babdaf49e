package org.stillwatch.web.xmlrpc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** Writes answers. */
public final class AnswerWriter {

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<methodResponse>";
  private static final String END = "</methodResponse>\n";

  private AnswerWriter() {}

  /** What a method gave, in UTF-8. */
  public static byte[] answer(Value value) {
    var out = new StringBuilder(HEAD).append("<params><param>");
    value(value, out);
    return bytes(out.append("</param></params>").append(END));
  }

  /** Why a method gave nothing, in UTF-8. */
  public static byte[] fault(Fault fault) {
    var out = new StringBuilder(HEAD).append("<fault>");
    value(struct(fault), out);
    return bytes(out.append("</fault>").append(END));
  }

  static Value.Struct struct(Fault fault) {
    var members = new LinkedHashMap<String, Value>();
    members.put("faultCode", new Value.Whole(fault.code()));
    members.put("faultString", new Value.Text(fault.sentence()));
    return new Value.Struct(members);
  }

  private static byte[] bytes(StringBuilder out) {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void value(Value value, StringBuilder out) {
    out.append("<value>");
    switch (value) {
      // XML-RPC itself knows 32 bits
      case Value.Whole(long whole) when whole == (int) whole ->
          out.append("<int>").append(whole).append("</int>");
      case Value.Whole(long whole) -> out.append("<i8>").append(whole).append("</i8>");
      case Value.Real(double real) -> number(real, out);
      case Value.Flag(boolean flag) ->
          out.append("<boolean>").append(flag ? 1 : 0).append("</boolean>");
      case Value.Text(var text) -> {
        out.append("<string>");
        text(text, out);
        out.append("</string>");
      }
      case Value.Items(var values) -> {
        out.append("<array><data>");
        values.forEach(each -> value(each, out));
        out.append("</data></array>");
      }
      case Value.Struct(var members) -> {
        out.append("<struct>");
        members.forEach(
            (name, member) -> {
              out.append("<member><name>");
              text(name, out);
              out.append("</name>");
              value(member, out);
              out.append("</member>");
            });
        out.append("</struct>");
      }
      case Value.Nothing _ -> out.append("<nil/>");
    }
    out.append("</value>");
  }

  /** Without an exponent, which XML-RPC does not know. */
  private static void number(double real, StringBuilder out) {
    if (!Double.isFinite(real)) {
      throw new IllegalArgumentException(real + " cannot be written in XML-RPC");
    }
    var text = new BigDecimal(Double.toString(real)).toPlainString();
    out.append("<double>").append(text);
    if (text.indexOf('.') < 0) {
      out.append(".0");
    }
    out.append("</double>");
  }

  private static void text(String text, StringBuilder out) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(isXml(c) ? c : '?');
              }
            });
  }

  /** Section 2.2 of XML 1.0; a carriage return would come back as a line feed. */
  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
