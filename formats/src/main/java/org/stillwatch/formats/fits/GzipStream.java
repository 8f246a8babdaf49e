package org.stillwatch.formats.fits;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Gzip whose bytes depend on nothing but what is written and the level: its header has no name, and
 * a time of 0 (RFC 1952, 2.3.1), as {@link GZIPOutputStream} writes it.
 */
public final class GzipStream extends GZIPOutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * @param level 1 (fast) to 9 (small)
   */
  public GzipStream(OutputStream out, int level) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(level);
  }
}
