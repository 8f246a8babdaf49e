package org.stillwatch.web;

/** The page cannot be served: the port is taken, the address is not ours. For the user. */
public final class WebUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  WebUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
