package org.stillwatch.link.file;

/**
 * How far a file has been dealt with. Durable: {@link #encode} and {@link #decode}.
 *
 * <p>What is followed is known by name and identity together: keep one position per {@link #key}.
 * When a file is replaced or renamed, two identities share a name for a while, and both positions
 * are needed until the older one is read to its end. A position may be dropped when its file will
 * never be followed again, as that of a day long past.
 *
 * @param file path relative to the folder, with slashes
 * @param identity hash of the bytes through its first complete record; not inode, not time
 * @param offset bytes dealt with: the start of the next record, complete or partial
 * @param number records dealt with
 * @param tail hash of the last bytes before {@code offset}, to see that the file was not rewritten
 */
public record FilePosition(String file, String identity, long offset, long number, String tail) {

  public FilePosition {
    if (offset < 0 || number < 0) {
      throw new IllegalArgumentException(
          "'%s' cannot be at byte %d, record %d; expected 0 or more"
              .formatted(file, offset, number));
    }
  }

  /** What this is the position of: the identity, a blank and the file name. */
  public String key() {
    return identity + " " + file;
  }

  /** One line without line feeds; the file name comes last and may hold anything else. */
  public String encode() {
    return identity + " " + offset + " " + number + " " + tail + " " + file;
  }

  /**
   * @throws IllegalArgumentException when the text is not from {@link #encode}
   */
  public static FilePosition decode(String text) {
    var parts = text.split(" ", 5);
    if (parts.length != 5) {
      throw new IllegalArgumentException("'" + text + "' is no file position");
    }
    return new FilePosition(
        parts[4], parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
  }
}
