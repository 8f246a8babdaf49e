package org.stillwatch.formats.fits;

import java.io.IOException;
import org.stillwatch.formats.inflate.ByteRuns;

/** Takes the parts of a FITS file (header-data units) one after the other. */
@FunctionalInterface
public interface HduTaker {

  /**
   * A header has come.
   *
   * @param index 0 for the primary one
   * @return takes the data that belong to it, without their filling; not asked when there are none
   */
  ByteRuns header(int index, StreamedHeader header) throws IOException;
}
