package org.stillwatch.cos.cci;

import java.io.IOException;

/** A file that is FITS, but not what it should be; the message is one clause. */
final class UnfitException extends IOException {
  private static final long serialVersionUID = 1;

  UnfitException(String clause) {
    super(clause);
  }
}
