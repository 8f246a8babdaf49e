package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFormatTest {

  private final LineFormat format = new LineFormat();
  private final LineFormat short8 = new LineFormat(line -> !line.isBlank(), 8);

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static List<String> feedByteByByte(RecordFormat format, String text) {
    var cutter = format.cutter(new byte[0]);
    var records = new ArrayList<String>();
    int start = 0;
    for (int end = 1; end <= text.length(); end++) {
      int length = cutter.next(ByteBuffer.wrap(bytes(text.substring(start, end))).slice(), start);
      if (length > 0) {
        records.add(text.substring(start, start + length));
        start += length;
      }
    }
    return records;
  }

  @Test
  void linesFedByteByByteEndAtTheLineFeedAndKeepTheirBytes() {
    assertEquals(
        List.of("one\r\n", "\n", "\r\n", "t\rwo\n"),
        feedByteByByte(format, "one\r\n\n\r\nt\rwo\nthr"));
  }

  @Test
  void aLineThatIsTooLongIsCutIntoPieces() {
    assertEquals(
        List.of("12345678", "12345678", "\n", "12\n"),
        feedByteByByte(short8, "1234567812345678\n12\n1234567"));
  }

  @Test
  void onlyTheBytesOfTheWindowAreLookedAt() {
    var buffer = ByteBuffer.wrap(bytes("skip\none\ntwo\n"), 5, 4).slice();
    assertEquals(4, format.cutter(new byte[0]).next(buffer, 5));
    assertEquals(0, format.cutter(new byte[0]).next(ByteBuffer.allocate(0), 0));
  }

  @Test
  void theIdentityGoesThroughTheFirstLineThatIsNotBlank() {
    assertEquals(-1, format.identityBytes(new byte[0]));
    assertEquals(-1, format.identityBytes(bytes("\r\n  \n")));
    assertEquals(-1, format.identityBytes(bytes("\r\none")));
    assertEquals(6, format.identityBytes(bytes("\r\none\n")));
  }

  @Test
  void theIdentityCanGoThroughTheFirstRow() {
    var rows = new LineFormat(line -> line.matches("\\d+,.*[^\\r\\n]"));
    assertEquals(-1, rows.identityBytes(bytes("[Header]\r\nTITLE,x\r\n[Data]\r\n1,2")));
    assertEquals(32, rows.identityBytes(bytes("[Header]\r\nTITLE,x\r\n[Data]\r\n1,2\r\n3,4\r\n")));
  }

  @Test
  void aFullHeadWithoutAnyLineIsTheIdentityAsAWhole() {
    assertEquals(-1, format.identityBytes(new byte[format.headBytes() - 1]));
    var noRow = new LineFormat(line -> false);
    assertEquals(
        format.headBytes(), noRow.identityBytes(bytes("x\n".repeat(format.headBytes() / 2))));
  }
}
