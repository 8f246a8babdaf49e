package org.stillwatch.formats.inflate;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A Huffman code (RFC 1951, 3.2.2) as a table that is read by the next bits of the stream. The
 * first {@code rootBits} bits lead to an entry; codes that are longer go on in a second table.
 *
 * <p>An entry says, from its lowest bits: how many bits to take, extra bits included (6); the
 * code's own bits, which lie below the extra ones (4 bits, from {@link #CODE_SHIFT}); one of {@link
 * #LINK}, {@link #END}, {@link #INVALID}; and from {@link #VALUE_SHIFT} the value, to which the
 * extra bits are added. An entry below 0 is a literal.
 */
final class HuffmanCode {
  static final int CODE_SHIFT = 8;
  static final int VALUE_SHIFT = 16;
  static final int LITERAL = 1 << 31;

  /** The code goes on: the value is where its second table begins, its code bits are its width. */
  static final int LINK = 1 << 12;

  static final int END = 1 << 13;

  /** No code begins with these bits. */
  static final int INVALID = 1 << 14;

  static final int EXCEPTIONAL = LINK | END | INVALID;

  private static final int LONGEST = 15;

  final int rootBits;
  final int[] table;
  private final String name;
  private final int[] codes;
  private final int[] secondWidths;

  /**
   * @param name as an error calls it
   * @param symbols how many there may be
   * @param size of the table with its second tables, at the worst
   */
  HuffmanCode(String name, int rootBits, int symbols, int size) {
    this.name = name;
    this.rootBits = rootBits;
    this.table = new int[size];
    this.codes = new int[symbols];
    this.secondWidths = new int[1 << rootBits];
  }

  /**
   * Makes the table of a code.
   *
   * @param lengths of the symbols' codes, 0 for none
   * @param symbols what each stands for: an entry without its code bits; its lowest bits say how
   *     many extra bits follow the code
   * @throws ZipException when there is no such code
   */
  void build(byte[] lengths, int offset, int size, int[] symbols) throws ZipException {
    int root = 1 << rootBits;
    Arrays.fill(table, 0, root, INVALID);
    Arrays.fill(secondWidths, 0);
    assign(lengths, offset, size);
    int end = root;
    for (int symbol = 0; symbol < size; symbol++) {
      int length = lengths[offset + symbol];
      if (length == 0) {
        continue;
      }
      int code = codes[symbol];
      int entry = symbols[symbol] + length + (length << CODE_SHIFT);
      if (length <= rootBits) {
        for (int i = code; i < root; i += 1 << length) {
          table[i] = entry;
        }
      } else {
        int prefix = code & (root - 1);
        int width = secondWidths[prefix];
        if ((table[prefix] & LINK) == 0) {
          table[prefix] = LINK | (end << VALUE_SHIFT) | (width << CODE_SHIFT);
          end += 1 << width;
        }
        int start = table[prefix] >>> VALUE_SHIFT;
        for (int i = code >>> rootBits; i < 1 << width; i += 1 << (length - rootBits)) {
          table[start + i] = entry;
        }
      }
    }
  }

  /** Gives each symbol its code, and each first part of a long code the bits that follow it. */
  private void assign(byte[] lengths, int offset, int size) throws ZipException {
    var counts = new int[LONGEST + 1];
    for (int i = 0; i < size; i++) {
      counts[lengths[offset + i]]++;
    }
    counts[0] = 0;
    var next = firstCodes(counts);
    for (int symbol = 0; symbol < size; symbol++) {
      int length = lengths[offset + symbol];
      if (length > 0) {
        // codes come with their highest bit first
        codes[symbol] = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
        int prefix = codes[symbol] & ((1 << rootBits) - 1);
        secondWidths[prefix] = Math.max(secondWidths[prefix], length - rootBits);
      }
    }
  }

  /** The first code of each length; a set of lengths that is no code is refused. */
  private int[] firstCodes(int[] counts) throws ZipException {
    var next = new int[LONGEST + 1];
    int longest = 0;
    int free = 1;
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      free = 2 * free - counts[length];
      if (free < 0) {
        throw new ZipException("the code of the " + name + " has more codes than there are");
      }
      code = (code + counts[length - 1]) << 1;
      next[length] = code;
      longest = counts[length] > 0 ? length : longest;
    }
    // one code of one bit, and none at all, are what a packer writes that needs no more
    if (free > 0 && longest > 1) {
      throw new ZipException("the code of the " + name + " has gaps");
    }
    return next;
  }

  /** The bits of a symbol that has a code, as the stream has them. */
  int code(int symbol) {
    return codes[symbol];
  }

  /** The entry of the next code of these bits, the second table included. */
  int entry(long bits) {
    int entry = table[(int) bits & ((1 << rootBits) - 1)];
    if ((entry & LINK) != 0) {
      int width = (entry >>> CODE_SHIFT) & 15;
      entry = table[(entry >>> VALUE_SHIFT) + ((int) (bits >>> rootBits) & ((1 << width) - 1))];
    }
    return entry;
  }
}
