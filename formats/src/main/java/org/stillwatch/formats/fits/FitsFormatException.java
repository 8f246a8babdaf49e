package org.stillwatch.formats.fits;

import java.io.IOException;

/** Bytes that are no FITS file; the message is one clause. */
public final class FitsFormatException extends IOException {
  private static final long serialVersionUID = 1;

  public FitsFormatException(String clause) {
    super(clause);
  }
}
