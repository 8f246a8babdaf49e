package org.stillwatch.formats.inflate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GunzipTest {
  private static final List<Integer> STRATEGIES =
      List.of(Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY);

  @ParameterizedTest
  @EnumSource
  void unpacksWhatTheJdkPackedAtEveryLevel(Packed.Kind kind) throws IOException {
    var random = new Random(kind.name().hashCode());
    for (int level = 0; level <= 9; level++) {
      for (int strategy : STRATEGIES) {
        for (int size : List.of(0, 1, 2, 3, 257, 258, 259, 5000, 300_000 + random.nextInt(99))) {
          var data = Packed.data(kind, size, random);
          var unpacked = Packed.here(Packed.gzip(data, level, strategy));
          assertArrayEquals(data, unpacked, "level %d, %d bytes".formatted(level, size));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void unpacksAStreamThatComesInSmallPieces(Packed.Kind kind) throws IOException {
    var random = new Random(3);
    var data = Packed.data(kind, 200_000, random);
    var packed = new ByteArrayInputStream(Packed.gzip(data));
    var all = new Packed.Collected();
    Gunzip.unpack(
        new InputStream() {
          @Override
          public int read() {
            return packed.read();
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            return packed.read(to, offset, Math.min(length, random.nextInt(1, 9)));
          }
        },
        all);
    assertArrayEquals(data, all.bytes.toByteArray());
  }

  @Test
  void longStretchesOfZerosComeAsTheirLength() throws IOException {
    var data = new byte[30_000_000];
    data[7_000_001] = 1;
    data[20_000_002] = 2;
    var all = new Packed.Collected();
    Gunzip.unpack(new ByteArrayInputStream(Packed.gzip(data)), all);
    assertArrayEquals(data, all.bytes.toByteArray());
    assertTrue(all.zeros > 29_000_000, all.zeros + " bytes came as stretches");
  }

  @Test
  void whatFollowsAStretchMayRepeatIt() throws IOException {
    var data = new byte[400_000];
    new Random(4).nextBytes(data);
    Arrays.fill(data, 50_000, 300_000, (byte) 0);
    System.arraycopy(data, 290_000, data, 310_000, 15_000);
    assertArrayEquals(data, Packed.here(Packed.gzip(data, 9, Deflater.DEFAULT_STRATEGY)));
  }

  @ParameterizedTest
  @CsvSource({
    // made by hand from RFC 1951: fixed codes, stored, fixed codes with a repetition
    "4b0400, 'a'",
    "010300fcff616263, 'abc'",
    "000200fdff6162010100feff63, 'abc'",
    "4b4c840000, 'aaaaaaaa'",
    "0300, ''"
  })
  void readsBlocksByTheStandard(String deflated, String text) throws IOException {
    var expected = text.getBytes(US_ASCII);
    assertArrayEquals(
        expected, Packed.here(member(0, new byte[0], HexFormat.of().parseHex(deflated), expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "06, a block is of type 3",
    "010300fbff616263, a stored block says two different lengths",
    "4b044200, 'a repetition from 2 bytes before, where only 1 are'",
    "1b030000, bits that are no literal and no length",
    "4b043e0000, bits that are no distance",
    "f50000000000, a block has more codes than there are symbols",
    "050092040000, the code of the code lengths has more codes than there are",
    "050024000000, the code of the code lengths has gaps",
    "050002240000, the first code length repeats one before it",
    "050080e4ff1f0000, a block says more code lengths than it has codes",
    "050080e47f1b0000, a block has no code for its end"
  })
  void refusesBlocksThatDoNotExist(String deflated, String words) {
    var refused =
        assertThrows(
            ZipException.class,
            () ->
                Packed.here(
                    member(0, new byte[0], HexFormat.of().parseHex(deflated), new byte[0])));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(words), refused.getMessage());
  }

  @Test
  void readsEveryOptionOfTheHeader() throws IOException {
    var text = "abc".getBytes(US_ASCII);
    var deflated = HexFormat.of().parseHex("010300fcff616263");
    for (int flags = 0; flags < 32; flags++) {
      var options = new ByteArrayOutputStream();
      if ((flags & 4) != 0) {
        options.write(new byte[] {5, 1, 9, 8, 7, 6, 5}, 0, 2);
        options.write(new byte[0x105], 0, 0x105);
      }
      if ((flags & 8) != 0) {
        options.writeBytes("name\0".getBytes(US_ASCII));
      }
      if ((flags & 16) != 0) {
        options.writeBytes("a comment\0".getBytes(US_ASCII));
      }
      var packed = member(flags, options.toByteArray(), deflated, text);
      assertArrayEquals(text, Packed.here(packed), "flags " + flags);
    }
  }

  @Test
  void refusesAHeaderThatDoesNotHaveItsCrc() {
    var packed = member(2, new byte[0], HexFormat.of().parseHex("0300"), new byte[0]);
    packed[4] ^= 1;
    assertSays(packed, "its header does not have the CRC");
  }

  @Test
  void unpacksAllMembersAndNoneRepeatsAnother() throws IOException {
    var first = Packed.data(Packed.Kind.TEXT, 70_000, new Random(1));
    var second = Packed.data(Packed.Kind.SPARSE_PIXELS, 400_000, new Random(2));
    var both = new ByteArrayOutputStream();
    both.writeBytes(Packed.gzip(first));
    both.writeBytes(Packed.gzip(new byte[0]));
    both.writeBytes(Packed.gzip(second));
    var expected = new ByteArrayOutputStream();
    expected.writeBytes(first);
    expected.writeBytes(second);
    assertArrayEquals(expected.toByteArray(), Packed.here(both.toByteArray()));

    // "repeat 3 bytes from 1 before" is right behind a byte, and refused as a member's beginning
    var repeating = new ByteArrayOutputStream();
    repeating.writeBytes(Packed.gzip(first));
    repeating.writeBytes(
        member(0, new byte[0], HexFormat.of().parseHex("030200"), "aaa".getBytes(US_ASCII)));
    assertSays(repeating.toByteArray(), "a repetition from 1 bytes before, where only 0 are");
  }

  @Test
  void refusesWhatFollowsTheLastMember() {
    var packed = new ByteArrayOutputStream();
    packed.writeBytes(Packed.gzip(new byte[] {1, 2, 3}));
    int size = packed.size();
    packed.writeBytes("no gzip".getBytes(US_ASCII));
    assertSays(
        packed.toByteArray(), "behind the packed data, at byte " + (size + 2) + ", comes what");
  }

  @Test
  void refusesWhatIsNoGzipFile() {
    assertSays("SIMPLE  =                    T".getBytes(US_ASCII), "does not begin as a gzip");
    assertSays(new byte[0], "cut off");
  }

  @Test
  void checksTheBytesAgainstTheirCrcAndTheirLength() {
    var data = new byte[100_000];
    var packed = Packed.gzip(data);
    var wrongCrc = packed.clone();
    wrongCrc[packed.length - 8] ^= 1;
    assertSays(wrongCrc, "CRC-32");
    var wrongLength = packed.clone();
    wrongLength[packed.length - 4] ^= 1;
    assertSays(wrongLength, "100000 bytes were unpacked, but the file says 100001");
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsToldAsOne(Packed.Kind kind) {
    var packed = Packed.gzip(Packed.data(kind, 3000, new Random(5)));
    for (int size = 0; size < packed.length; size++) {
      assertSays(Arrays.copyOf(packed, size), "cut off");
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedBytesGiveWhatTheJdkGivesOrAnError(Packed.Kind kind) {
    var random = new Random(100 + kind.name().hashCode());
    int accepted = 0;
    for (int round = 0; round < 60; round++) {
      var data = Packed.data(kind, random.nextInt(20_000), random);
      int strategy = STRATEGIES.get(random.nextInt(STRATEGIES.size()));
      var packed = Packed.gzip(data, random.nextInt(10), strategy);
      for (int i = 0; i < 40; i++) {
        accepted += sameAsTheJdkOrAnError(damaged(packed, random)) ? 1 : 0;
      }
    }
    assertTrue(accepted > 0, "some bits of a header may change");
  }

  private static byte[] damaged(byte[] packed, Random random) {
    var damaged = packed.clone();
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      // half of them where the codes of the first block are
      int within = random.nextBoolean() ? Math.min(packed.length, 100) : packed.length;
      damaged[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  private static boolean sameAsTheJdkOrAnError(byte[] packed) {
    byte[] here;
    try {
      here = Packed.here(packed);
    } catch (IOException e) {
      return false;
    }
    try {
      assertArrayEquals(Packed.byTheJdk(packed), here);
    } catch (IOException e) {
      throw new AssertionError("accepted here, but not by the JDK: " + e.getMessage(), e);
    }
    return true;
  }

  @Test
  void theCrcOfZerosIsThatOfTheirBytes() {
    var random = new Random(6);
    for (int round = 0; round < 50; round++) {
      var expected = new CRC32();
      var actual = new ZeroAwareCrc();
      for (int i = 0; i < 10; i++) {
        var bytes = new byte[random.nextInt(1 << random.nextInt(1, 16))];
        if (random.nextBoolean()) {
          actual.zeros(bytes.length);
        } else {
          random.nextBytes(bytes);
          actual.bytes(bytes, 0, bytes.length);
        }
        expected.update(bytes);
        assertEquals((int) expected.getValue(), actual.value());
      }
    }
  }

  private static void assertSays(byte[] packed, String words) {
    var refused = assertThrows(ZipException.class, () -> Packed.here(packed));
    assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
  }

  /** A member by hand; the flag of a header CRC adds one. */
  private static byte[] member(int flags, byte[] options, byte[] deflated, byte[] data) {
    var packed = new ByteArrayOutputStream();
    packed.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
    packed.writeBytes(options);
    if ((flags & 2) != 0) {
      number(packed, crc(packed.toByteArray()) & 0xffff, 2);
    }
    packed.writeBytes(deflated);
    number(packed, crc(data), 4);
    number(packed, data.length, 4);
    return packed.toByteArray();
  }

  private static long crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static void number(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
