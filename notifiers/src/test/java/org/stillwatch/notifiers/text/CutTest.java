package org.stillwatch.notifiers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CutTest {

  @Test
  void leavesWhatFits() {
    assertEquals("", Cut.toLength("", 0));
    assertEquals("abc", Cut.toLength("abc", 3));
    assertEquals("\u6db2\u6c26", Cut.fit("\u6db2\u6c26", 6, Cut::bytes));
  }

  @Test
  void endsWithTheMarkWhereItCuts() {
    assertEquals("ab\u2026", Cut.toLength("abcd", 3));
    assertEquals("\u2026", Cut.toLength("abcd", 1));
    assertEquals("", Cut.toLength("abcd", 0));
    assertEquals("\u6db2\u2026", Cut.fit("\u6db2\u6c26\u6c26", 8, Cut::bytes));
  }

  @Test
  void dividesNoCharacterThatAReaderSeesAsOne() {
    var family = "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67"; // joined by U+200D
    assertEquals("x\u2026", Cut.toLength("x" + family + family, 1 + family.length()));
    assertEquals("e\u0301\u2026", Cut.toLength("e\u0301e\u0301e\u0301", 4));
  }

  @Test
  void cutsEvenWhatNeverEndsAsOneCharacter() {
    var cut = Cut.toLength("e" + "\u0301".repeat(5_000), 200);
    assertEquals(200, cut.length());
  }

  @Test
  void neverExceedsTheRoomNorDividesAPair() {
    var random = new Random(17);
    var alphabet = new int[] {'a', ' ', '\n', '&', 0x6db2, 0x1f525, 0x301, 0x200d, 0xd83d, '<'};
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      var clean = Words.clean(text.toString());
      int room = random.nextInt(80);
      var cut = Cut.fit(clean, room, piece -> Cut.bytes(Html.escaped(piece)));
      assertTrue(Cut.bytes(Html.escaped(cut)) <= room, () -> clean + " in " + room);
      assertFalse(cut.contains("\ufffd") && !clean.contains("\ufffd"));
      if (!cut.equals(clean)) {
        assertTrue(cut.isEmpty() || cut.endsWith(Cut.MARK), cut);
        assertTrue(cut.isEmpty() || clean.startsWith(cut.substring(0, cut.length() - 1)), cut);
      }
    }
  }
}
