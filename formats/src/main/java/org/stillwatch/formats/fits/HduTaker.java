package org.stillwatch.formats.fits;

import org.stillwatch.formats.inflate.ByteRuns;

/** Takes the parts of a FITS file (header-data units) one after the other. */
@FunctionalInterface
public interface HduTaker {

  /**
   * A header has come.
   *
   * @return takes the data that belong to it, without their filling; none may come
   * @throws FitsProblem when the part is not what it should be
   */
  ByteRuns header(FitsHeader header);
}
