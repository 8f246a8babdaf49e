package org.stillwatch.formats.hdf5;

import java.util.Optional;

/**
 * A one-dimensional dataset that is to be made: empty, growing without limit.
 *
 * @param chunk how many elements lie together in the file
 * @param fill the byte of a word, or 0: what unwritten elements are (a number is NaN); empty: the
 *     library's own, which is 0
 * @param deflate level 1 to 9 after a shuffle of bytes, or 0: not compressed. Only for a file that
 *     is written once: each time that a compressed chunk is continued it is written anew beside the
 *     old one.
 */
public record Column(Hdf5Type type, int chunk, Optional<Byte> fill, int deflate) {

  /** Not compressed, filled with zeros, as other programs make them. */
  public static Column plain(Hdf5Type type, int chunk) {
    return new Column(type, chunk, Optional.empty(), 0);
  }

  /** Unwritten numbers are NaN. */
  public static Column of(Hdf5Type type, int chunk) {
    return new Column(type, chunk, Optional.of((byte) 0), 0);
  }

  /** Unwritten elements are this word. */
  public static Column of(Hdf5Type.Words words, String unwritten, int chunk) {
    return new Column(words, chunk, Optional.of((byte) words.words().indexOf(unwritten)), 0);
  }

  public Column deflated(int level) {
    return new Column(type, chunk, fill, level);
  }
}
