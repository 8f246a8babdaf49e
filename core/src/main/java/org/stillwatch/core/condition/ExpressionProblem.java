package org.stillwatch.core.condition;

/** What is wrong with an expression: one sentence for the user, and where. */
public final class ExpressionProblem extends IllegalArgumentException {

  private final int column;

  public ExpressionProblem(At at, String sentence) {
    super(sentence);
    this.column = at.column();
  }

  /** From 1; at most one behind the end of the text. */
  public int column() {
    return column;
  }
}
