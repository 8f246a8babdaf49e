package org.stillwatch.web;

/**
 * Where the page is served.
 *
 * @param bind the address to listen on: {@code 127.0.0.1} serves this machine only, {@code 0.0.0.0}
 *     every network it is on
 * @param port 0 for any free one
 */
public record WebSettings(String bind, int port) {

  /** The address of this machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  /**
   * @throws IllegalArgumentException with one sentence when the port is none
   */
  public WebSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "web: port " + port + " is no port; expected 0 (any free one) to 65535");
    }
  }

  /** Serves this machine only. */
  public static WebSettings onLoopback(int port) {
    return new WebSettings(LOOPBACK, port);
  }
}
