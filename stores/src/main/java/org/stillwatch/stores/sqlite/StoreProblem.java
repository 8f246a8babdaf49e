package org.stillwatch.stores.sqlite;

import org.jspecify.annotations.Nullable;

/**
 * A data directory cannot be used, and trying again will not help. The message is one sentence for
 * the user: what, where, what was expected and what to do.
 */
public final class StoreProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreProblem(String message) {
    this(message, null);
  }

  public StoreProblem(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
