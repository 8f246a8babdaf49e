package org.stillwatch.formats.fits;

/**
 * A FITS file, or a part of one, that cannot be used; the message is one clause for a person, to
 * stand behind the name of the file.
 */
public final class FitsProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  public FitsProblem(String clause) {
    super(clause);
  }

  public FitsProblem(String clause, Throwable cause) {
    super(clause, cause);
  }
}
