package org.stillwatch.core.store;

/** The store cannot write or read now: disk full, file locked. The message is for the user. */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
