package org.stillwatch.link.file;

/** How the bytes of one sort of file are cut into records. */
public interface RecordFormat {

  /**
   * A cutter for a file that begins with {@code head}. Called when a file is found or found again.
   *
   * @param head the first bytes of the file, at most {@link #headBytes}
   */
  RecordCutter cutter(byte[] head);

  /** How many bytes from the start of the file the cutter and the identity may look at. */
  default int headBytes() {
    return 64 * 1024;
  }

  /**
   * How many bytes from the start make up the file's identity: through its first complete record
   * that tells it from other files. Rewriting any of them makes it another file.
   *
   * @return -1 while that record is not complete yet
   */
  int identityBytes(byte[] head);
}
