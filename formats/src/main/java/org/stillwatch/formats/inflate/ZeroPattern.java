package org.stillwatch.formats.inflate;

/**
 * How a block of DEFLATE says "258 bytes, each as the one before": in a stretch of equal bytes
 * these bits follow each other, so that one comparison counts many matches.
 *
 * @param width bits of one match; 0: the block has no such match
 * @param first those bits
 * @param all as often as 64 bits hold them
 */
record ZeroPattern(int width, long first, long all) {
  static final ZeroPattern NONE = new ZeroPattern(0, 0, 0);

  /** A wider pattern is not worth its comparison, and two of it would not fit into 56 bits. */
  private static final int WIDEST = 28;

  /**
   * The pattern of these bits.
   *
   * @param width how many they are
   */
  static ZeroPattern of(int width, long first) {
    if (width > WIDEST) {
      return NONE;
    }
    long all = 0;
    for (int shift = 0; shift < Long.SIZE; shift += width) {
      all |= first << shift;
    }
    return new ZeroPattern(width, first, all);
  }

  /** How often the pattern comes in these bits, of which {@code count} count, from the lowest. */
  int repetitions(long bits, int count) {
    return Math.min(Long.numberOfTrailingZeros(bits ^ all), count) / width;
  }
}
