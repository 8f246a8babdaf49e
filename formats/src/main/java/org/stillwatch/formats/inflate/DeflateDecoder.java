package org.stillwatch.formats.inflate;

import static org.stillwatch.formats.inflate.HuffmanCode.CODE_SHIFT;
import static org.stillwatch.formats.inflate.HuffmanCode.END;
import static org.stillwatch.formats.inflate.HuffmanCode.EXCEPTIONAL;
import static org.stillwatch.formats.inflate.HuffmanCode.INVALID;
import static org.stillwatch.formats.inflate.HuffmanCode.LITERAL;
import static org.stillwatch.formats.inflate.HuffmanCode.VALUE_SHIFT;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Decodes DEFLATE (RFC 1951). Its inner loop reads eight bytes at a time and decodes a match
 * without asking for more bits; a stretch of zeros, which is the same two codes over and over, is
 * counted by comparing 56 bits with a pattern.
 */
final class DeflateDecoder {
  private static final int LITERALS = 288;
  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH = 257;
  private static final int LENGTH_258 = 285;

  private static final int[] LITERAL_SYMBOLS = literalSymbols();
  private static final int[] DISTANCE_SYMBOLS = distanceSymbols();
  private static final int[] LENGTH_SYMBOLS = plainSymbols();

  /** The order in which the lengths of the code of lengths are written (3.2.7). */
  private static final int[] LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final BitInput in;
  private final Window window;
  // the sizes are the most that codes of 286, 30 and 19 symbols of at most 15 and 7 bits need
  private final HuffmanCode literals = new HuffmanCode("literals and lengths", 11, LITERALS, 2400);
  private final HuffmanCode distances = new HuffmanCode("distances", 8, 32, 512);
  private final HuffmanCode lengths = new HuffmanCode("code lengths", 7, 19, 128);
  private final byte[] codeLengths = new byte[LITERALS + 32];
  private ZeroPattern pattern = ZeroPattern.NONE;

  DeflateDecoder(BitInput in, Window window) {
    this.in = in;
    this.window = window;
  }

  /** Decodes all blocks of a stream. */
  void decode() throws IOException {
    boolean last;
    do {
      last = in.take(1) == 1;
      switch (in.take(2)) {
        case 0 -> stored();
        case 1 -> {
          fixedCodes();
          block();
        }
        case 2 -> {
          dynamicCodes();
          block();
        }
        default -> throw damaged("a block is of type 3, which does not exist");
      }
    } while (!last);
  }

  private void stored() throws IOException {
    in.alignToByte();
    int size = in.take(16);
    if (in.take(16) != (size ^ 0xffff)) {
      throw damaged("a stored block says two different lengths");
    }
    int left = size;
    while (left > 0) {
      if (window.end >= window.limit) {
        window.makeRoom();
      }
      int taken = in.takeBytes(window.bytes, window.end, Math.min(left, window.limit - window.end));
      window.end += taken;
      left -= taken;
    }
  }

  private void fixedCodes() throws ZipException {
    Arrays.fill(codeLengths, 0, 144, (byte) 8);
    Arrays.fill(codeLengths, 144, 256, (byte) 9);
    Arrays.fill(codeLengths, 256, 280, (byte) 7);
    Arrays.fill(codeLengths, 280, LITERALS, (byte) 8);
    Arrays.fill(codeLengths, LITERALS, LITERALS + 32, (byte) 5);
    literals.build(codeLengths, 0, LITERALS, LITERAL_SYMBOLS);
    distances.build(codeLengths, LITERALS, 32, DISTANCE_SYMBOLS);
    pattern = ZeroPattern.NONE;
  }

  private void dynamicCodes() throws IOException {
    int literalCount = in.take(5) + 257;
    int distanceCount = in.take(5) + 1;
    int lengthCount = in.take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) {
      throw damaged("a block has more codes than there are symbols");
    }
    Arrays.fill(codeLengths, 0, 19, (byte) 0);
    for (int i = 0; i < lengthCount; i++) {
      codeLengths[LENGTH_ORDER[i]] = (byte) in.take(3);
    }
    lengths.build(codeLengths, 0, 19, LENGTH_SYMBOLS);
    readLengths(literalCount + distanceCount);
    if (codeLengths[END_OF_BLOCK] == 0) {
      throw damaged("a block has no code for its end");
    }
    literals.build(codeLengths, 0, literalCount, LITERAL_SYMBOLS);
    distances.build(codeLengths, literalCount, distanceCount, DISTANCE_SYMBOLS);
    pattern = zeroPattern(literalCount);
  }

  private ZeroPattern zeroPattern(int literalCount) {
    int lengthBits = literalCount > LENGTH_258 ? codeLengths[LENGTH_258] : 0;
    int distanceBits = codeLengths[literalCount];
    return lengthBits == 0 || distanceBits == 0
        ? ZeroPattern.NONE
        : ZeroPattern.of(
            lengthBits + distanceBits,
            literals.code(LENGTH_258) | ((long) distances.code(0) << lengthBits));
  }

  private void readLengths(int size) throws IOException {
    int at = 0;
    while (at < size) {
      if (in.count < 7) {
        in.refill();
      }
      int entry = lengths.entry(in.bits);
      if ((entry & INVALID) != 0) {
        throw damaged("a code length has no code");
      }
      in.take(entry & 63);
      int symbol = entry >>> VALUE_SHIFT;
      byte length = 0;
      int repeat = 1;
      switch (symbol) {
        case 16 -> {
          if (at == 0) {
            throw damaged("the first code length repeats one before it");
          }
          length = codeLengths[at - 1];
          repeat = 3 + in.take(2);
        }
        case 17 -> repeat = 3 + in.take(3);
        case 18 -> repeat = 11 + in.take(7);
        default -> length = (byte) symbol;
      }
      if (at + repeat > size) {
        throw damaged("a block says more code lengths than it has codes");
      }
      Arrays.fill(codeLengths, at, at + repeat, length);
      at += repeat;
    }
  }

  /** Decodes until the code that ends the block. */
  private void block() throws IOException {
    while (true) {
      in.load();
      if (window.end >= window.limit) {
        in.requireReal();
        window.makeRoom();
      }
      switch (tokens()) {
        case MORE -> {}
        case ZEROS -> zeros();
        case BLOCK_ENDS -> {
          return;
        }
      }
    }
  }

  private enum Stop {
    MORE,
    ZEROS,
    BLOCK_ENDS
  }

  /** Decodes while eight packed bytes are at hand and there is room for the longest match. */
  private Stop tokens() throws ZipException {
    final byte[] packed = in.buffer;
    final int lastLoad = in.limit - Long.BYTES;
    final byte[] bytes = window.bytes;
    final int full = window.limit;
    final int oldest = window.oldest;
    final int[] literalTable = literals.table;
    final int literalMask = (1 << literals.rootBits) - 1;
    final int[] distanceTable = distances.table;
    final int distanceMask = (1 << distances.rootBits) - 1;
    final int zeroBits = pattern.width();
    int position = in.position;
    long bits = in.bits;
    int count = in.count;
    int end = window.end;
    var stop = Stop.MORE;
    while (position <= lastLoad && end < full) {
      bits |= (long) BitInput.LONG.get(packed, position) << count;
      position += (63 - count) >>> 3;
      count |= 56;
      int entry = literalTable[(int) bits & literalMask];
      if (entry < 0) {
        bytes[end++] = (byte) (entry >>> VALUE_SHIFT);
        bits >>>= entry;
        count -= entry & 63;
        entry = literalTable[(int) bits & literalMask];
        if (entry < 0) {
          bytes[end++] = (byte) (entry >>> VALUE_SHIFT);
          bits >>>= entry;
          count -= entry & 63;
        }
        continue;
      }
      if ((entry & EXCEPTIONAL) != 0) {
        entry = literals.entry(bits);
        if (entry < 0) {
          bytes[end++] = (byte) (entry >>> VALUE_SHIFT);
          bits >>>= entry;
          count -= entry & 63;
          continue;
        }
        if ((entry & END) != 0) {
          bits >>>= entry;
          count -= entry & 63;
          stop = Stop.BLOCK_ENDS;
          break;
        }
        if ((entry & INVALID) != 0) {
          throw damaged("bits that are no literal and no length", position, count);
        }
      }
      final int length =
          (entry >>> VALUE_SHIFT)
              + (((int) bits & ((1 << entry) - 1)) >>> ((entry >>> CODE_SHIFT) & 15));
      bits >>>= entry;
      count -= entry & 63;
      entry = distanceTable[(int) bits & distanceMask];
      if ((entry & EXCEPTIONAL) != 0) {
        entry = distances.entry(bits);
        if ((entry & INVALID) != 0) {
          throw damaged("bits that are no distance", position, count);
        }
      }
      final int distance =
          (entry >>> VALUE_SHIFT)
              + (((int) bits & ((1 << entry) - 1)) >>> ((entry >>> CODE_SHIFT) & 15));
      bits >>>= entry;
      count -= entry & 63;
      if (distance > end - oldest) {
        throw damaged(
            "a repetition from %d bytes before, where only %d are"
                .formatted(distance, end - oldest),
            position,
            count);
      }
      repeat(bytes, end, distance, length);
      end += length;
      if (length == Window.LONGEST_MATCH
          && distance == 1
          && zeroBits != 0
          && bytes[end - 1] == 0
          && (bits & ((1L << zeroBits) - 1)) == pattern.first()) {
        stop = Stop.ZEROS;
        break;
      }
    }
    in.position = position;
    in.bits = bits;
    in.count = count;
    window.end = end;
    return stop;
  }

  /** Counts how often the pattern of a stretch of zeros comes again. */
  private void zeros() throws IOException {
    long matches = 0;
    int again;
    do {
      in.refill();
      again = pattern.repetitions(in.bits, in.count);
      in.bits >>>= again * pattern.width();
      in.count -= again * pattern.width();
      matches += again;
    } while (again > 0);
    in.requireReal();
    window.zeros(matches * Window.LONGEST_MATCH);
  }

  /** Writes the bytes of a match; up to 7 bytes behind it are overwritten, too. */
  private static void repeat(byte[] bytes, int at, int distance, int length) {
    int to = at;
    int stop = at + length;
    int wide = distance;
    if (distance < Long.BYTES) {
      // a repetition of 3 bytes is one of 9 bytes, once 9 are there
      wide = distance * ((Long.BYTES - 1 + distance) / distance);
      int first = Math.min(stop, at - distance + wide);
      while (to < first) {
        bytes[to] = bytes[to - distance];
        to++;
      }
    }
    while (to < stop) {
      Window.LONG.set(bytes, to, (long) Window.LONG.get(bytes, to - wide));
      to += Long.BYTES;
    }
  }

  /** From the inner loop, whose place in the stream is its own. */
  private ZipException damaged(String what, int position, int count) {
    in.position = position;
    in.count = count;
    return damaged(what);
  }

  private ZipException damaged(String what) {
    return new ZipException(what + ", near byte " + in.used() + " of the packed data");
  }

  private static int[] plainSymbols() {
    var symbols = new int[19];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = i << VALUE_SHIFT;
    }
    return symbols;
  }

  /** Lengths 3 to 258 (3.2.5). */
  private static int[] literalSymbols() {
    var symbols = new int[LITERALS];
    for (int i = 0; i < END_OF_BLOCK; i++) {
      symbols[i] = LITERAL | (i << VALUE_SHIFT);
    }
    symbols[END_OF_BLOCK] = END;
    int length = 3;
    for (int i = FIRST_LENGTH; i < LENGTH_258; i++) {
      int extra = Math.max(0, (i - FIRST_LENGTH) / 4 - 1);
      symbols[i] = (length << VALUE_SHIFT) | extra;
      length += 1 << extra;
    }
    symbols[LENGTH_258] = Window.LONGEST_MATCH << VALUE_SHIFT;
    symbols[286] = INVALID;
    symbols[287] = INVALID;
    return symbols;
  }

  /** Distances 1 to 32768 (3.2.5). */
  private static int[] distanceSymbols() {
    var symbols = new int[32];
    int distance = 1;
    for (int i = 0; i < 30; i++) {
      int extra = Math.max(0, i / 2 - 1);
      symbols[i] = (distance << VALUE_SHIFT) | extra;
      distance += 1 << extra;
    }
    symbols[30] = INVALID;
    symbols[31] = INVALID;
    return symbols;
  }
}
