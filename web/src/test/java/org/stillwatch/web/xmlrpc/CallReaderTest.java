package org.stillwatch.web.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.web.xmlrpc.Value.Flag;
import org.stillwatch.web.xmlrpc.Value.Items;
import org.stillwatch.web.xmlrpc.Value.Nothing;
import org.stillwatch.web.xmlrpc.Value.Real;
import org.stillwatch.web.xmlrpc.Value.Struct;
import org.stillwatch.web.xmlrpc.Value.Text;
import org.stillwatch.web.xmlrpc.Value.Whole;

class CallReaderTest {

  /** As Python 3.12's xmlrpc.client writes {@code set(0, 3, 'VSet', 250.0)}. */
  private static final String SET =
      """
      <?xml version='1.0'?>
      <methodCall>
      <methodName>set</methodName>
      <params>
      <param>
      <value><int>0</int></value>
      </param>
      <param>
      <value><int>3</int></value>
      </param>
      <param>
      <value><string>VSet</string></value>
      </param>
      <param>
      <value><double>250.0</double></value>
      </param>
      </params>
      </methodCall>
      """;

  private static Call read(String text) {
    return CallReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Call withValue(String value) {
    return read(
        "<methodCall><methodName>m</methodName><params><param>"
            + value
            + "</param></params></methodCall>");
  }

  private static Fault fault(String text) {
    return assertThrows(Fault.class, () -> read(text));
  }

  @Test
  void whatPythonWritesIsRead() {
    assertEquals(
        new Call("set", List.of(new Whole(0), new Whole(3), new Text("VSet"), new Real(250))),
        read(SET));
  }

  @Test
  void aCallWithoutArgumentsNeedsNoParams() {
    assertEquals(
        new Call("system.listMethods", List.of()),
        read("<methodCall><methodName>system.listMethods</methodName></methodCall>"));
    assertEquals(
        new Call("m", List.of()),
        read("<methodCall><methodName>m</methodName><params/></methodCall>"));
  }

  @Test
  void everyTypeThatIsTakenIsRead() {
    var value =
        withValue(
                """
                <value><struct>
                  <member><name>list</name><value><array><data>
                    <value>bare &lt;&#65;</value> <value></value> <value><nil/></value>
                    <value><boolean>1</boolean></value> <value><i4>-7</i4></value>
                    <value><double>-1.5e3</double></value><value><string><![CDATA[<x>]]></string></value>
                  </data></array></value></member>
                  <member><name>none</name><value><double>nan</double></value></member>
                </struct></value>
                """)
            .arguments()
            .getFirst();
    assertEquals(
        new Struct(
            Map.of(
                "list",
                new Items(
                    List.of(
                        new Text("bare <A"),
                        new Text(""),
                        new Nothing(),
                        new Flag(true),
                        new Whole(-7),
                        new Real(-1500),
                        new Text("<x>"))),
                "none",
                new Real(Double.NaN))),
        value);
  }

  @Test
  void aBombIsRefusedAndNothingOfItExpanded() {
    var bomb =
        """
        <?xml version="1.0"?>
        <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <methodCall><methodName>get</methodName><params><param><value>&c;</value></param></params></methodCall>
        """;
    assertTrue(fault(bomb).sentence().contains("document type"), fault(bomb).sentence());
    var file =
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            + "<methodCall><methodName>&f;</methodName></methodCall>";
    assertFalse(fault(file).sentence().contains("root"));
  }

  @Test
  void nestingAndNumbersOfValuesHaveBounds() {
    var deep = "<value><array><data>".repeat(5000) + "</data></array></value>".repeat(5000);
    assertTrue(
        assertThrows(Fault.class, () -> withValue(deep)).sentence().contains("nested too deep"));
    var wide = "<value><array><data>" + "<value/>".repeat(2100) + "</data></array></value>";
    assertTrue(assertThrows(Fault.class, () -> withValue(wide)).sentence().contains("2000 values"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|no well-formed XML",
        "hello|no well-formed XML",
        "<methodCall>|no well-formed XML",
        "<methodCall/>|'methodName' is missing",
        "<html/>|'html' stands in place of 'methodCall'",
        "<methodCall><methodName>m</methodName>x</methodCall>|text where none belongs",
        "<methodCall><methodName>m</methodName><params><value/></params></methodCall>|'value'"
            + " stands in place of 'param'",
        "<methodCall><methodName>m</methodName></methodCall><x/>|no well-formed XML"
      })
  void whatIsNoCallIsRefusedInOneSentence(String text, String part) {
    var sentence = fault(text).sentence();
    assertTrue(sentence.contains(part), sentence);
    assertTrue(sentence.contains("nothing was done"), sentence);
    assertEquals(1, sentence.lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<int>1.5</int>|'1.5' is no whole number",
        "<int>99999999999999999999</int>|is no whole number",
        "<double>0x10p3</double>|'0x10p3' is no number",
        "<double>1d</double>|'1d' is no number",
        "<boolean>yes</boolean>|is no boolean",
        "<base64>AAAA</base64>|'base64' is not taken",
        "<int>1</int><int>2</int>|'int' is one too many",
        "<int><int>1</int></int>|stands where a text belongs"
      })
  void aValueThatIsNoneIsRefused(String typed, String part) {
    var sentence =
        assertThrows(Fault.class, () -> withValue("<value>" + typed + "</value>")).sentence();
    assertTrue(sentence.contains(part), sentence);
  }

  /** Spoilt in every way: it is a call, or a fault with one sentence, and never anything else. */
  @Test
  void whateverComesIsACallOrAFault() {
    int rounds = Integer.getInteger("fuzz.rounds", 20_000);
    var random = new Random(8000);
    var good = SET.getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int i = 0; i < rounds; i++) {
      var spoilt = good.clone();
      int changes = 1 + random.nextInt(6);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(spoilt.length);
        switch (random.nextInt(4)) {
          case 0 -> spoilt[at] = (byte) random.nextInt(256);
          case 1 -> spoilt[at] = (byte) "<>&;!/[]'\"=? \0".charAt(random.nextInt(14));
          case 2 -> {
            int to = random.nextInt(spoilt.length);
            int length = Math.min(random.nextInt(30), spoilt.length - Math.max(at, to));
            System.arraycopy(good, at, spoilt, to, length);
          }
          default -> spoilt = Arrays.copyOf(spoilt, 1 + random.nextInt(spoilt.length));
        }
      }
      try {
        var call = CallReader.read(spoilt);
        read++;
        assertTrue(call.arguments().size() <= 8);
      } catch (Fault fault) {
        assertEquals(1, fault.sentence().lines().count());
        assertTrue(fault.sentence().length() < 250, fault.sentence());
      }
    }
    assertTrue(read > 0 && read < rounds);
  }
}
