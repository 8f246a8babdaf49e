package org.stillwatch.app.command;

/** Ends a command with one sentence for the user and an exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The work was done but found problems. */
  public static final int PROBLEMS = 1;

  /** Wrong usage or configuration. */
  public static final int USAGE = 2;

  /** The station or instrument cannot be reached. */
  public static final int UNREACHABLE = 3;

  private final int exitCode;

  public Failure(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
