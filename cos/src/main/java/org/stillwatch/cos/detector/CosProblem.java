package org.stillwatch.cos.detector;

/** Something that a user must put right, in one sentence: a file, a setting, a database. */
public final class CosProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CosProblem(String sentence) {
    super(sentence);
  }

  public CosProblem(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
