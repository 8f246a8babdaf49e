package org.stillwatch.core.procedure;

/** What is wrong with a procedure: one sentence for the user, and where. */
public final class ProcedureProblem extends IllegalArgumentException {

  private final String path;

  /**
   * @param path keys and indexes with dots between: {@code steps.2.wait}
   */
  public ProcedureProblem(String path, String sentence) {
    super(sentence);
    this.path = path;
  }

  public String path() {
    return path;
  }
}
